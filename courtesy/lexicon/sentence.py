"""Runs patterns over one sentence.

A set of places is one whole number: bit 0 stands for the place before the first word, bit 1 for the one after it, and so on.
A node of a pattern takes all places that it may begin at to all places where it may end, in a few operations on such numbers,
so the work for a pattern is bounded by its length, whatever the text: there is no backtracking.
"""

from __future__ import annotations

from courtesy.lexicon import ops
from courtesy.lexicon.packed import Parcels
from courtesy.text.tokens import CLAUSE, is_question

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from courtesy.lexicon.packed import Sealed

    Sequence = tuple[tuple[Any, ...], ...]

_SYM, _OPT, _ALT, _GAP = ops.SYM, ops.OPT, ops.ALT, ops.GAP  # for the innermost loop
_NO_NODE = (ops.SYM,)
_MEMO_LIMIT = 20_000


class Alternatives:
    """The alternatives that stand in a lexicon's patterns, by number.

    Which of them a word begins is worked out once: the words that patterns ask for come again and again.
    """

    __slots__ = ("_begun", "_parcels")

    def __init__(self, sealed: Sealed) -> None:
        self._parcels = Parcels(sealed)
        self._begun: dict[tuple[int, frozenset[int]], tuple[tuple[bool, Sequence], ...]] = {}

    def begun_by(self, number: int, word: frozenset[int]) -> tuple[tuple[bool, Sequence], ...]:
        """Return the alternatives that begin with a word of these symbols: whether it is all there is, and what follows."""
        key = (number, word)
        found = self._begun.get(key)
        if found is None:
            if len(self._begun) >= _MEMO_LIMIT:
                self._begun.clear()
            table = self._parcels[number][0]
            found = self._begun[key] = tuple(table[symbol] for symbol in table.keys() & word)
        return found

    def others(self, number: int) -> tuple[Sequence, ...]:
        """Return the alternatives that begin with something else than a word."""
        others: tuple[Sequence, ...] = self._parcels[number][1]
        return others


