"""Where a draft addresses its reader by a name or title, and where it only speaks of somebody."""

from __future__ import annotations

from courtesy.checks.naming.book import key_of, phrase_at, script_of
from courtesy.checks.naming.customer import is_near
from courtesy.checks.naming.forms import nominatives_of
from courtesy.text.tokens import CLAUSE, LINE, NONE, SENTENCE, WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Context
    from courtesy.checks.naming.book import Book, Title
    from courtesy.checks.naming.customer import Customer

_MOST_WORDS = 5
_POSSESSIVES = ("'s", "’s")


class Word:
    """A word of a name as it stands in the draft."""

    __slots__ = ("at", "end", "key", "script", "start", "text")

    def __init__(self, text: str, start: int, at: int) -> None:
        for mark in _POSSESSIVES:
            text = text.removesuffix(mark)
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.at = at
        self.key = key_of(text)
        self.script = script_of(text)


class Address:
    """Titles and name words that belong together."""

    __slots__ = ("after", "first", "last", "opened", "sure", "titles", "words")

    def __init__(self, first: int) -> None:
        self.first = first
        self.last = first
        self.titles: list[tuple[int, Title]] = []
        """Each title with its first word's place."""
        self.words: list[Word] = []
        self.after = False
        """Does a title stand after the name?"""
        self.opened = False
        """Does it follow a greeting or thanks?"""
        self.sure = False
        """Is it certainly the reader who is meant?"""

    @property
    def gender(self) -> str:
        """The gender that the titles show, the last one first."""
        for _, title in reversed(self.titles):
            if title.gender:
                return title.gender
        return ""

    @property
    def is_titled(self) -> bool:
        """Whether there is a title that is more than "dear"."""
        return any("dear" not in title.flags for _, title in self.titles)

    @property
    def is_call(self) -> bool:
        """Whether it is a title of the kind that goes with a first name: Ma'am Liza, Kuya Ben."""
        return any("call" in title.flags for _, title in self.titles)


