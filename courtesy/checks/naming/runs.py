"""Which words of a draft can be a name."""

from __future__ import annotations

from courtesy.checks.naming.address import Word
from courtesy.checks.naming.alike import is_near
from courtesy.checks.naming.book import key_of, phrase_at, script_of
from courtesy.checks.naming.forms import nominatives_of
from courtesy.text.tokens import CLAUSE, LINE, NONE, SENTENCE, WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Context
    from courtesy.checks.naming.book import Book, Title
    from courtesy.checks.naming.customer import Customer

_MOST_WORDS = 5


def may_address(draft: Context, book: Book) -> bool:
    """Say whether a draft may address anybody at all, whoever the reader is; where not, nothing needs to be known of names."""
    tokens = draft.tokens
    breaks, words = tokens.breaks, tokens.words
    titles, openers = book.titles, book.openers
    keys = [key_of(word) for word in words]
    for at, key in enumerate(keys):
        if key in titles or (key in openers and phrase_at(openers, keys, at)):
            return True
        if any(key in table and phrase_at(table, keys, at) for table in book.frames.values()):
            return True
    if not any(word[:1].isupper() for word in words[1:]):
        return True  # a draft without capitals, which may hide a name anywhere
    for at in range(len(words)):
        if breaks[at] >= CLAUSE:
            end = at
            while end < len(words) and (end == at or breaks[end] == NONE) and words[end][:1].isupper():
                end += 1
            if end > at and (end == len(words) or breaks[end] >= CLAUSE):
                return True
    return False


class Names:
    """The words of one draft, and which of them can be words of a name."""

    def __init__(self, draft: Context, book: Book, customer: Customer, own: frozenset[str]) -> None:
        self.draft = draft
        self.book = book
        self.own = own
        self.tokens = draft.tokens
        self.keys = [key_of(word) for word in self.tokens.words]
        self._known = {part.key for part in customer.parts()}
        self.breaks = self._breaks()
        self._near = [part.key for part in customer.parts() if len(part.key) > 3]
        self._count = len(self.keys)
        self._lower = not any(word[:1].isupper() for word in self.tokens.words[1:])
        self._shouted = draft.text.isupper()
        self._signed_from = self._signature()
        self._opened = self._openings()

    def _openings(self) -> set[int]:
        """Return the places right behind a greeting, thanks and the like."""
        out: set[int] = set()
        breaks = self.breaks
        openers = self.book.openers
        for at, key in enumerate(self.keys):
            if key not in openers:
                continue
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

    def _breaks(self) -> list[int]:
        """Return the boundaries, without those that are only the full stop of a name that is written short: Ma. Theresa."""
        breaks = self.tokens.breaks
        short = [
            at
            for at, key in enumerate(self.keys[:-1])
            if (key in self.book.short or (key in self.book.titles and self.keys[at + 1] in self._known))
            and self._is_short(at)
        ]
        if short:
            breaks = list(breaks)
            for at in short:
                breaks[at + 1] = NONE
        return breaks

    def _is_short(self, at: int) -> bool:
        """Say whether a word is a name written short, by its capital, its full stop and the capital behind it."""
        following = self.tokens.words[at + 1]
        between = self.draft.text[self.tokens.ends[at] : self.tokens.starts[at + 1]]
        return self.tokens.words[at][:1].isupper() and between.strip(" ") == "." and following[:1].isupper()

    def _title_at(self, at: int, *, after: bool = False) -> Title | None:
        for phrase, title in self.book.titles.get(self.keys[at], ()):
            if ("after" in title.flags) != after or (after and self._is_followed_by_name(at)):
                continue
            if tuple(self.keys[at : at + len(phrase)]) != phrase:
                continue
            if any(self.breaks[at + n] != NONE for n in range(1, len(phrase))):
                continue
            if "call" in title.flags and "alone" not in title.flags and self.tokens.words[at].islower():
                if self.tokens.lang != "fil":
                    continue
            return title
        return None

    def _is_followed_by_name(self, at: int) -> bool:
        """Say whether a word with a capital goes on: "san" is a title behind Tanaka and none in San Juan."""
        following = at + 1
        return following < self._count and self.breaks[following] == NONE and self.tokens.words[following].istitle()

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
        if everyday and self.breaks[word.at] >= SENTENCE and not self.book.is_near_first_name(word.key):
            return False  # "Lovely, I have it here": its capital says nothing
        if self.book.is_first_name(word.key):
            return word.script == "arabic" or word.text[:1].isupper() or not everyday
        bases = nominatives_of(word.key, self.book, calling=word.script != "arabic")
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
            if out and (self.breaks[at] != NONE or not self._is_joined(at)):
                break
            short = self.book.short.get(self.keys[at], "")
            if short and not (at + 1 < self._count and self._is_short(at)):
                short = ""
            word = Word(tokens.words[at], tokens.starts[at], at, short)
            if word.key not in self._known:
                if out and word.key in self.book.suffixes:
                    break  # the generation is no part of the name
                word = word if short else word.without_honour()
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
        if titled and not before and self._title_at(at, after=True) and self._praises(at):
            return False
        if word.text[:1].isupper() and any(is_near(word.key, name) for name in self._near):
            return True  # Mrs March is not the month, where the customer is Mrs Marsh
        if titled and not before and word.text[:1].isupper() and 1 < len(word.key) < 4:
            if any(name[:2] == word.key[:2] and abs(len(name) - len(word.key)) < 2 for name in self._known):
                return True  # Mr. Ng, where the customer is Mr. Ngo
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
            titled and self.breaks[at + 1] >= CLAUSE and not self._is_everyday(at)
        )

    def _praises(self, at: int) -> bool:
        """Say whether an adjective stands behind a word that is no title of a name, or is no first name: "dear friend"."""
        entries = self.book.titles.get(self.keys[at - 1], ())
        return not self.book.is_first_name(self.keys[at]) or not any(title.gender for _, title in entries)

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
        behind = self.breaks[word.at + 1]
        if not before:
            return not everyday or (titled and behind >= CLAUSE)
        if word.key in self.book.particles and self._is_close(before[-1].key + word.key):
            return True  # a surname of two pieces that is written apart
        if everyday or len(before) != 1 or not (self._is_name(before[0]) or self._is_close(word.key)):
            return False
        return behind >= CLAUSE or (behind == NONE and self._title_at(word.at + 1, after=True) is not None)

    def _signature(self) -> int:
        """Return where the draft's own signature begins; the number of words where there is none."""
        breaks = self.breaks
        count = self._count
        for at in range(max(1, count - 4), count):
            between = self.draft.text[self.tokens.ends[at - 1] : self.tokens.starts[at]]
            if any(dash in between for dash in "-–—~") and self._ends_unmarked() and breaks[at] >= SENTENCE:
                return at
        closers = self.book.closers
        for at, key in enumerate(self.keys):
            if key not in closers:
                continue
            length = phrase_at(closers, self.keys, at)
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
