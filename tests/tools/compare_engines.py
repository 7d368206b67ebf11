"""Compare the reports of both engines on labelled messages: do the same checks fire, are the same acts found?

usage: python tests/tools/compare_engines.py MODELS FILE...

MODELS is a folder of Stanza's models (``--stanza-dir``); each FILE holds one JSON object a line with ``lang`` and ``text``.
Every message on which the engines differ is printed with what each of them found.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from courtesy import Checker, Message, Report
from courtesy.text.tokens import tokenize

LEAST = 0.98


def rows(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def seen(report: Report) -> tuple[list[str], list[str]]:
    return sorted({f.check for f in report.findings}), sorted({m.act for m in report.markers})


def differences(models: str, messages: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Report, Report]]:
    asked = [Message(row["text"], lang=row["lang"], channel=row.get("channel", "chat")) for row in messages]
    fast = Checker().check_many(asked)
    stanza = Checker(engine="stanza", stanza_dir=models).check_many(asked)
    for row, ours, theirs in zip(messages, fast, stanza, strict=True):
        if seen(ours) != seen(theirs):
            yield row, ours, theirs


def sentences(text: str, lang: str) -> list[str]:
    tokens = tokenize(text, lang)
    return [text[tokens.starts[first] : tokens.ends[last - 1]] for first, last, _ in tokens.sentences]


def main(arguments: list[str]) -> int:
    if len(arguments) < 2:
        print(__doc__)
        return 2
    status = 0
    for path in arguments[1:]:
        messages = rows(path)
        found = list(differences(arguments[0], messages))
        same = 1 - len(found) / len(messages)
        status |= same < LEAST
        print(f"{Path(path).stem:4} {len(messages)} messages, {len(found)} differ: {100 * same:.2f} % agree")
        for row, ours, theirs in found:
            print(f"  {row.get('id', '')}: {row['text']!r}")
            print(f"    fast   {seen(ours)}\n    stanza {seen(theirs)}")
            print(f"    sentences of fast: {sentences(row['text'], row['lang'])}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
