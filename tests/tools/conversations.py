"""Measure the checks of the conversation on labelled conversations: ``conversations.py FILE... [--quiet]``.

A file holds one conversation a line with ``must`` (checks that a careful reviewer marks) and ``may`` (defensible; neither
rewarded nor punished). Every other finding of a check that needs the conversation is a false alarm.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from courtesy import Checker
from courtesy.names import CONVERSATION_CHECKS


def found(checker: Checker, data: dict) -> dict[str, list]:
    report = checker.check_conversation(data)
    out: dict[str, list] = {}
    for finding in report.findings:
        if finding.check in CONVERSATION_CHECKS:
            out.setdefault(finding.check, []).append(finding)
    return out


def measure(paths: list[str], *, quiet: bool = False) -> dict[str, float]:
    checker = Checker()
    hit, missed, false = Counter(), Counter(), Counter()
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            data = json.loads(line)
            must, may = set(data.get("must", ())), set(data.get("may", ()))
            findings = found(checker, {k: v for k, v in data.items() if k not in ("must", "may", "note")})
            got = set(findings)
            hit.update(must & got)
            missed.update(must - got)
            false.update(got - must - may)
            if not quiet and (must - got or got - must - may):
                tell(data, must - got, {check: findings[check] for check in got - must - may})
    right, lost, wrong = hit.total(), missed.total(), false.total()
    figures = {"recall": right / max(1, right + lost), "precision": right / max(1, right + wrong)}
    for check in CONVERSATION_CHECKS:
        print(f"  {check:18} found {hit[check]:3}  missed {missed[check]:3}  false {false[check]:3}")
    print(
        f"{' '.join(Path(p).stem for p in paths)}: recall {figures['recall']:.3f} precision {figures['precision']:.3f}"
    )
    return figures


def tell(data: dict, missed: set[str], false: dict[str, list]) -> None:
    print(f"--- {data['id']}  must {data.get('must')}  may {data.get('may')}  ({data.get('note', '')})")
    for turn in data["turns"]:
        print(f"    {turn['from']:8} {turn.get('author', ''):8} {turn.get('at', '')[:16]}  {turn['text']!r}")
    for check in sorted(missed):
        print(f"  MISSED {check}")
    for check, findings in sorted(false.items()):
        for finding in findings:
            print(f"  FALSE  {check}: {finding.rule} {finding.text[:60]!r} {dict(finding.data or {})}")


if __name__ == "__main__":
    measure([a for a in sys.argv[1:] if not a.startswith("--")], quiet="--quiet" in sys.argv)
