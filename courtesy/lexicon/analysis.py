"""What can be said of a pattern before any text is seen: what a match must hold, how it begins, which words it joins."""

from __future__ import annotations

from courtesy.lexicon import ops

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Node = tuple[Any, ...]
    Sequence = tuple[Node, ...]
    Pair = tuple[frozenset[int], frozenset[int], bool]
    """Symbols of a word, symbols of the next word that the pattern takes, and whether others may stand between."""


class Analysis:
    """Looks at compiled sequences; ``frequency`` says how often each symbol occurs in the lexicon's own examples."""

    def __init__(self, frequency: Mapping[int, int]) -> None:
        self._frequency = frequency

    def needs(self, sequence: Sequence) -> tuple[frozenset[int], ...]:
        """What every match holds: sets of symbols of which one must be there, the rarest first."""
        needs: set[frozenset[int]] = set()
        for node in sequence:
            if node[0] == ops.SYM:
                needs.add(frozenset((node[1],)))
            elif node[0] == ops.ALT:
                options = [self.needs(option) for option in node[1]]
                if all(options):
                    for place in range(max(map(len, options))):
                        needs.add(frozenset().union(*(option[min(place, len(option) - 1)] for option in options)))
            elif node[0] == ops.ALLOF:
                for part in node[1]:
                    needs.update(self.needs(part))
        return tuple(sorted(needs, key=lambda need: (*self._weight(need), sorted(need)))[:3])

    def firsts(self, sequence: Sequence) -> frozenset[int] | None:
        """Symbols with which a match may begin; ``None`` when it may begin with any word."""
        firsts: set[int] = set()
        for node in sequence:
            if node[0] == ops.SYM:
                return frozenset(firsts | {node[1]})
            if node[0] in (ops.ANY, ops.GAP):
                return None
            if node[0] in (ops.ALT, ops.ALLOF):
                parts = [self.firsts(option) for option in node[1]]
                if any(part is None for part in parts):
                    return None
                return frozenset(firsts.union(*(part for part in parts if part is not None)))
            if node[0] == ops.OPT:
                inside = self.firsts(node[1])
                if inside is None:
                    return None
                firsts |= inside
        return None

    def pair(self, sequence: Sequence) -> Pair | None:
        """The most telling pair of words that follow each other in every match; ``None`` if a match may be one word."""
        pairs: list[Pair] = []
        for cut in range(1, len(sequence)):
            before, after = self._edge(sequence[:cut], last=True), self._edge(sequence[cut:], last=False)
            if before and after:
                pairs.append((before[0], after[0], before[1] or after[1]))
        for node in sequence:
            if node[0] == ops.ALT:
                inside = [self.pair(option) for option in node[1]]
                if all(inside):
                    found = [pair for pair in inside if pair]
                    pairs.append(
                        (
                            frozenset().union(*(pair[0] for pair in found)),
                            frozenset().union(*(pair[1] for pair in found)),
                            any(pair[2] for pair in found),
                        )
                    )
        if not pairs:
            return None
        return min(
            pairs,
            key=lambda p: (self._spread(p[0]) * self._spread(p[1]) * (4 if p[2] else 1), sorted(p[0]), sorted(p[1])),
        )

    def _edge(self, sequence: Sequence, *, last: bool) -> tuple[frozenset[int], bool] | None:
        """The symbols of the first (or last) word of a sequence, and whether a gap may come before (or after) it.

        ``None`` when that word may be any word, or when the sequence may match nothing.
        """
        found: set[int] = set()
        gap = False
        for node in reversed(sequence) if last else sequence:
            op = node[0]
            if op == ops.SYM:
                return frozenset(found | {node[1]}), gap
            if op in (ops.ALT, ops.ALLOF, ops.OPT):
                parts = [self._edge(part, last=last) for part in ((node[1],) if op == ops.OPT else node[1])]
                for part in parts:
                    if part is None:
                        return None
                    found |= part[0]
                    gap = gap or part[1]
                if op != ops.OPT:
                    return frozenset(found), gap
            elif op in (ops.GAP, ops.ANY):
                gap = True
        return None

    def _spread(self, symbols: frozenset[int]) -> int:
        return 1 + self._weight(symbols)[0]

    def _weight(self, symbols: frozenset[int]) -> tuple[int, int]:
        return sum(self._frequency.get(symbol, 0) for symbol in symbols), len(symbols)
