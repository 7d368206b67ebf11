"""From what another tokenizer says of a text to our `Tokens`.

Words are cut as the built-in tokenizer cuts them: lexicons are written in such words, and people glue to a word what a
model trained on edited text takes for a part of it (``παρακαλώ;;;``, ``*word*``, emoji). The other tokenizer decides what
the look of a text leaves open: whether a full stop ends a sentence or an abbreviation, and where a sentence ends without
any mark. And it brings what only a model knows: the words that a token is made of, their lemmas and their features.
Spans are ours throughout, so they are right whatever the other one says.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from courtesy.text.tokens import NONE, SENTENCE, is_abbreviation, tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from courtesy.text.tokens import Tokens

    Features = Mapping[str, str]

_DOTS = frozenset(".…")
_NEVER_ENDS = frozenset(".,،;؛")
"""Full stops have been judged, and the others divide sentences without ending them."""
_LONGEST_ABBREVIATION = 6
"""Letters and full stops; what is longer and ends with a full stop is a word that was typed without care."""

_OTHER_SCRIPT = ("el", "fa")
"""Languages whose models never saw Latin letters in numbers: in Greeklish and Finglish they guess."""


class Piece:
    """A token as another tokenizer sees it: its half-open span, and lemmas and features of the words that it is made of."""

    __slots__ = ("end", "features", "lemmas", "start")

    def __init__(self, start: int, end: int, lemmas: tuple[str, ...] = (), features: tuple[Features, ...] = ()) -> None:
        self.start = start
        self.end = end
        self.lemmas = lemmas
        self.features = features


def conform(text: str, lang: str, sentences: Sequence[Sequence[Piece]]) -> Tokens:
    """Read a text with the help of another tokenizer's sentences."""
    view = _View(text, lang, sentences)
    tokens = tokenize(text, lang, view.judge)
    view.end_unmarked(tokens)
    annotate(tokens, [piece for sentence in sentences for piece in sentence])
    return tokens


class _View:
    """What the other tokenizer says of the boundaries of a text."""

    def __init__(self, text: str, lang: str, sentences: Sequence[Sequence[Piece]]) -> None:
        self._text = text
        self._lang = lang
        self._openings = sorted(sentence[0].start for sentence in sentences if sentence)
        dotted = [p for s in sentences for p in s if text[p.end - 1 : p.end] == "." and p.end - p.start > 1]
        self._dotted = {p.end: p.start for p in dotted if p.end - p.start <= _LONGEST_ABBREVIATION}

    def judge(self, start: int, end: int, strength: int) -> int:
        """Say how strong a boundary an end mark is: of full stops the other tokenizer knows more than their looks say."""
        if not _DOTS.issuperset(self._text[start:end]):
            return strength
        if self._opens_between(end, self._next_word(end)):
            listed = strength < SENTENCE and is_abbreviation(self._text, start, self._lang)
            return strength if listed else max(strength, SENTENCE)
        first = self._dotted.get(end)
        if first is not None and self._text[first:start].isalpha() and self._text[end:].strip():
            return NONE
        return strength

    def end_unmarked(self, tokens: Tokens) -> None:
        """End sentences where the other tokenizer begins a new one though no full stop stands there."""
        breaks, ends, starts = tokens.breaks, tokens.ends, tokens.starts
        new = [
            i
            for i in range(1, len(tokens))
            if breaks[i] < SENTENCE
            and self._opens_between(ends[i - 1], starts[i])
            and _NEVER_ENDS.isdisjoint(self._text[ends[i - 1] : starts[i]])
            and not (self._lang in _OTHER_SCRIPT and tokens.words[i].isascii())
        ]
        if not new:
            return
        for i in new:
            breaks[i] = SENTENCE
        sentences = []
        for first, last, marks in tokens.sentences:
            cuts = [i for i in new if first < i < last]
            for a, b in zip([first, *cuts], [*cuts, last], strict=True):
                sentences.append((a, b, marks if b == last else ""))
        tokens.sentences = sentences

    def _opens_between(self, low: int, high: int) -> bool:
        """Say whether a sentence begins at ``low`` or later, at ``high`` at the latest."""
        return bisect_right(self._openings, high) > bisect_left(self._openings, low)

    def _next_word(self, at: int) -> int:
        text = self._text
        while at < len(text) and not text[at].isalnum():
            at += 1
        return at


def annotate(tokens: Tokens, pieces: Sequence[Piece]) -> None:
    """Give each word the lemmas and features of the pieces that it is made of, if there are any."""
    if not any(piece.lemmas or piece.features for piece in pieces):
        return
    lemmas: list[tuple[str, ...]] = []
    features: list[tuple[Features, ...]] = []
    at = 0
    for start, end in tokens.spans():
        while at < len(pieces) and pieces[at].end <= start:
            at += 1
        here = []
        for piece in pieces[at:]:
            if piece.start >= end:
                break
            here.append(piece)
        lemmas.append(tuple(lemma for piece in here for lemma in piece.lemmas))
        features.append(tuple(known for piece in here for known in piece.features))
    tokens.lemmas = lemmas
    tokens.features = features
