"""The matcher: one pass over the tokens, then a look at the few patterns whose words are all there.

A pattern is run over sets of positions inside one sentence, so the work for a pattern is bounded by its length times the
sentence's, whatever the text: there is no backtracking.
"""

from __future__ import annotations

from courtesy.lexicon import ops
from courtesy.lexicon.vocabulary import NOTHING, Vocabulary
from courtesy.text.tokens import CLAUSE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from courtesy.text.tokens import Tokens

    Sequence = tuple[tuple[Any, ...], ...]

_ENCLITICS_BETWEEN = 2


class Rule:
    """A compiled rule, as the checks see it."""

    __slots__ = (
        "id", "max_words", "needs_message", "severity", "side", "suggestion", "target", "unless", "unless_acts",
        "unless_message", "where",
    )  # fmt: skip

    def __init__(self, fields: tuple[Any, ...]) -> None:
        (
            self.target, self.id, self.severity, self.suggestion, self.where, self.max_words, self.side,
            self.unless, self.unless_message, self.unless_acts, self.needs_message,
        ) = fields  # fmt: skip

    target: str
    id: str
    severity: str
    suggestion: str
    where: str
    max_words: int
    side: str
    unless: tuple[int, ...]
    unless_message: tuple[int, ...]
    unless_acts: tuple[str, ...]
    needs_message: tuple[int, ...]


class Hit:
    """A place where a pattern of a rule matched: words ``first`` up to, not including, ``last`` of a sentence."""

    __slots__ = ("first", "last", "rule", "sentence")

    def __init__(self, rule: Rule, first: int, last: int, sentence: int) -> None:
        self.rule = rule
        self.first = first
        self.last = last
        self.sentence = sentence


class Lexicon:
    """A compiled language, ready to match."""

    __slots__ = ("_anchors", "_index", "_memo", "_named", "_patterns", "_searched", "_vocabulary", "lang", "rules", "suggestions")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.lang: str = data["lang"]
        self.suggestions: dict[str, str] = data["suggestions"]
        self.rules = [Rule(fields) for fields in data["rules"]]
        self._anchors = frozenset(data["index"])
        self._index: dict[int, tuple[tuple[int, tuple[int, ...]], ...]] = data["index"]
        self._searched: list[tuple[int, Sequence, frozenset[int] | None]] = data["searched"]
        self._patterns: list[tuple[Sequence, tuple[int, ...], frozenset[int] | None]] = data["patterns"]
        self._named: dict[str, int] = data["named"]
        self._vocabulary = Vocabulary(self.lang, data, data["excluded"], data["spelling"])
        self._memo = self._vocabulary.memo

    def read(self, tokens: Tokens) -> Reading:
        """Look every word up and return the text ready for matching."""
        memo, find = self._memo, self._vocabulary.symbols
        symbols = []
        for word in tokens.words:
            known = memo.get(word)
            symbols.append(known if known is not None else find(word, tokens.kinds[len(symbols)]))
        for start, end in tokens.quoted:
            for i, (a, b) in enumerate(tokens.spans()):
                if a >= start and b <= end:
                    symbols[i] = NOTHING
        return Reading(self, tokens, symbols)


