"""Measure in how many of the noisy cases of the tests each engine isolates the courtesy word, and Stanza's own tokens do.

usage: python tests/tools/noise.py MODELS
"""

from __future__ import annotations

import sys

from courtesy.names import LANGUAGES
from courtesy.text.stanza_engine import StanzaEngine, _pipeline
from courtesy.text.tokens import tokenize
from tests.text.test_stanza_noise import cases


def main(models: str) -> None:
    engine = StanzaEngine(models)
    for lang in LANGUAGES:
        asked = cases(lang)
        texts = [text for _, text in asked]
        documents = _pipeline(engine.models(lang))[0].bulk_process(texts)
        raw = [
            {t[k.start_char : k.end_char] for s in d.sentences for k in s.tokens}
            for t, d in zip(texts, documents, strict=True)
        ]
        ways = {
            "built-in": [set(tokenize(text, lang).words) for text in texts],
            "stanza": [set(tokens.words) for tokens in engine.read([(text, lang) for text in texts])],
            "Stanza's own tokens": raw,
        }
        told = (f"{name} {100 * sum(w in s for (w, _), s in zip(asked, seen, strict=True)) / len(asked):.1f} %"
                for name, seen in ways.items())  # fmt: skip
        print(f"{lang:3} {len(asked)} cases: {', '.join(told)}")


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(sys.argv[1])
    else:
        print(__doc__)
