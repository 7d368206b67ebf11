"""Labelled messages: reading them, checking them, counting what was found and what was not.

A line of a file is ``{"id", "lang", "text", "must", "may", "acts", "acts_may", "channel", "noisy"?}``: ``must`` are the checks
that a careful reviewer marks, ``may`` those that are defensible; any other error or warning is a false alarm.
"""

from __future__ import annotations

import collections
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from courtesy import Checker, Message
from courtesy.names import CHECKS

HERE = Path(__file__).parent
FRESH = HERE / "fresh"
KNOWN = HERE / "known_failures"
TWINS = HERE / "twins"
LOUD = ("error", "warning")


@dataclass
class Outcome:
    """What the checker made of one labelled message."""

    row: dict[str, Any]
    fired: set[str]
    loud: set[str]
    missed: list[str]
    alarms: list[str]
    acts_found: set[str]

    @property
    def acts_missed(self) -> list[str]:
        return sorted(set(self.row["acts"]) - self.acts_found)

    @property
    def acts_wrong(self) -> list[str]:
        return sorted(self.acts_found - set(self.row["acts"]) - set(self.row.get("acts_may", [])))

    @property
    def failure(self) -> dict[str, Any] | None:
        """The message's entry in the file of known failures; ``None`` when all is well."""
        parts = {
            "missed": self.missed, "alarms": self.alarms, "acts_missed": self.acts_missed, "acts_wrong": self.acts_wrong,
        }  # fmt: skip
        wrong = {key: value for key, value in parts.items() if value}
        return {"id": self.row["id"], **wrong} if wrong else None


@dataclass
class Figures:
    """Counts over many messages, and the rates made from them."""

    count: collections.Counter[str] = field(default_factory=collections.Counter)

    def add(self, outcome: Outcome) -> None:
        row, c = outcome.row, self.count
        must = len(row["must"])
        c["messages"] += 1
        c["must"] += must
        c["hit"] += must - len(outcome.missed)
        c["alarms"] += len(outcome.alarms)
        found = {check for check in row["must"] if check in outcome.fired and CHECKS[check][1] != "info"}
        c["found"] += len(found)
        c["found_loud"] += len(found & outcome.loud)
        if row.get("noisy"):
            c["noisy_must"] += must
            c["noisy_hit"] += must - len(outcome.missed)
        if not row["must"]:
            c["clean"] += 1
            c["clean_ok"] += not outcome.alarms
        c["acts"] += len(row["acts"])
        c["acts_hit"] += len(row["acts"]) - len(outcome.acts_missed)
        c["acts_wrong"] += len(outcome.acts_wrong)

    def rates(self) -> dict[str, float]:
        c = self.count
        return {
            "recall": _rate(c["hit"], c["must"]),
            "precision": _rate(c["hit"], c["hit"] + c["alarms"]),
            "clean": _rate(c["clean_ok"], c["clean"]),
            "act_recall": _rate(c["acts_hit"], c["acts"]),
            "act_precision": _rate(c["acts_hit"], c["acts_hit"] + c["acts_wrong"]),
            "noisy_recall": _rate(c["noisy_hit"], c["noisy_must"]),
            "loud": _rate(c["found_loud"], c["found"]),
        }


def _rate(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def check(rows: Iterable[dict[str, Any]]) -> Iterator[Outcome]:
    checker = Checker()
    for row in rows:
        report = checker.check(Message(row["text"], lang=row["lang"], channel=row.get("channel", "chat")))
        fired = {finding.check for finding in report.findings}
        loud = {finding.check for finding in report.findings if finding.severity in LOUD}
        must, may = set(row["must"]), set(row.get("may", []))
        yield Outcome(
            row, fired, loud, sorted(must - fired), sorted(loud - must - may), {marker.act for marker in report.markers}
        )


def twins(lang: str, manner: str) -> Iterator[Outcome]:
    """Check the noisy twins, in one of two manners, of labelled messages."""
    rows = {row["id"]: row for path in FRESH.glob(f"{lang}_*.jsonl") for row in read(path)}
    return check({**rows[twin["id"]], "text": twin[manner], "noisy": True} for twin in read(TWINS / f"{lang}.jsonl"))


def figures(outcomes: Iterable[Outcome]) -> Figures:
    out = Figures()
    for outcome in outcomes:
        out.add(outcome)
    return out
