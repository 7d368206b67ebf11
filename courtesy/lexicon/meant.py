"""Words that were written together, or apart, as they were meant.

People leave out spaces (Polish ``nieodpisywać``, Persian ``تاشب``, Filipino ``kona``) and put in too many (Filipino
``ma ilipat``, Greeklish ``8 a``, which the tokenizer takes for a number and a word). Only words that the lexicon does not know
are read anew, and only where it knows what comes of it.
"""

from __future__ import annotations

from courtesy.lexicon.vocabulary import is_careful
from courtesy.text.fold import fold
from courtesy.text.tokens import NONE, NUMBER, WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from courtesy.lexicon.vocabulary import Vocabulary
    from courtesy.text.tokens import Tokens

_LONG_PART = 4
"""Letters of each of two words that may have been written together though nothing is known of them."""
_SHORTEST_CUT, _LONGEST_CUT = 4, 30
_LONG_WORD = 5
"""Letters of a listed word that somebody may have written in two."""
_MEMO_LIMIT = 20_000


class Meant:
    """What a lexicon knows of words that were written together or apart."""

    __slots__ = ("_always", "_apart", "_cuts", "_last", "_next", "_vocabulary")

    def __init__(self, vocabulary: Vocabulary, joined: Mapping[str, Sequence[str]]) -> None:
        """Take the lists of ``words.toml``, see docs/lexicons.md, folded."""
        self._vocabulary = vocabulary
        self._next = frozenset(joined["joins_next"])
        self._last = frozenset(joined["joins_last"])
        self._always = tuple(joined["joins_always"])
        self._apart = frozenset(joined["comes_apart"])
        self._cuts: dict[str, int] = {}

    def reread(self, tokens: Tokens, unknown: Sequence[int]) -> Tokens | None:
        """Return a text's tokens as they were meant; ``None`` where they stay. ``unknown`` are places of unknown words."""
        if not (unknown or self._apart or self._always):
            return None
        apart = self._written_apart(tokens, unknown)
        if apart:
            return tokens.join(apart)
        words = tokens.without_capitals()
        places = {i: place for i in unknown if tokens.kinds[i] == WORD and (place := self._cut(words[i]))}
        if self._always:
            places.update((i, place) for i, word in enumerate(words) if (place := self._cut_off(word)))
        return tokens.cut(places) if places else None

    def _written_apart(self, tokens: Tokens, unknown: Sequence[int]) -> set[int]:
        """Return the places of words that belong together with the one after them."""
        found: set[int] = set()
        for i in unknown:
            for first in (i - 1, i):
                if first not in found and first - 1 not in found and self._belong(tokens, first):
                    found.add(first)
                    break
        if self._apart:
            for i, word in enumerate(tokens.words):
                if i not in found and i - 1 not in found and fold(word) in self._apart and self._belong(tokens, i):
                    found.add(i)
        return found

    def _belong(self, tokens: Tokens, first: int) -> bool:
        """Say whether a word and the one after it are one that the lexicon lists."""
        last = first + 1
        if first < 0 or last == len(tokens) or tokens.breaks[last] != NONE or tokens.kinds[last] != WORD:
            return False
        if tokens.kinds[first] == NUMBER and tokens.ends[first] == tokens.starts[last]:
            return self._vocabulary.spells(tokens.words[first] + tokens.words[last])
        if tokens.kinds[first] != WORD:
            return False
        key = fold(tokens.words[first]) + fold(tokens.words[last])
        return len(key) >= _LONG_WORD and key in self._vocabulary

    def _cut(self, word: str) -> int:
        """Return after how many letters an unknown word falls into two, 0 for one that doesn't."""
        place = self._cuts.get(word)
        if place is None:
            if len(self._cuts) >= _MEMO_LIMIT:
                self._cuts.clear()
            place = self._worked_out(word)
            if len(word) <= _LONGEST_CUT:
                self._cuts[word] = place
        return place

    def _worked_out(self, word: str) -> int:
        """Cut a word: both parts are long and listed, or one is known to join its neighbours and the other is a word."""
        listed = self._vocabulary
        if not self._may_fall_apart(word):
            return 0
        before, after = self._next, self._last
        second_best = 0
        for place in range(1, len(word)):
            first, last = fold(word[:place]), fold(word[place:])
            if first in before and len(last) > 2:
                rest = word[place:]
            elif last in after and len(first) > 2:
                rest = word[:place]
            elif (last in after and (first in before or first in after)) or (
                len(first) >= _LONG_PART and len(last) >= _LONG_PART and first in listed and last in listed
            ):
                return place
            else:
                continue
            if fold(rest) in listed:
                return place
            if not second_best and 1 < place < len(word) - 1 and listed.heard(rest):
                second_best = place
        return second_best

    def _cut_off(self, word: str) -> int:
        """Do the same for a word that an ending may cover, by what people join to any word: Polish *nie*."""
        key = fold(word)
        if not key.startswith(self._always) or not self._may_fall_apart(word):
            return 0
        length = max(len(first) for first in self._always if key.startswith(first))
        if self._vocabulary.covers(key, length):  # a rule asks for *niewłaściw…* as it is
            return 0
        rest = word[length:]
        return (
            length
            if len(rest) >= _LONG_PART and (fold(rest) in self._vocabulary or self._vocabulary.heard(rest))
            else 0
        )

    def _may_fall_apart(self, word: str) -> bool:
        return (
            _SHORTEST_CUT <= len(word) <= _LONGEST_CUT
            and word.isalpha()
            and not is_careful(word, self._vocabulary.lang)
            and fold(word) not in self._vocabulary
        )
