"""Measure the checks on real text that other people wrote.

usage: python tests/tools/measure.py DATA [--show N] [--lang LANG]

DATA is a folder with ``courtesy_acts/`` (software strings with English beside), ``news/`` (text with nobody to be polite to)
and ``rudeness/``; ``docs/quality.md`` says where such text can be had. Nothing of it is part of this project.
"""

from __future__ import annotations

import argparse
import collections
import csv
import os
import sys
from collections.abc import Iterator

from courtesy import Checker

COLUMNS = {"el": "el", "pl": "pl", "fa": "fa", "tl": "fil"}
ACTS = (("please", "please"), ("thanks", "thanks"), ("sorry", "apology"))
EXCUSED = ("missing-please", "refusal", "missing-apology")


def rows(path: str) -> Iterator[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def markers(data: str, only: str, show: int) -> None:
    hit: collections.Counter[tuple[str, str]] = collections.Counter()
    all_: collections.Counter[tuple[str, str]] = collections.Counter()
    missed: dict[tuple[str, str], list[str]] = collections.defaultdict(list)
    checkers = {lang: Checker(lang=lang) for lang in ("el", "pl", "fa", "fil", "en") if only in ("", lang)}
    english = set()
    for row in rows(os.path.join(data, "courtesy_acts", "positives.tsv")):
        lang = COLUMNS[row["lang"]]
        for name, act in ACTS:
            if lang in checkers and row[f"label_{name}"] == "present":
                _count(checkers[lang], lang, act, row["text"], hit, all_, missed)
        if "en" in checkers and row["en"] not in english:
            english.add(row["en"])
            for name, act in ACTS:
                if name in row["acts_from_english"]:
                    _count(checkers["en"], "en", act, row["en"], hit, all_, missed)
    for lang, act in sorted(all_):
        n = all_[lang, act]
        print(f"markers {lang:3} {act:8} recall {hit[lang, act] / n:.4f} of {n}")
        for text in missed[lang, act][:show]:
            print(f"      missed: {text[:200]}")


def _count(checker: Checker, lang: str, act: str, text: str, hit, all_, missed) -> None:  # type: ignore[no-untyped-def]
    all_[lang, act] += 1
    if checker.check(text).has(act):
        hit[lang, act] += 1
    else:
        missed[lang, act].append(text)


def false_markers(data: str, only: str, show: int) -> None:
    seen: set[tuple[str, str]] = set()
    total: collections.Counter[str] = collections.Counter()
    flagged: dict[str, list[str]] = collections.defaultdict(list)
    loud: dict[str, list[str]] = collections.defaultdict(list)
    excused: dict[str, list[str]] = collections.defaultdict(list)
    checkers = {lang: Checker(lang=lang) for lang in ("el", "pl", "fa", "fil", "en")}
    for row in rows(os.path.join(data, "courtesy_acts", "no_courtesy.tsv")):
        for lang, text in ((COLUMNS[row["lang"]], row["text"]), ("en", row["en"])):
            if only not in ("", lang) or (lang, text) in seen:
                continue
            seen.add((lang, text))
            total[lang] += 1
            report = checkers[lang].check(text)
            found = [m for m in report.markers if m.act in ("please", "thanks", "apology")]
            if found:
                flagged[lang].append(f"{found[0].act} {found[0].text!r} in {text[:160]!r} (en: {row['en'][:100]!r})")
            _sort_alarms(report, text, loud[lang], excused[lang])
    for lang, n in total.items():
        print(f"no courtesy {lang:3} markers in {len(flagged[lang])} of {n} = {100 * len(flagged[lang]) / n:.2f} %")
        for text in flagged[lang][:show]:
            print(f"      {text}")
        _print_alarms(f"no courtesy {lang:3}", loud[lang], excused[lang], n, show)


def _sort_alarms(report, text: str, loud: list[str], excused: list[str]) -> None:  # type: ignore[no-untyped-def]
    found = [
        f for f in report.findings if f.severity != "info" and f.check != "placeholder"
    ]  # a template is a template
    grave = [f for f in found if f.check not in EXCUSED]
    if grave:
        loud.append(f"{grave[0].rule} {grave[0].text!r} in {text[:160]!r}")
    elif found:
        excused.append(f"{found[0].rule} {found[0].text!r} in {text[:160]!r}")


def _print_alarms(what: str, loud: list[str], excused: list[str], n: int, show: int) -> None:
    print(f"{what} alarms {len(loud)} of {n} = 1 in {n // max(1, len(loud))}; please/refusal/apology {len(excused)} = "
          f"1 in {n // max(1, len(excused))}")  # fmt: skip
    for text in (*loud[:show], *excused[: show // 2]):
        print(f"      {text}")


def news(data: str, only: str, show: int) -> None:
    for lang in ("el", "fa", "pl"):
        if only not in ("", lang):
            continue
        checker, loud, excused, n = Checker(lang=lang), [], [], 0
        for row in rows(os.path.join(data, "news", f"ud_{lang}.tsv")):
            n += 1
            _sort_alarms(checker.check(row["text"]), row["text"], loud, excused)
        _print_alarms(f"news {lang:3}", loud, excused, n, show)


def rudeness(data: str, only: str) -> None:
    if only not in ("", "pl"):
        return
    checker = Checker(lang="pl")
    n: collections.Counter[str] = collections.Counter()
    hit: collections.Counter[str] = collections.Counter()
    for row in rows(os.path.join(data, "rudeness", "poleval_train_pl.tsv")):
        label = row["label_0ok_1cyberbullying_2hate"]
        n[label] += 1
        report = checker.check(row["text"])
        hit[label] += any(f.check in ("rudeness", "prejudice") for f in report.findings)
    for label in sorted(n):
        print(f"rudeness pl class {label}: flagged {hit[label]} of {n[label]} = {100 * hit[label] / n[label]:.1f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--lang", default="")
    options = parser.parse_args()
    csv.field_size_limit(sys.maxsize)
    markers(options.data, options.lang, options.show)
    false_markers(options.data, options.lang, options.show)
    news(options.data, options.lang, options.show)
    rudeness(options.data, options.lang)


if __name__ == "__main__":
    main()
