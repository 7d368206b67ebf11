"""Build ``courtesy/text/_langid_table.py``, the learnt table of the language identification, and measure it.

Usage::

    python tests/tools/build_langid.py DATA            # writes the table
    python tests/tools/build_langid.py DATA --measure  # only measures the installed table on the held-out lines

``DATA`` is a folder with

* ``tatoeba/labelled.tsv``: tab-separated, a header line, columns ``lang`` (``el pl tl fa``), ``en`` and ``text``;
* ``finglish/parallel.tsv``: tab-separated, a header line, column ``finglish``: Persian typed in Latin letters.

How the table is made
---------------------
1. Five classes: English (the ``en`` sides), Polish, Filipino (``tl``), Greeklish and Finglish. Greek and Persian in
   their own script need no table.
2. Text is lower-cased and folded to ASCII exactly as ``langid`` does it (``l`` for ``ł``), so that Polish typed without
   diacritics is what the table knows; the diacritics themselves are judged by ``langid``.
3. Greeklish is made from the Greek lines by machine, each line in four of the ``STYLES`` below, since no two people
   type Greeklish alike.
4. A line belongs to the held-out 30 % if a checksum of its English side (for Finglish: of itself) says so. So all
   translations of one English sentence fall on the same side, and the split is the same everywhere.
5. Letter trigrams of words (``_`` at both edges) are counted, every class weighs the same, add-0.5 smoothing. Of
   each trigram the five log probabilities are taken relative to the best one and rounded to one of the ``STEPS``: a
   digit a class. The trigrams that say most (mutual information with the class) are kept, and those with the same
   five digits are stored together.

No sentence goes into the table, only such digits.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import sys
import time
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from courtesy.text import langid  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CLASSES = langid.CLASSES  # the order of the digits
ENTRIES = 3000
STEP = 1.0
STEPS = (0, 2, 4, 7)  # the digits used: few, so that many trigrams share theirs
SMOOTHING = 0.5
HELD_OUT_PERCENT = 30
LEAST_WORDS = 3
TABLE = ROOT / "courtesy" / "text" / "_langid_table.py"

# ---------------------------------------------------------------------------------------------------------------------
# Greeklish

_PLAIN = str.maketrans("άέήίόύώϊϋΐΰς", "αεηιουωιυιυσ")
_SOUNDS = "a v g d e z i th i k l m n ks o p r s t y f x ps o"
_BASE = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        _SOUNDS.split(),
        strict=True,
    )
)
# Every style is the phonetic base with other letters or letter groups; groups (ου, αι, ευ ...) win over single letters.
STYLES: dict[str, dict[str, str]] = {
    "phonetic": {
        "χ": "h", "ου": "ou", "αι": "e", "ει": "i", "οι": "i", "υ": "i", "ευ": "ef", "αυ": "af", "μπ": "b", "ντ": "d",
        "γκ": "g", "γγ": "g", "ξ": "x",
    },
    "phonetic-ch": {"χ": "ch", "ου": "ou", "ευ": "ef", "αυ": "af", "μπ": "b", "γκ": "g", "γγ": "ng", "ξ": "x"},
    "common": {"η": "i", "ω": "o", "ου": "ou", "ευ": "ef", "αυ": "af"},
    "common-w": {"η": "h", "ω": "w", "ου": "ou", "ευ": "eu", "αυ": "au", "υ": "u"},
    "orthographic": {"η": "h", "ω": "w", "ου": "oy", "ευ": "ey", "αυ": "ay"},
    "visual": {"η": "h", "ω": "w", "θ": "8", "ξ": "3", "ου": "ou", "ευ": "ey", "αυ": "ay", "β": "b"},
    "visual-u": {"η": "h", "ω": "w", "θ": "8", "ξ": "3", "υ": "u", "ου": "ou", "ευ": "eu", "αυ": "au", "χ": "h"},
    "mixed": {"η": "i", "ω": "w", "ου": "ou", "ευ": "ey", "αυ": "ay", "χ": "h", "ξ": "x"},
    "mixed-ch": {"η": "h", "ω": "o", "υ": "u", "ου": "ou", "ευ": "ev", "αυ": "av", "χ": "ch", "β": "b"},
}  # fmt: skip


def greeklish(text: str, style: str) -> str:
    """``text`` typed in Latin letters as somebody who keeps to ``style`` would."""
    table = {**_BASE, **STYLES[style]}
    plain = text.lower().translate(_PLAIN)
    out = []
    i = 0
    while i < len(plain):
        if plain[i : i + 2] in table:
            out.append(table[plain[i : i + 2]])
            i += 2
        else:
            out.append(table.get(plain[i], plain[i]))
            i += 1
    return "".join(out).replace(";", "?")


_FOLD_PL = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")


def fold_polish(text: str) -> str:
    """Polish as typed on a keyboard without Polish letters."""
    return text.translate(_FOLD_PL)


# ---------------------------------------------------------------------------------------------------------------------
# Reading


def held_out(key: str) -> bool:
    """Whether the line with this key is kept from training."""
    return zlib.crc32(key.strip().lower().encode()) % 100 < HELD_OUT_PERCENT


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def read(data: Path, test: bool) -> dict[str, list[str]]:
    """The lines of every variety, either the held-out ones (``test``) or the others."""
    lines: dict[str, dict[str, None]] = defaultdict(dict)
    for row in _rows(data / "tatoeba" / "labelled.tsv"):
        if held_out(row["en"]) is test:
            lines[row["lang"]][row["text"]] = None
            lines["en"][row["en"]] = None
    for row in _rows(data / "finglish" / "parallel.tsv"):
        if held_out(row["finglish"]) is test:
            lines["finglish"][row["finglish"]] = None
    return {name: list(texts) for name, texts in lines.items()}


# ---------------------------------------------------------------------------------------------------------------------
# Training


def training_text(data: Path) -> dict[str, list[str]]:
    """The training lines of each class of the table."""
    lines = read(data, test=False)
    chooser = random.Random(5)
    greek = [greeklish(text, style) for text in lines["el"] for style in chooser.sample(list(STYLES), 4)]
    return {"en": lines["en"], "pl": lines["pl"], "fil": lines["tl"], "el": greek, "fa": lines["finglish"]}


def trigrams(texts: Iterable[str]) -> Counter[str]:
    """How often each trigram occurs in the words of ``texts``."""
    counts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for text in texts:
        for token in text.split():
            words.update(langid.words_of(token))
    for word, times in words.items():
        padded = f"_{word}_"
        for i in range(len(padded) - 2):
            counts[padded[i : i + 3]] += times
    return counts


def nearest(steps: float) -> int:
    """The nearest of the digits in use."""
    return min(STEPS, key=lambda digit: abs(digit - steps))


def build(data: Path) -> dict[str, list[str]]:
    """Digits of five classes -> the trigrams that have them."""
    counts = {name: trigrams(texts) for name, texts in training_text(data).items()}
    totals = {name: sum(counter.values()) for name, counter in counts.items()}
    every = sorted({gram for counter in counts.values() for gram in counter})
    scored = []
    for gram in every:
        seen = sum(counter[gram] for counter in counts.values())
        if seen < 4:
            continue
        chances = [(counts[name][gram] + SMOOTHING) / (totals[name] + SMOOTHING * len(every)) for name in CLASSES]
        total = sum(chances)
        information = sum(p * math.log(p * len(CLASSES) / total) for p in chances)
        best = math.log(max(chances))
        digits = "".join(str(nearest((best - math.log(p)) / STEP)) for p in chances)
        if digits.strip("0"):
            scored.append((information, gram, digits))
    scored.sort(key=lambda item: (-item[0], item[1]))
    groups: dict[str, list[str]] = defaultdict(list)
    for _, gram, digits in scored[:ENTRIES]:
        groups[digits].append(gram)
    return {digits: sorted(grams) for digits, grams in sorted(groups.items())}


HEADER = '''"""The learnt table of the language identification.

