"""How much do checks lose on noisy typing? Measures messages that are found when typed well, typed noisily in two ways.

usage: python tests/tools/twins.py [LANG ...]

``tests/twins/<lang>.jsonl`` holds the noisy twins ``a`` and ``b`` of labelled messages of ``tests/fresh``, whose labels hold:
``a`` is text-speak or Latin letters, ``b`` the language's own letters with misspellings, slips, words run together or split.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from courtesy.names import LANGUAGES
from tests.labelled import figures, twins


def main(languages: list[str]) -> None:
    print("| language | twin | messages | recall | precision |\n|---|---|---|---|---|")
    for lang in languages or LANGUAGES:
        for manner in "ab":
            outcomes = list(twins(lang, manner))
            rates = figures(outcomes).rates()
            print(f"| {lang} | {manner} | {len(outcomes)} | {rates['recall']:.2f} | {rates['precision']:.2f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
