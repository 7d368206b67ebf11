"""Where a draft addresses its reader by a name or title, and where it only speaks of somebody."""

from __future__ import annotations

from courtesy.checks.naming.address import Address, Word
from courtesy.checks.naming.book import key_of, phrase_at
from courtesy.checks.naming.forms import write
from courtesy.checks.naming.named import Named
from courtesy.text.tokens import CLAUSE, LINE, NONE, SENTENCE, WORD

TYPE_CHECKING = False


class Finder(Named):
    """Looks for addresses in one draft."""

    def addresses(self) -> list[Address]:
        """Return all addresses in the order of the text, those that only speak of somebody included."""
        out: list[Address] = []
        at = 0
        titles, breaks, opened = self.book.titles, self.breaks, self._opened
        for place in range(self._signed_from):
            if place < at or not (breaks[place] >= CLAUSE or self.keys[place] in titles or place in opened):
                continue
            at = place
            if self.tokens.kinds[at] != WORD or self._is_quoted(at):
                continue
            address = self._titled(at) or self._bare(at)
            if address is None:
                continue
            if not address.spoken_of:
                out.append(address)
            at = max(address.last, at + 1)
        return out

    def _is_quoted(self, at: int) -> bool:
        if not self.tokens.quoted:
            return False
        start = self.tokens.starts[at]
        return any(a <= start < b for a, b in self.tokens.quoted)

    def _titled(self, at: int) -> Address | None:
        address = Address(at)
        end = at
        while end < self._count and (end == at or self.breaks[end] == NONE):
            title = self._title_at(end)
            if title is None:
                if not address.titles or not (size := self._praise_at(end)):
                    break
                end += size
                continue
            address.titles.append((end, title))
            end += title.length
        if not address.titles or self._is_choice(at, end):
            return None
        address.words = self._run(end, titled=True) if end < self._count and self.breaks[end] == NONE else []
        if address.words:
            end = address.words[-1].at + 1
            end = self._titles_after(address, end)
        elif not self._stands_alone(address, end):
            return None
        address.last = end
        address.opened = at in self._opened
        address.sure = self._is_sure(address)
        return address

    def _is_choice(self, first: int, end: int) -> bool:
        """Say whether titles are offered to choose from: "Mr/Ms", "Sir/Madam" call nobody."""
        text = self.draft.text
        start, stop = self.tokens.starts[first], self.tokens.ends[end - 1]
        return (
            "/" in text[start:stop]
            or text[:start].rstrip().endswith(("/", "("))
            or text[stop:].lstrip(" .").startswith(("/", "("))
        )

    def _stands_alone(self, address: Address, end: int) -> bool:
        """Say whether titles without a name address the reader: "Dear Sir,", "czy mógłby Pan"."""
        if not any("alone" in title.flags for _, title in address.titles):
            return False
        first = address.first
        before, behind = self.breaks[first], self.breaks[end] if end < self._count else LINE
        if before == NONE and first and self.keys[first - 1] in self.book.third and first not in self._opened:
            return False
        if behind == NONE and (self.keys[end] in self.book.third or self.keys[end] in self.book.third_after):
            return False
        if any("capital" in title.flags for _, title in address.titles) and len(address.titles) == 1:
            return self.tokens.words[first][:1].isupper() or (first in self._opened and behind >= CLAUSE)
        return behind >= CLAUSE and (before >= CLAUSE or first in self._opened or address.is_call)

    def _is_sure(self, address: Address) -> bool:
        first, last = address.first, address.last
        breaks = self.breaks
        behind = breaks[last] if last < self._count else LINE
        spoken_of = behind == NONE and self.keys[last] in self.book.third_after
        if breaks[first] >= CLAUSE and not address.after and self._is_subject(last):
            address.spoken_of = True
            return False
        if address.opened and not self._begins_to_tell(address, behind):
            return breaks[first] == NONE or not spoken_of
        if first and ":" in self.draft.text[self.tokens.ends[first - 1] : self.tokens.starts[first]]:
            return False  # "Doctor: Ms Ann Lee"
        if any("dear" in title.flags for _, title in address.titles):
            return breaks[first] >= CLAUSE
        if first and self.keys[first - 1] in self.book.third and breaks[first] < SENTENCE:
            return False
        if spoken_of:
            return False
        if address.is_call or self._only_calls(address) or (address.after and breaks[first] >= CLAUSE):
            return True
        if breaks[first] >= CLAUSE and behind >= CLAUSE:
            return breaks[first] > CLAUSE or not self._is_nominative(address)
        return breaks[first] >= SENTENCE and self.tokens.lang == "fa"

    def _begins_to_tell(self, address: Address, behind: int) -> bool:
        """Say whether somebody else is the subject of what a draft grants or promises: "Of course, Mr Brown may collect it"."""
        if self.breaks[address.first] != CLAUSE or behind != NONE or not address.words:
            return False
        if any("dear" in title.flags for _, title in address.titles):
            return False
        if self.book.has_vocative:
            return self._is_named(address)
        return self.tokens.lang == "en" and not address.is_call

    def _is_subject(self, end: int) -> bool:
        """Say whether a sentence goes on behind a name without a comma, with a verb for somebody spoken of with respect."""
        endings = self.book.subject_verbs
        if not endings or end >= self._count or self.breaks[end] != NONE:
            return False
        while True:
            goes_on = end + 1 < self._count and self.breaks[end + 1] == NONE
            if not goes_on or self.keys[end + 1] == "و":
                if self.keys[end].endswith(endings) and not self._is_close(self.keys[end]):
                    return True
            if not goes_on:
                return False
            end += 1

    def _is_nominative(self, address: Address) -> bool:
        """Say whether a language that has a form for calling did not use it: "był to hydraulik, pan Jan Kot, ..."."""
        return self.book.has_vocative and not address.opened and self._is_named(address)

    def _is_named(self, address: Address) -> bool:
        """Say whether a title, or the name behind it, has a form that is not the one for calling."""
        for at, title in address.titles:
            cases = {
                other.case
                for phrase, other in self.book.titles[self.keys[at]]
                if len(phrase) == title.length and tuple(self.keys[at : at + len(phrase)]) == phrase and other.case
            }
            if cases and "voc" not in cases:
                return True
        first = address.words[0] if address.words else None
        if first is None or not self.book.is_near_first_name(first.key):
            return False
        return key_of(write(first.text, "g", address.gender, "voc", self.book)) != first.key

    def _only_calls(self, address: Address) -> bool:
        """Say whether a title is in a form that is only used to call somebody: κύριε, panie."""
        for at, title in address.titles:
            same = [
                other.case
                for phrase, other in self.book.titles[self.keys[at]]
                if tuple(self.keys[at : at + len(phrase)]) == phrase and len(phrase) == title.length
            ]
            if same and set(same) == {"voc"}:
                return True
        return False

    def _bare(self, at: int) -> Address | None:
        breaks = self.breaks
        opened = at in self._opened
        if not opened and (breaks[at] < CLAUSE or phrase_at(self.book.openers, self.keys, at)):
            return None
        words = self._run(at, titled=False)
        if not words or (at and not opened and ":" in self.draft.text[self.tokens.ends[at - 1] : words[0].start]):
            return None  # "Guarantor: Tom Lee." calls nobody
        address = Address(at)
        address.words = words
        address.opened = opened
        end = self._titles_after(address, words[-1].at + 1)
        address.last = end
        behind = breaks[end] if end < self._count else LINE
        bounded = behind >= CLAUSE or bool(phrase_at(self.book.openers, self.keys, end))
        known = all(self._is_name(word, sure=opened and bounded and breaks[at] == NONE) for word in words)
        if not known and not self._can_be_name(words, bounded=bounded, opened=opened):
            known = address.after and bounded and self._is_whole_name(words)
            if not known:
                return None
        if opened and breaks[at] == NONE:
            address.sure = bounded or known
        else:
            address.sure = (bounded or address.after) and known and self._calls(at, end)
        return address if address.sure else None

    def _is_whole_name(self, words: list[Word]) -> bool:
        """Say whether words before "dear" are first name and surname, though nobody has listed them."""
        return 1 < len(words) < 4 and any(self._is_name(word) for word in words)

    def _calls(self, at: int, end: int) -> bool:
        """Say whether a name between commas is called, and not an aside: "our driver, Tom, will ring"."""
        breaks = self.breaks
        if at and self.keys[at - 1] in self.book.third and at not in self._opened:
            return False
        if any(self.keys[n] in self.own for n in range(at, end)):
            return False
        if self._follows_our(at) and self._has_clause(end):
            return False  # "Our accountant, Deborah Lynch, will send it"
        if self._has_aside(end) and not self._is_close(self.keys[at]):
            return False  # "Victoria, our manager, can help"
        if self._is_last_line(at) and not self._is_close(self.keys[at]):
            return False  # whoever writes may sign so
        behind = breaks[end] if end < self._count else LINE
        return breaks[at] >= SENTENCE or behind >= SENTENCE or at in self._opened or self._is_close(self.keys[at])

    def _follows_our(self, at: int) -> bool:
        """Say whether the clause before a name is no more than a word or two for somebody of ours."""
        if self.tokens.lang == "el" or self.breaks[at] != CLAUSE:
            return False  # Greek has an article before everything
        begin = at - 1
        while begin and self.breaks[begin] < CLAUSE:
            begin -= 1
        return at - begin < 4 and self.keys[begin] in self.book.third

    def _has_clause(self, end: int) -> bool:
        """Say whether a sentence goes on behind a comma."""
        return end < self._count and self.breaks[end] == CLAUSE

    def _is_last_line(self, at: int) -> bool:
        """Say whether a name begins the last line, or is the last of all with nothing behind it."""
        breaks = self.breaks
        if not at or any(breaks[n] == LINE for n in range(at + 1, self._count)):
            return False
        if breaks[at] == LINE:
            return True
        if not self._ends_unmarked() or any(breaks[n] >= SENTENCE for n in range(at + 1, self._count)):
            return False
        behind = max((n for n in range(at + 1, self._count) if breaks[n] == CLAUSE), default=0)
        return not behind or (breaks[at] >= SENTENCE and self._count - at <= 6)

    def _has_aside(self, end: int) -> bool:
        """Say whether a short aside follows that tells who somebody is."""
        if end >= self._count or self.keys[end] not in self.book.third:
            return False
        return any(self.breaks[n] == CLAUSE for n in range(end + 1, min(end + 5, self._count)))

    def _can_be_name(self, words: list[Word], *, bounded: bool, opened: bool) -> bool:
        """Say whether words that are no listed names stand where only a name does: "Hello Xanthippe,"."""
        if not (opened and bounded) or len(words) > 3 or self.breaks[words[0].at] != NONE:
            return False
        return all(
            (word.text[:1].isupper() or word.script == "arabic")
            and not self._is_everyday(word.at)
            and (self._shouted or not word.text.isupper())
            for word in words
        )