Generated by ``tests/tools/build_langid.py``; do not edit.

Letter trigrams, each with five digits, one a class in the order {order} (``el`` is Greeklish, ``fa``
Finglish): how much less likely the trigram is there than in the class where it is likeliest. An item is five
digits and then all the trigrams that have them.

Derived counts, no text. Counted in sentences from Tatoeba (https://tatoeba.org), CC BY 2.0 FR, by the contributors
of Tatoeba, and for Finglish in a parallel corpus of Finglish and Persian distributed under the MIT licence.
"""

from __future__ import annotations

TRIGRAMS = (
'''


def write(groups: dict[str, list[str]]) -> int:
    """Write the module; return how many trigrams it holds."""
    text = " ".join(digits + ",".join(grams) for digits, grams in groups.items())
    width = 100
    body = "".join(f'    "{text[i : i + width]}"\n' for i in range(0, len(text), width))
    TABLE.write_text(HEADER.format(order=" ".join(CLASSES)) + body + ")\n", encoding="utf-8")
    return sum(map(len, groups.values()))


# ---------------------------------------------------------------------------------------------------------------------
# Measuring


def varieties(data: Path, test: bool = True) -> dict[str, tuple[str, list[str]]]:
    """Name of a variety -> the right answer, and its lines of three words and more."""
    lines = read(data, test)
    found = {
        "en": ("en", lines["en"]),
        "el": ("el", lines["el"]),
        "pl": ("pl", lines["pl"]),
        "fa": ("fa", lines["fa"]),
        "tl": ("fil", lines["tl"]),
        "pl-ascii": ("pl", [fold_polish(text) for text in lines["pl"]]),
        "finglish": ("fa", lines["finglish"]),
    }
    for style in STYLES:
        found[f"greeklish/{style}"] = ("el", [greeklish(text, style) for text in lines["el"]])
    return {
        name: (right, [text for text in texts if len(text.split()) >= LEAST_WORDS])
        for name, (right, texts) in found.items()
    }


def measure(data: Path, show: int = 0) -> dict[str, float]:
    """Print and return the accuracy in per cent of every variety on the held-out lines."""
    result = {}
    for name, (right, texts) in varieties(data).items():
        wrong = [(text, got) for text in texts if (got := langid.identify(text)) != right]
        result[name] = 100 - 100 * len(wrong) / len(texts)
        print(f"{name:24s} {len(texts):6d} lines  {result[name]:7.2f} %")
        for text, got in wrong[:show]:
            print(f"      {got}: {text}")
    return result


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Build or measure the table of the language identification.")
    parser.add_argument("data", type=Path, help="folder with tatoeba/ and finglish/")
    parser.add_argument("--measure", action="store_true", help="measure the present table; write nothing")
    parser.add_argument("--show", type=int, default=0, help="show so many mistakes of each variety")
    options = parser.parse_args()
    if options.measure:
        measure(options.data, options.show)
        return
    start = time.perf_counter()
    entries = write(build(options.data))
    print(f"{entries} trigrams, {TABLE.stat().st_size} bytes, {time.perf_counter() - start:.1f} s: {TABLE.name}")


if __name__ == "__main__":
    main()
