"""What an SMTP client is told: short lines, in ASCII unless it understands more."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from courtesy.explain import why
from courtesy.model import Finding
from courtesy.serve import notice

if TYPE_CHECKING:
    from courtesy.serve.verdict import Verdict

_LONGEST = 200
_MOST = 16
_TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " "})


def lines(verdict: Verdict, *, utf8: bool) -> list[str]:
    """Return the lines of a refusal: the notice, or what of it can be said in ASCII."""
    words = verdict.notice.translate(_TYPOGRAPHY)
    if not (utf8 or words.isascii()):
        words = _in_english(verdict).translate(_TYPOGRAPHY)
    found = []
    for line in words.splitlines():
        printable = "".join(letter if letter.isprintable() else " " for letter in line)
        found += textwrap.wrap(printable, _LONGEST)
    if not utf8:
        found = [line.encode("ascii", "replace").decode() for line in found]
    return found[:_MOST] or ["The message was not sent."]


def reply(code: int, status: str, said: list[str]) -> str:
    """Return a reply of one or more lines as it goes over the wire."""
    heads = [f"{code}-{status} "] * (len(said) - 1) + [f"{code} {status} "]
    return "\r\n".join(head + line for head, line in zip(heads, said, strict=True))


def _in_english(verdict: Verdict) -> str:
    """Return the notice in English and without the words it is about, which ASCII can't spell."""
    if verdict.report is None:
        return notice.held_back(verdict.cause, "en")
    grave = [finding for finding in verdict.report.findings if finding.severity != "info"]
    findings = [
        Finding(finding.check, finding.rule, finding.severity, 0, 0, finding.check, why(finding.check, "en"), "")
        for finding in sorted(grave or verdict.report.findings, key=lambda finding: finding.severity)
    ]
    return notice.about(findings, "en", ask=verdict.ask)
