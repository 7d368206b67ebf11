"""Where the customers say or sign their own names."""

from __future__ import annotations

from courtesy.checks.naming.alike import related
from courtesy.checks.naming.book import key_of, phrase_at, script_of
from courtesy.text.tokens import CLAUSE, LINE, SENTENCE, WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from courtesy.checks.naming.book import Book
    from courtesy.checks.naming.customer import Part
    from courtesy.text.tokens import Tokens

_LONGEST_NAME = 5
_EDGE = 12
"""Words at the beginning and end of a message among which a signature is looked for."""


class Signatures:
    """What one customer's messages say about the customer's name."""

    __slots__ = ("_book", "_ours", "_related", "_stated", "_ties", "called", "found")

    def __init__(self, texts: Iterable[Tokens], stated: list[Part], ours: frozenset[str], book: Book) -> None:
        self._stated = stated
        self._ours = ours
        self._book = book
        self._ties: dict[str, bool] = {}
        self._related: dict[str, bool] = {}
        self.found: list[list[str]] = []
        """The words of each signature."""
        self.called: set[str] = set()
        """Keys of words that may be the customer's nickname: they stand where one signs, but are tied to no name."""
        for tokens in texts:
            self._read(tokens)

    def _read(self, tokens: Tokens) -> None:
        keys = [key_of(word) for word in tokens.words]
        if not keys:
            return
        self.found += self._introduced(tokens, keys)
        count = len(keys)
        for first, last in _segments(tokens):
            if (first > _EDGE and last < count - _EDGE) or (last < count and self._is_long(tokens, first, last)):
                continue
            words = self._signed(tokens, keys, first, last)
            if words:
                self.found.append(words)
        self._nickname(tokens, keys)

    def _is_long(self, tokens: Tokens, first: int, last: int) -> bool:
        """Say whether a stretch in the middle has more words than a name, and none with a capital that could begin one."""
        return last - first > _LONGEST_NAME and not _has_capital(tokens, first, last)

    def _nickname(self, tokens: Tokens, keys: list[str]) -> None:
        """Note a word with a capital that is the whole of the last sentence; nobody knows all nicknames."""
        count = len(keys)
        first = count - 1
        while first and tokens.breaks[first] < SENTENCE and count - first <= _LONGEST_NAME:
            first -= 1
        if tokens.breaks[first] < SENTENCE:
            return
        if tokens.breaks[count - 1] == CLAUSE and phrase_at(self._book.closers, keys, first):
            first = count - 1  # "Thanks ever so, Kit"
        if (
            count - first == 1
            and first
            and script_of(tokens.words[first]) == "arabic"
            and not (self._tied(keys[first], tokens.words[first]))
        ):
            self.called.add(keys[first])  # ابوکرار
            return
        while first and count - first > 1 and keys[first] in self._book.titles:
            first += 1
        words = tokens.words[first:]
        if not first or len(words) > 2 or any(kind != WORD for kind in tokens.kinds[first:]):
            return
        if all(word[:1].isupper() and len(word) > 2 for word in words) and not phrase_at(
            self._book.closers, keys, first
        ):
            self.called.update(keys[at] for at in range(first, count) if not self._tied(keys[at], tokens.words[at]))

    def _introduced(self, tokens: Tokens, keys: list[str]) -> list[list[str]]:
        """Names after "my name is" and before «هستم»."""
        out = []
        introducers, suffixes = self._book.introducers, self._book.suffixes
        for at, key in enumerate(keys):
            if (key not in introducers and key not in suffixes) or tokens.kinds[at] != WORD:
                continue
            length = phrase_at(introducers, keys, at)
            if length and not (at and phrase_at(self._book.said["of_others"], keys, at - 1) > 1):
                words = self._names_from(tokens, keys, at + length)
                if words:
                    out.append(words)
            if key in suffixes and len(key) > 3 and at and script_of(tokens.words[at]) != "latin":
                first = at
                while first > 0 and at - first < 3 and tokens.breaks[first] < CLAUSE:
                    first -= 1
                for start in range(first, at):
                    if self._is_name(keys[start], tokens.words[start]):
                        out.append(tokens.words[start:at])
                        break
        return out

    def _names_from(self, tokens: Tokens, keys: list[str], at: int) -> list[str]:
        words: list[str] = []
        while at < len(keys) and len(words) < _LONGEST_NAME and tokens.kinds[at] == WORD:
            if tokens.breaks[at] >= CLAUSE and (words or tokens.breaks[at] > CLAUSE):
                break
            word, key = tokens.words[at], keys[at]
            known = self._is_name(key, word)
            if not known and (not (words and word[:1].isupper()) or key in self._book.suffixes):
                break
            words.append(word)
            at += 1
        return words

    def _is_name(self, key: str, word: str) -> bool:
        if self._belongs(key, script_of(word)):
            return True
        is_written_so = word[:1].isupper() or script_of(word) == "arabic"
        return is_written_so and self._book.is_first_name(key) and key not in self._book.not_names

    def _belongs(self, key: str, script: str) -> bool:
        """Say whether a word is a form of the known name; customers say the same words again and again."""
        known = self._related.get(key)
        if known is None:
            ties = {related(key, script, part, self._book) for part in self._stated}
            known = bool(
                ties - ({"", "near"} if len(key) < 4 and script == "latin" else {""})
            )  # "san" is no slip for Jan
            self._related[key] = known
        return known

    def _signed(self, tokens: Tokens, keys: list[str], first: int, last: int) -> list[str]:
        """Return the name that a stretch consists of, if it can be the customer's."""
        count = len(keys)
        begin_of_all = first
        after_closer = False
        at_end = last == count or tokens.breaks[last] == LINE or self._is_told(tokens, keys, first, last)
        begins = tokens.breaks[first]
        if not at_end:
            ties, words = self._ties, tokens.words
            for at in range(first, last):
                known = ties.get(words[at])
                if known or (known is None and self._tied(keys[at], words[at])):
                    break
            else:
                return []
        length = phrase_at(self._book.closers, keys, first)
        while first < last and length and first + length < last:  # "thanks Anna"
            first += length
            after_closer = True
            length = phrase_at(self._book.closers, keys, first)
        while last - first > 1 and (
            len(keys[first]) == 1 or (tokens.words[first].islower() and _has_capital(tokens, first, last))
        ):
            first += 1
        if last - first > _LONGEST_NAME:
            is_ours = last < count or not self._ours.isdisjoint(keys[first:last])
            return [] if is_ours else self._tail(tokens, keys, last)
        places = [at for at in range(first, last) if tokens.kinds[at] == WORD and not _is_cut(tokens, at, last)]
        words = [tokens.words[at] for at in places]
        if not words or not self._ours.isdisjoint(keys[first:last]):
            return []
        if _opens(keys, first, last, self._book):
            return []
        tied = [number for number, at in enumerate(places) if self._tied(keys[at], tokens.words[at])]
        if tied:
            begin = tied[0]
            while begin and keys[places[begin - 1]] in self._book.titles:
                begin -= 1
            return words if len(words) <= 2 else words[begin : tied[-1] + 1]
        if not at_end:
            return []
        after_closer = after_closer or _after_closer(keys, begin_of_all, self._book)
        alone = max(begins, tokens.breaks[first]) > CLAUSE or after_closer or self._is_told(tokens, keys, first, last)
        if not alone or (last < count - 8 and not after_closer):
            return []
        on_its_line = len(words) == 1 and LINE in (begins, tokens.breaks[first]) and words[0].istitle()
        known = on_its_line or self._book.is_first_name(keys[first])
        named = all(word[:1].isupper() for word in words) or script_of(words[0]) == "arabic"
        plain = any(key in self._book.not_names or phrase_at(self._book.closers, [key], 0) for key in keys[first:last])
        if plain or not (known or (after_closer and named)) or (len(words) > 1 and not named):
            return []
        return words if len(words) <= 3 else []

    def _is_told(self, tokens: Tokens, keys: list[str], first: int, last: int) -> bool:
        """Say whether a name follows what its bearer is: "I am his wife, Neda Shakiba"."""
        if not first or tokens.breaks[first] != CLAUSE or not 1 < last - first < 4:
            return False
        begin = first - 1
        while begin and tokens.breaks[begin] < CLAUSE:
            begin -= 1
        return any(phrase_at(self._book.said["on_behalf"], keys, at) for at in range(begin, first))

    def _tied(self, key: str, word: str) -> bool:
        """Say whether a word is one of the known name's, in any form or script."""
        known = self._ties.get(word)
        if known is None:
            known = self._ties[word] = len(key) > 1 and key[0].isalpha() and self._is_tied(key, word)
        return known

    def _is_tied(self, key: str, word: str) -> bool:
        script = script_of(word)
        if (
            self._stated
            and word.isupper()
            and key == "".join(part.key[0] for part in self._stated)[: len(key)]
            and script == self._stated[0].script
        ):
            return True  # JC for Juan Carlos
        if self._belongs(key, script):
            return True
        if len(key) < 4 or not self._book.is_first_name(key):
            return False
        return any(part.script == script and part.key[:4] == key[:4] for part in self._stated)  # Edgar for Edgardo

    def _tail(self, tokens: Tokens, keys: list[str], last: int) -> list[str]:
        """Take a name off the end of a sentence that runs into it: "where is my parcel anna nowak"."""
        first = last
        while first > 0 and last - first < _LONGEST_NAME and self._tied(keys[first - 1], tokens.words[first - 1]):
            first -= 1
        return tokens.words[first:last]