class Sentence:
    """A sentence whose words have been looked up, ready for patterns.

    ``symbols`` are those of each word, ``breaks`` the boundary before each word and after the last, ``marks`` the end marks.
    """

    __slots__ = (
        "_all", "_alternatives", "_clause", "_edges", "_enclitics", "_is_first", "_is_rough", "_marks", "_places", "_taken",
        "_words",
    )  # fmt: skip

    def __init__(
        self,
        symbols: list[frozenset[int]],
        breaks: list[int],
        marks: str,
        alternatives: Alternatives,
        *,
        is_first: bool,
    ) -> None:
        self._words = symbols
        self._all = (1 << len(symbols)) - 1
        self._places: dict[int, int] = {}
        self._enclitics = self._with(ops.ENCLITIC_SYMBOL)
        clause = 0
        for place, strength in enumerate(breaks):
            if strength >= CLAUSE:
                clause |= 1 << place
        self._clause = clause
        self._marks = marks
        self._is_first = is_first
        self._is_rough = False
        self._alternatives = alternatives
        self._edges: dict[int, int] = {}
        self._taken: dict[tuple[int, int, int], int] = {}
        """Where alternatives lead to from a set of places, for an origin."""

    def matches(self, sequence: Sequence, starts: int) -> list[tuple[int, int]]:
        """Return the longest match at each of some places, as ranges of words.

        At other places than those that an edge at the beginning asks for nothing is found.
        """
        if sequence[0][0] >= ops.START:
            starts &= self._edge(sequence[0][0])
        out = []
        pending = [starts] if starts else []
        while pending:
            starts = pending.pop()
            if starts & (starts - 1):
                if self._may_match(sequence, starts):
                    first, last = (starts & -starts).bit_length(), starts.bit_length()
                    lower = (1 << (first + last) // 2) - 1
                    pending += (starts & ~lower, starts & lower)
            else:
                ends = self._run(sequence, starts, starts)
                if ends:
                    out.append((starts.bit_length() - 1, ends.bit_length() - 1))
        return out

    def _may_match(self, sequence: Sequence, starts: int) -> bool:
        """Say whether a match may begin at one of several places: where all of them fail, they fail together."""
        self._is_rough = True
        found = self._run(sequence, starts, 0)
        self._is_rough = False
        return bool(found)

    def _with(self, symbol: int) -> int:
        """Return the places before words that carry a symbol."""
        places = self._places.get(symbol)
        if places is None:
            places = 0
            for place in [place for place, word in enumerate(self._words) if symbol in word]:
                places |= 1 << place
            self._places[symbol] = places
        return places

    def _run(self, sequence: Sequence, at: int, origin: int) -> int:
        """Run a row of nodes from a set of places and return the places after it.

        Enclitics may stand before a word that is asked for, but not at ``origin``, where the match begins.
        """
        for number, node in enumerate(sequence):
            op = node[0]
            if op == _SYM:
                symbol = node[1]
                if at & (at - 1) or (at & self._enclitics and at != origin):
                    here = self._with(symbol)
                    at = (self._past_enclitics(at, here, origin) & here) << 1
                elif at <= self._all and symbol in self._words[at.bit_length() - 1]:
                    at <<= 1
                else:
                    return 0
            elif op == _OPT:
                at |= self._run(node[1], at, origin)
            elif op == _ALT:
                at = self._one_of(node[1], at, origin)
            elif op == _GAP:
                following = sequence[number + 1] if number + 1 < len(sequence) else _NO_NODE
                to_edge = following[0] >= ops.START or (following[0] == ops.ALT and following[2])
                at = self._skip(at, node[1], crosses=node[2], to_edge=to_edge)
            elif op == ops.NOT:
                at = self._without(node[1], at, origin)
            elif op == ops.ANY:
                at = (at & self._all) << 1
            elif op == ops.ALLOF:
                at = self._all_of(node[1], at, origin)
            else:
                at &= self._edge(op)
            if not at:
                return 0
        return at

    def _past_enclitics(self, at: int, wanted: int, origin: int) -> int:
        """Add the places after up to two enclitics, as far as the word that is wanted does not come before."""
        skip = self._enclitics & ~wanted
        once = (at & skip & ~origin) << 1
        return at | once | (once & skip) << 1

    def _one_of(self, number: int, at: int, origin: int) -> int:
        """Run alternatives: classes above all, which many patterns share."""
        key = (number, at, origin)
        if (known := self._taken.get(key)) is not None:
            return known
        begun_by, words = self._alternatives.begun_by, self._words
        reach = (self._past_enclitics(at, 0, origin) if self._enclitics else at) & self._all
        out = 0
        while reach:
            place = reach & -reach
            reach ^= place
            for is_whole, rest in begun_by(number, words[place.bit_length() - 1]):
                if is_whole:
                    out |= place << 1
                if rest:
                    out |= self._run(rest, place << 1, 0)
        for other in self._alternatives.others(number):
            out |= self._run(other, at, origin)
        if not self._is_rough:
            self._taken[key] = out
        return out

    def _skip(self, at: int, most: int, *, crosses: bool, to_edge: bool) -> int:
        """Go over up to so many words.

        A gap that may not cross commas ends before the first one, or right at it where an edge is wanted.
        """
        after = at
        free = self._all if crosses else self._all & ~self._clause
        for _ in range(most):
            at = (at & free) << 1
            if not crosses:
                if to_edge:
                    after |= at
                at &= ~self._clause
            if not at:
                break
            after |= at
        return after

    def _without(self, sequence: Sequence, at: int, origin: int) -> int:
        """Return the places at which a row of nodes does not match; all that may be such while origins are left open."""
        if self._is_rough or not self._run(sequence, at, origin):
            return at
        out = 0
        while at:
            place = at & -at
            at ^= place
            if not self._run(sequence, place, origin):
                out |= place
        return out

    def _all_of(self, parts: tuple[Sequence, ...], at: int, origin: int) -> int:
        """Match all parts in any order, each at most a few words after the one before."""
        out = 0
        for i, part in enumerate(parts):
            after = self._run(part, at, origin)
            rest = parts[:i] + parts[i + 1 :]
            if after and rest:
                for _ in range(ops.ALLOF_GAP):
                    after |= (after & self._all) << 1
                after = self._all_of(rest, after, 0)
            out |= after
        return out

    def _edge(self, op: int) -> int:
        """Return the places of the edge that a node asks for."""
        known = self._edges.get(op)
        if known is None:
            known = self._edges[op] = self._edge_of(op)
        return known

    def _edge_of(self, op: int) -> int:
        if op == ops.CLAUSE_START:
            return 1 | self._clause | self._with(ops.OPENER_SYMBOL) << 1
        if op == ops.CLAUSE_END:
            return self._before_enclitics(self._clause)
        if op == ops.START:
            return 1
        if op == ops.MESSAGE_START:
            return 1 if self._is_first else 0
        if op == ops.ASKED and not is_question(self._marks):
            return 0
        if op == ops.CRIED and "!" not in self._marks:
            return 0
        return self._before_enclitics(self._all + 1)

    def _before_enclitics(self, places: int) -> int:
        """Return the places from which going past up to two enclitics leads to one of some places."""
        passing = self._enclitics & ~self._clause
        for _ in range(2):
            places = (places & ~passing) | (places >> 1 & passing)
        return places
