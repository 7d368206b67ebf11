"""Does checking get slower as lexicons grow? Times messages with all rules and with every tenth rule, in one run.

usage: python tests/tools/bench_lexicon.py FILE [LANG]     FILE holds one message a line

Two figures for each: messages whose sentences were never read before ("new"), and all of them once more ("again": set phrases
are worked out once, whatever the names and numbers in them). The ratio of full to tenth is what counts; the rest is the machine.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from courtesy import Checker
from courtesy.lexicon import store
from courtesy.lexicon.compiler import compile_language
from courtesy.lexicon.matcher import Lexicon
from courtesy.lexicon.source import read_language

ROUNDS = 5


def lexicon(lang: str, every: int) -> Lexicon:
    sources = [read_language(code, store.language_folders(code)) for code in store.read_with(lang)]
    for source in sources:
        source.rules = source.rules[::every]
    return Lexicon(compile_language(sources))


def timed(checker: Checker, messages: list[str]) -> float:
    start = time.process_time()
    for message in messages:
        checker.check(message)
    return (time.process_time() - start) / len(messages) * 1e6


def main(path: str, lang: str = "en") -> None:
    messages = [line for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    checker = Checker(lang=lang)
    kinds = {"all": lexicon(lang, 1), "a tenth": lexicon(lang, 10)}
    figures: dict[tuple[str, str], list[float]] = {}
    for _ in range(ROUNDS):
        for name, words in kinds.items():
            store._loaded[lang, (), store.MESSAGES] = words
            words._known.clear()
            timed(checker, messages[:200])
            words._known.clear()
            figures.setdefault((name, "new"), []).append(timed(checker, messages))
            figures.setdefault((name, "again"), []).append(timed(checker, messages))
    print(
        f"{lang}: {len(kinds['all'].rules)} rules, {kinds['all'].searched.entries.count} patterns; {len(messages)} messages"
    )
    for what in ("new", "again"):
        full, tenth = (statistics.median(figures[name, what]) for name in kinds)
        ratios = [a / b for a, b in zip(figures["all", what], figures["a tenth", what], strict=True)]
        print(f"  {what:6} all rules {full:6.0f} us, a tenth {tenth:6.0f} us, ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
