"""Measure on labelled messages, and keep the files of known failures.

usage: python tests/tools/quality.py FILE...            the figures of each file
       python tests/tools/quality.py --tables           the tables of docs/quality.md, from tests/fresh
       python tests/tools/quality.py --write-failures   rewrite tests/known_failures from tests/fresh
"""

from __future__ import annotations

import collections
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from courtesy.names import CHECKS, CONVERSATION_CHECKS, LANGUAGES
from tests.labelled import FRESH, KNOWN, Outcome, check, figures, read


def line(name: str, rates: dict[str, float]) -> str:
    return f"| {name} | " + " | ".join(f"{rate:.2f}" for rate in rates.values()) + " |"


def tables() -> None:
    by_lang = {
        lang: [o for path in sorted(FRESH.glob(f"{lang}_*.jsonl")) for o in check(read(path))] for lang in LANGUAGES
    }
    print(
        "| language | recall | precision | clean | act recall | act precision | noisy recall | loud |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    for lang, outcomes in by_lang.items():
        print(line(f"{lang} ({len(outcomes)})", figures(outcomes).rates()))
    print("\n| check | " + " | ".join(LANGUAGES) + " |\n|---|" + "---|" * len(LANGUAGES))
    for name in CHECKS:
        if name not in CONVERSATION_CHECKS:
            cells = [_cell(name, by_lang[lang]) for lang in LANGUAGES]
            if any(cells):
                print(f"| `{name}` | " + " | ".join(cells) + " |")


def _cell(name: str, outcomes: list[Outcome]) -> str:
    wanted = [o for o in outcomes if name in o.row["must"]]
    found = sum(name not in o.missed for o in wanted)
    wrong = sum(name in o.alarms for o in outcomes)
    return f"{found}/{len(wanted)}, {wrong}" if wanted or wrong else ""


def write_failures() -> None:
    for lang in LANGUAGES:
        failures = [o.failure for path in sorted(FRESH.glob(f"{lang}_*.jsonl")) for o in check(read(path)) if o.failure]
        text = "".join(json.dumps(failure, ensure_ascii=False) + "\n" for failure in failures)
        (KNOWN / f"{lang}.jsonl").write_text(text, encoding="utf-8")
        print(lang, len(failures))


def main(arguments: list[str]) -> None:
    if arguments == ["--tables"]:
        tables()
    elif arguments == ["--write-failures"]:
        write_failures()
    elif arguments and not arguments[0].startswith("-"):
        for name in arguments:
            outcomes = list(check(read(Path(name))))
            missed = collections.Counter(check for o in outcomes for check in o.missed)
            alarms = collections.Counter(check for o in outcomes for check in o.alarms)
            print(line(Path(name).stem, figures(outcomes).rates()))
            print("   missed:", ", ".join(f"{c} {n}" for c, n in missed.most_common()))
            print("   alarms:", ", ".join(f"{c} {n}" for c, n in alarms.most_common()))
    else:
        print(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