def _segments(tokens: Tokens) -> Iterable[tuple[int, int]]:
    """Return the stretches between commas, full stops and line breaks."""
    first = 0
    for at in range(1, len(tokens.words) + 1):
        if tokens.breaks[at] >= CLAUSE:
            yield first, at
            first = at


def _is_cut(tokens: Tokens, at: int, last: int) -> bool:
    """Say whether a word is an abbreviation inside a name: Κων/να, Chr. Brown."""
    mark = tokens.text[tokens.ends[at] : tokens.ends[at] + 1]
    return mark == "/" or (at and tokens.text[tokens.starts[at] - 1] == "/") or (mark == "." and at + 1 < last)


def _has_capital(tokens: Tokens, first: int, last: int) -> bool:
    return any(word[0].isupper() for word in tokens.words[first + 1 : last])


def _opens(keys: list[str], first: int, last: int, book: Book) -> bool:
    """Say whether a stretch greets somebody else: "Hello Mr Brown"."""
    length = phrase_at(book.openers, keys, first)
    return bool(length) and first + length <= last and not phrase_at(book.closers, keys, first)


def _after_closer(keys: list[str], first: int, book: Book) -> bool:
    closers = book.closers
    return any(
        key in closers and phrase_at(closers, keys, at) == first - at
        for at, key in enumerate(keys[max(0, first - 4) : first], max(0, first - 4))
    )
