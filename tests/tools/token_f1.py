"""Measure how far the built-in tokenizer's words are Stanza's tokens.

usage: python tests/tools/token_f1.py MODELS FILE...

MODELS is a folder of Stanza's models; a FILE is ``*.tsv`` with a column ``text`` (its language is in its name, like
``ud_el.tsv``) or ``*.jsonl`` with ``lang`` and ``text``. A word counts as right when Stanza has a token of the same span.
Tokens without a letter or digit are left out on both sides: our punctuation shows only as boundaries. ``sentences`` is the
same for the places where a sentence ends inside a text.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from pathlib import Path

from courtesy.text.stanza_engine import StanzaEngine, _pipeline
from courtesy.text.tokens import SENTENCE, tokenize

Spans = set[tuple[int, int, int]]


def texts(path: Path) -> tuple[str, list[str]]:
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return rows[0]["lang"], [row["text"] for row in rows]
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return path.stem.rpartition("_")[2], [row["text"] for row in rows]


def f1(ours: Spans, theirs: Spans) -> float:
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 1.0


def main(arguments: list[str]) -> None:
    if len(arguments) < 2:
        print(__doc__)
        return
    csv.field_size_limit(sys.maxsize)
    engine = StanzaEngine(arguments[0])
    for name in arguments[1:]:
        lang, all_texts = texts(Path(name))
        pipeline, _ = _pipeline(engine.models(lang))
        ours: Spans = set()
        theirs: Spans = set()
        our_ends: Spans = set()
        their_ends: Spans = set()
        where: Counter[str] = Counter()
        for low in range(0, len(all_texts), 100):
            part = all_texts[low : low + 100]
            for n, (text, document) in enumerate(zip(part, pipeline.bulk_process(part), strict=True), low):
                tokens = tokenize(text, lang)
                here = {(n, a, b) for a, b in tokens.spans() if any(c.isalnum() for c in text[a:b])}
                there = {
                    (n, t.start_char, t.end_char)
                    for sentence in document.sentences
                    for t in sentence.tokens
                    if any(c.isalnum() for c in text[t.start_char : t.end_char])
                }
                ours |= here
                theirs |= there
                where.update(text[a:b] for _, a, b in there - here)
                our_ends |= {(n, tokens.ends[i - 1], 0) for i in range(1, len(tokens)) if tokens.breaks[i] >= SENTENCE}
                their_ends |= _ends(n, text, document, tokens.ends)
        print(f"{Path(name).stem:6} {len(all_texts)} texts  token F1 {100 * f1(ours, theirs):.2f}  "
              f"sentences {100 * f1(our_ends, their_ends):.2f}  most often not ours: {where.most_common(6)}")  # fmt: skip


def _ends(n: int, text: str, document: object, word_ends: list[int]) -> Spans:
    """Return the ends of the last words before each inner sentence boundary of Stanza's."""
    out: Spans = set()
    for sentence in document.sentences[:-1]:  # type: ignore[attr-defined]
        before = [end for end in word_ends if end <= sentence.tokens[-1].end_char]
        if before and before[-1] != word_ends[-1]:
            out.add((n, before[-1], 0))
    return out


if __name__ == "__main__":
    main(sys.argv[1:])
