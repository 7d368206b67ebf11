"""Measure the checks of the conversation on labelled conversations.

usage: python tests/tools/conversations.py FILE... [--quiet]
       python tests/tools/conversations.py --write-failures

A file holds one conversation a line with ``must`` (checks that a careful reviewer marks) and ``may`` (defensible; neither
rewarded nor punished). Every other finding of a check that needs the conversation is a false alarm. ``--write-failures`` notes what
fails in ``tests/conversations``; the tests hold the checks to that list.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from courtesy import Checker
from courtesy.names import CONVERSATION_CHECKS

FOLDER = Path(__file__).parent.parent / "conversations"
KNOWN = FOLDER / "known_failures.json"


def found(checker: Checker, data: dict) -> dict[str, list]:
    """Return the findings of a conversation's draft, by those checks that need the conversation."""
    report = checker.check_conversation({k: v for k, v in data.items() if k not in ("must", "may", "note")})
    out: dict[str, list] = {}
    for finding in report.findings:
        if finding.check in CONVERSATION_CHECKS:
            out.setdefault(finding.check, []).append(finding)
    return out


def rows(path: str | Path) -> list[dict]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def failure(checker: Checker, data: dict) -> str:
    """Say what is missed and what is found wrongly in a conversation; an empty string where nothing is."""
    must, may, got = set(data["must"]), set(data["may"]), set(found(checker, data))
    return ", ".join([f"missed {c}" for c in sorted(must - got)] + [f"false {c}" for c in sorted(got - must - may)])


def failures() -> dict[str, str]:
    """Return what fails now in all labelled conversations, by their ids."""
    checker = Checker()
    everything = [data for path in sorted(FOLDER.glob("*_?.jsonl")) for data in rows(path)]
    return {data["id"]: text for data in everything if (text := failure(checker, data))}


def measure(paths: list[str], *, quiet: bool = False) -> None:
    checker = Checker()
    hit, missed, false = Counter(), Counter(), Counter()
    for data in (data for path in paths for data in rows(path)):
        must, may = set(data["must"]), set(data["may"])
        findings = found(checker, data)
        got = set(findings)
        hit.update(must & got)
        missed.update(must - got)
        false.update(got - must - may)
        if not quiet and (must - got or got - must - may):
            tell(data, must - got, {check: findings[check] for check in got - must - may})
    right, lost, wrong = hit.total(), missed.total(), false.total()
    for check in CONVERSATION_CHECKS:
        print(f"  {check:18} found {hit[check]:3}  missed {missed[check]:3}  false {false[check]:3}")
    recall, precision = right / max(1, right + lost), right / max(1, right + wrong)
    print(f"{' '.join(Path(p).stem for p in paths)}: recall {recall:.3f} precision {precision:.3f}")


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
    if "--write-failures" in sys.argv:
        KNOWN.write_text(json.dumps(failures(), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    else:
        measure([a for a in sys.argv[1:] if not a.startswith("--")], quiet="--quiet" in sys.argv)