class Finder:
    """Looks for addresses in one draft."""

    def __init__(self, draft: Context, book: Book, customer: Customer, own: frozenset[str]) -> None:
        self.draft = draft
        self.book = book
        self.own = own
        self.tokens = draft.tokens
        self.keys = [key_of(word) for word in self.tokens.words]
        self._known = {part.key for part in customer.parts()}
        self._near = [part.key for part in customer.parts() if len(part.key) > 3]
        self._count = len(self.keys)
        self._lower = not any(word[:1].isupper() for word in self.tokens.words[1:])
        self._shouted = draft.text.isupper()
        self._signed_from = self._signature()
        self._opened = self._openings()

    def addresses(self) -> list[Address]:
        """Return all addresses in the order of the text, those that only speak of somebody included."""
        out = []
        at = 0
        while at < self._signed_from:
            if self.tokens.kinds[at] != WORD or self._is_quoted(at):
                at += 1
                continue
            address = self._titled(at) or self._bare(at)
            if address is None:
                at += 1
                continue
            out.append(address)
            at = max(address.last, at + 1)
        return out

    def _is_quoted(self, at: int) -> bool:
        start = self.tokens.starts[at]
        return any(a <= start < b for a, b in self.tokens.quoted)

    def _openings(self) -> set[int]:
        """Return the places right behind a greeting, thanks and the like."""
        out = set()
        breaks = self.tokens.breaks
        for at in range(self._count):
            length = phrase_at(self.book.openers, self.keys, at)
            if not length or (at and breaks[at] == NONE and at - 1 not in out and not self._follows_opener(at)):
                continue
            end = at + length
            while end < self._count and breaks[end] < CLAUSE and self.keys[end] in self.book.fillers:
                out.add(end)
                end += 1
            if end < self._count and breaks[end] < SENTENCE:
                out.add(end)
        return out

    def _follows_opener(self, at: int) -> bool:
        return any(at >= size and phrase_at(self.book.openers, self.keys, at - size) == size for size in (1, 2, 3))

    # ---------------------------------------------------------------------------------------------- with a title

    def _titled(self, at: int) -> Address | None:
        address = Address(at)
        end = at
        while end < self._count and (end == at or self.tokens.breaks[end] == NONE):
            title = self._title_at(end)
            if title is None:
                break
            address.titles.append((end, title))
            end += title.length
        if not address.titles or self._is_choice(at, end):
            return None
        address.words = self._run(end, titled=True) if end < self._count and self.tokens.breaks[end] == NONE else []
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

    def _title_at(self, at: int, *, after: bool = False) -> Title | None:
        for phrase, title in self.book.titles.get(self.keys[at], ()):
            if ("after" in title.flags) != after:
                continue
            if tuple(self.keys[at : at + len(phrase)]) != phrase:
                continue
            if any(self.tokens.breaks[at + n] != NONE for n in range(1, len(phrase))):
                continue
            if "call" in title.flags and "alone" not in title.flags and self.tokens.words[at].islower():
                if self.tokens.lang != "fil":
                    continue
            return title
        return None

    def _titles_after(self, address: Address, end: int) -> int:
        while end < self._count and self.tokens.breaks[end] == NONE:
            title = self._title_at(end, after=True)
            if title is None:
                break
            address.titles.append((end, title))
            address.after = True
            end += title.length
            more = self._run(end, titled=False) if end < self._count and self.tokens.breaks[end] == NONE else []
            if more and more[0].key in self._known:
                address.words += more[:1]
                end += 1
        return end

    def _stands_alone(self, address: Address, end: int) -> bool:
        """Say whether titles without a name address the reader: "Dear Sir,", "czy mógłby Pan"."""
        if not any("alone" in title.flags for _, title in address.titles):
            return False
        first = address.first
        before, behind = self.tokens.breaks[first], self.tokens.breaks[end] if end < self._count else LINE
        if before == NONE and first and self.keys[first - 1] in self.book.third and first not in self._opened:
            return False
        if behind == NONE and (self.keys[end] in self.book.third or self.keys[end] in self.book.third_after):
            return False
        if any("capital" in title.flags for _, title in address.titles) and len(address.titles) == 1:
            return self.tokens.words[first][:1].isupper() or (first in self._opened and behind >= CLAUSE)
        return behind >= CLAUSE and (before >= CLAUSE or first in self._opened or address.is_call)

    def _is_sure(self, address: Address) -> bool:
        first, last = address.first, address.last
        breaks = self.tokens.breaks
        behind = breaks[last] if last < self._count else LINE
        spoken_of = behind == NONE and self.keys[last] in self.book.third_after
        if address.opened:
            return breaks[first] == NONE or not spoken_of
        if any("dear" in title.flags for _, title in address.titles):
            return breaks[first] >= CLAUSE
        if first and self.keys[first - 1] in self.book.third and breaks[first] < SENTENCE:
            return False
        if spoken_of:
            return False
        if address.is_call or self._only_calls(address) or (address.after and breaks[first] >= CLAUSE):
            return True
        if breaks[first] >= CLAUSE and behind >= CLAUSE:
            return True
        return breaks[first] >= SENTENCE and self.tokens.lang == "fa"

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

    # ------------------------------------------------------------------------------------------- without a title

    def _bare(self, at: int) -> Address | None:
        breaks = self.tokens.breaks
        opened = at in self._opened
        if not opened and breaks[at] < CLAUSE:
            return None
        words = self._run(at, titled=False)
        if not words:
            return None
        address = Address(at)
        address.words = words
        address.opened = opened
        end = self._titles_after(address, words[-1].at + 1)
        address.last = end
        behind = breaks[end] if end < self._count else LINE
        bounded = behind >= CLAUSE or bool(phrase_at(self.book.openers, self.keys, end))
        known = all(self._is_name(word, sure=opened and bounded and breaks[at] == NONE) for word in words)
        if not known and not self._can_be_name(words, bounded=bounded, opened=opened):
            return None
        if opened and breaks[at] == NONE:
            address.sure = bounded or known
        else:
            address.sure = (bounded or address.after) and known and self._calls(at, end)
        return address if address.sure else None

    def _calls(self, at: int, end: int) -> bool:
        """Say whether a name between commas is called, and not an aside: "our driver, Tom, will ring"."""
        breaks = self.tokens.breaks
        if at and self.keys[at - 1] in self.book.third and at not in self._opened:
            return False
        if any(self.keys[n] in self.own for n in range(at, end)):
            return False
        if self._has_aside(end) and not self._is_close(self.keys[at]):
            return False  # "Victoria, our manager, can help"
        if self._is_last_line(at) and not self._is_close(self.keys[at]):
            return False  # whoever writes may sign so
        behind = breaks[end] if end < self._count else LINE
        return breaks[at] >= SENTENCE or behind >= SENTENCE or at in self._opened or self._is_close(self.keys[at])

    def _is_last_line(self, at: int) -> bool:
        """Say whether a name begins the last line, or is the last of all with nothing behind it."""
        breaks = self.tokens.breaks
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
        return any(self.tokens.breaks[n] == CLAUSE for n in range(end + 1, min(end + 5, self._count)))

    def _can_be_name(self, words: list[Word], *, bounded: bool, opened: bool) -> bool:
        """Say whether words that are no listed names stand where only a name does: "Hello Xanthippe,"."""
        if not (opened and bounded) or len(words) > 3 or self.tokens.breaks[words[0].at] != NONE:
            return False
        return all(
            (word.text[:1].isupper() or word.script == "arabic")
            and not self._is_everyday(word.at)
            and (self._shouted or not word.text.isupper())
            for word in words
        )

    def _is_name(self, word: Word, *, sure: bool = False) -> bool:
        """Say whether a word is a first name in a form in which somebody is called, or close to the customer's.

        An everyday word is none, unless it is ``sure`` that only a name can stand there.
        """
        if self._is_close(word.key):
            return True
        if word.script != "arabic" and not word.text[:1].isupper() and not self._lower:
            return False
        if word.key in self.book.not_names or phrase_at(self.book.openers, [word.key], 0):
            return False
        if word.text.isupper() and len(word.text) > 1 and not self._shouted:
            return False
        everyday = not sure and self._is_everyday(word.at)
        if self.book.is_first_name(word.key):
            return word.script == "arabic" or word.text[:1].isupper() or not everyday
        bases = nominatives_of(word.key, self.book, calling=True)
        return not everyday and any(self.book.is_first_name(base) for base in bases)

    def _is_close(self, key: str) -> bool:
        """Say whether a word is the customer's name or a slip of the pen for it."""
        if key in self._known:
            return True
        if key in self.book.not_names:
            return False
        bases = nominatives_of(key, self.book)
        return any(base in self._known for base in bases) or any(is_near(key, name) for name in self._near)

    def _run(self, at: int, *, titled: bool) -> list[Word]:
        """Return the words from a place on that can be a name."""
        out: list[Word] = []
        tokens = self.tokens
        while at < self._count and len(out) < _MOST_WORDS and tokens.kinds[at] == WORD:
            if out and (tokens.breaks[at] != NONE or not self._is_joined(at)):
                break
            word = Word(tokens.words[at], tokens.starts[at], at)
            if word.key not in self._known and not self._may_belong(out, word, titled=titled):
                break
            out.append(word)
            at += 1
        while out and out[-1].key in self.book.particles and out[-1].text.islower():
            out.pop()
        return out

    def _is_joined(self, at: int) -> bool:
        """Say whether only a space, or the full stop of an initial, is between a word and the one before."""
        return not self.draft.text[self.tokens.ends[at - 1] : self.tokens.starts[at]].strip(" \u00a0.\u200c\n")

    def _may_belong(self, before: list[Word], word: Word, *, titled: bool) -> bool:
        """Say whether a word that is not the customer's may be a word of a name."""
        at, book = word.at, self.book
        if before and (self._title_at(at, after=True) or phrase_at(book.openers, self.keys, at)):
            return False
        if word.text[:1].isupper() and any(is_near(word.key, name) for name in self._near):
            return True  # Mrs March is not the month, where the customer is Mrs Marsh
        if word.key in book.not_names or (self._title_at(at) and not book.is_first_name(word.key)):
            return False
        if self.draft.text[: word.start].rstrip(" ").endswith(("{", "[", "<", "%", "$", "_")):
            return False  # a field that was not filled in
        if len(word.key) > 2 and set(word.key) == {"x"}:
            return False
        if not titled and self.book.uncalled and word.text.endswith(self.book.uncalled):
            return False
        if word.script == "arabic":
            return self._goes_on(before, word, titled=titled)
        if self._is_close(word.key) or self._is_particle(at):
            return True
        if not self._lower:
            return word.text[:1].isupper()
        return self._is_name(word, sure=titled) or (
            titled and self.tokens.breaks[at + 1] >= CLAUSE and not self._is_everyday(at)
        )

    def _is_everyday(self, at: int) -> bool:
        return self.draft.reading.lists(at)

    def _is_particle(self, at: int) -> bool:
        following = self.tokens.words[at + 1] if at + 1 < self._count else ""
        return self.keys[at] in self.book.particles and (following[:1].isupper() or self._is_particle_word(at + 1))

    def _is_particle_word(self, at: int) -> bool:
        return at < self._count and self.keys[at] in self.book.particles

    def _goes_on(self, before: list[Word], word: Word, *, titled: bool) -> bool:
        """Say whether a word of a script without capitals belongs to a name."""
        if self._is_name(word):
            return True
        everyday = self._is_everyday(word.at)
        behind = self.tokens.breaks[word.at + 1]
        if not before:
            return not everyday or (titled and behind >= CLAUSE)
        return titled and len(before) == 1 and self._is_name(before[0]) and not everyday and behind >= CLAUSE

    # ------------------------------------------------------------------------------------------------- signature

    def _signature(self) -> int:
        """Return where the draft's own signature begins; the number of words where there is none."""
        breaks = self.tokens.breaks
        count = self._count
        for at in range(max(1, count - 4), count):
            between = self.draft.text[self.tokens.ends[at - 1] : self.tokens.starts[at]]
            if any(dash in between for dash in "-–—~") and self._ends_unmarked() and breaks[at] >= SENTENCE:
                return at
        for at in range(count):
            length = phrase_at(self.book.closers, self.keys, at)
            if not length or (at and breaks[at] == NONE):
                continue
            end = at + length
            if end >= count or count - end > 8:
                continue
            if breaks[end] == LINE or not phrase_at(self.book.openers, self.keys, at):
                return end
            if (
                breaks[end] == CLAUSE
                and self._ends_unmarked()
                and count - end <= 3
                and not self._is_close(self.keys[end])
            ):
                return end  # "Thanks, Tom" and no full stop: Tom writes
        last_line = max((at for at in range(1, count) if breaks[at] == LINE), default=count)
        words = range(last_line, count)
        if 0 < len(words) <= 4 and all(
            self.tokens.words[at][:1].isupper() or script_of(self.tokens.words[at]) == "arabic" for at in words
        ):
            if self._ends_unmarked():
                return last_line
        return count

    def _ends_unmarked(self) -> bool:
        """Say whether the last word has no full stop or other sign behind it."""
        return not self.draft.text[self.tokens.ends[-1] :].strip()