class Reading:
    """A text whose words have been looked up."""

    __slots__ = ("_breaks", "_found", "_lexicon", "_present", "_symbols", "sentences", "tokens")

    def __init__(self, lexicon: Lexicon, tokens: Tokens, symbols: list[frozenset[int]]) -> None:
        self.tokens = tokens
        self.sentences = tokens.sentences
        self._lexicon = lexicon
        self._symbols = symbols
        self._breaks = tokens.breaks
        self._present = [NOTHING.union(*symbols[first:last]) for first, last, _ in tokens.sentences]
        self._found: dict[tuple[int, int], bool] = {}

    def hits(self) -> list[Hit]:
        """Match all rules; hits come in the order of the text."""
        lexicon = self._lexicon
        index, searched, rules, anchors = lexicon._index, lexicon._searched, lexicon.rules, lexicon._anchors
        out = []
        for number, present in enumerate(self._present):
            done = set()
            for symbol in present & anchors:
                for ident, needs in index[symbol]:
                    for need in needs:
                        if need not in present:
                            break
                    else:
                        if ident not in done:
                            done.add(ident)
                            rule, sequence, firsts = searched[ident]
                            out += [
                                Hit(rules[rule], first, last, number)
                                for first, last in self._matches(number, sequence, firsts)
                                if last > first
                            ]
        out.sort(key=lambda hit: (hit.first, -hit.last, hit.rule.id))
        return out

    def knows(self, word: int) -> bool:
        """Say whether a word of the text, named by its place, stands anywhere in the lexicon."""
        return any(symbol >= ops.ENCLITIC_SYMBOL for symbol in self._symbols[word])

    def suggestion(self, check: str) -> str:
        """Return what the lexicon suggests for a check as a whole, or an empty string."""
        return self._lexicon.suggestions.get(check, "")

    def found(self, pattern: int, sentence: int) -> bool:
        """Say whether a filed pattern is found in a sentence."""
        key = (pattern, sentence)
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = next(self._filed(pattern, sentence), None) is not None
        return known

    def found_anywhere(self, patterns: Iterable[int]) -> bool:
        """Say whether one of some filed patterns is found in any sentence."""
        return any(self.found(pattern, number) for pattern in patterns for number in range(len(self._present)))

    def named(self, name: str, sentence: int) -> list[tuple[int, int]]:
        """Return where a class that the checks ask for by name is found in a sentence, as word ranges."""
        pattern = self._lexicon._named.get(name)
        return [] if pattern is None else list(self._filed(pattern, sentence))

    def _filed(self, pattern: int, sentence: int) -> Iterator[tuple[int, int]]:
        sequence, needs, firsts = self._lexicon._patterns[pattern]
        present = self._present[sentence]
        for need in needs:
            if need not in present:
                return
        yield from self._matches(sentence, sequence, firsts)

    def _matches(self, number: int, sequence: Sequence, firsts: frozenset[int] | None) -> Iterator[tuple[int, int]]:
        """Give the longest match at each place of a sentence where one begins."""
        low, high, marks = self.sentences[number]
        symbols = self._symbols
        opening = sequence[0][0]
        if opening == ops.START:
            places: Iterable[int] = (low,)
        elif opening == ops.MESSAGE_START:
            places = (0,) if low == 0 else ()
        else:
            places = range(low, high if firsts is not None else high + 1)
        for place in places:
            if firsts is not None and firsts.isdisjoint(symbols[place]):
                continue
            ends = self._run(sequence, {place}, place, low, high, marks)
            if ends:
                yield place, max(ends)

    def _run(self, sequence: Sequence, at: set[int], origin: int, low: int, high: int, marks: str) -> set[int]:
        """Run a row of nodes from a set of positions and return the positions after it."""
        symbols, breaks = self._symbols, self._breaks
        for node in sequence:
            op = node[0]
            after = set()
            if op == ops.SYM:
                symbol = node[1]
                for p in at:
                    q, skipped = p, 0
                    while q < high:
                        here = symbols[q]
                        if symbol in here:
                            after.add(q + 1)
                            break
                        if q == origin or skipped == _ENCLITICS_BETWEEN or ops.ENCLITIC_SYMBOL not in here:
                            break
                        q += 1
                        skipped += 1
            elif op == ops.OPT:
                after = at | self._run(node[1], at, origin, low, high, marks)
            elif op == ops.ALT:
                for option in node[1]:
                    after |= self._run(option, at, origin, low, high, marks)
            elif op == ops.GAP:
                most, crosses = node[1], node[2]
                for p in at:
                    after.add(p)
                    for q in range(p, min(p + most, high)):
                        if not crosses and (breaks[q] >= CLAUSE or breaks[q + 1] >= CLAUSE):
                            break
                        after.add(q + 1)
            elif op == ops.NOT:
                after = {p for p in at if not self._run(node[1], {p}, origin, low, high, marks)}
            elif op == ops.ANY:
                after = {p + 1 for p in at if p < high}
            elif op == ops.ALLOF:
                after = self._all_of(node[1], at, origin, low, high, marks)
            elif op == ops.CLAUSE_START:
                after = {
                    p for p in at if p == low or breaks[p] >= CLAUSE or (p > low and ops.OPENER_SYMBOL in symbols[p - 1])
                }
            elif op == ops.CLAUSE_END:
                after = {p for p in at if breaks[self._past_enclitics(p, high)] >= CLAUSE}
            elif op == ops.START or op == ops.MESSAGE_START:
                after = {p for p in at if p == low and (op == ops.START or low == 0)}
            else:
                after = {p for p in at if self._past_enclitics(p, high) == high}
                if op == ops.ASKED and not any(mark in marks for mark in "?؟;"):
                    after = set()
                elif op == ops.CRIED and "!" not in marks:
                    after = set()
            if not after:
                return after
            at = after
        return at

    def _past_enclitics(self, p: int, high: int) -> int:
        for _ in range(_ENCLITICS_BETWEEN):
            if p < high and self._breaks[p] < CLAUSE and ops.ENCLITIC_SYMBOL in self._symbols[p]:
                p += 1
        return p

    def _all_of(
        self, parts: tuple[Sequence, ...], at: set[int], origin: int, low: int, high: int, marks: str
    ) -> set[int]:
        """Match all parts in any order, each at most a few words after the one before."""
        out: set[int] = set()
        for i, part in enumerate(parts):
            after = self._run(part, at, origin, low, high, marks)
            if not after:
                continue
            rest = parts[:i] + parts[i + 1 :]
            if rest:
                spread = {q for p in after for q in range(p, min(p + ops.ALLOF_GAP, high) + 1)}
                after = self._all_of(rest, spread, -1, low, high, marks)
            out |= after
        return out
