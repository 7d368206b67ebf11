"""From a report to what is to be done: the part of a verdict that depends on the message and the settings alone."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Literal

from courtesy.errors import OptionError, nearest
from courtesy.names import CHECKS, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from courtesy.model import Finding, Report

Rule = Literal["allow", "warn", "ask", "block"]
"""What a finding leads to: nothing; a word to the author; no, unless the author sends the same again; no."""

RULES: tuple[Rule, ...] = ("allow", "warn", "ask", "block")


@dataclass(frozen=True, slots=True)
class Decision:
    """The gravest rule that applies, and the findings that led there or deserve a word, gravest first."""

    rule: Rule
    findings: tuple[Finding, ...] = ()


class Policy:
    """Says what to do about a report.

    ``severities`` gives each severity its rule; ``checks`` gives some checks one of their own. A score under ``min_score``
    leads to what an error leads to. ``rewrite`` names rules of lexicons (``en.jargon.rma``, ``pl.our-*``) whose suggestion
    is written to stand in the place of the words that were found; the suggestions of the built-in lexicons are examples
    for people, and none of them is ever put into a message unless it is named here.
    """

    def __init__(
        self,
        severities: Mapping[str, Rule] | None = None,
        checks: Mapping[str, Rule] | None = None,
        min_score: int = 0,
        rewrite: Sequence[str] = (),
    ) -> None:
        self._severities: dict[str, Rule] = {"error": "ask", "warning": "warn", "info": "allow", **(severities or {})}
        self._checks: dict[str, Rule] = dict(checks or {})
        for name in self._severities:
            if name not in SEVERITIES:
                raise OptionError(f"unknown severity {name!r}{nearest(name, SEVERITIES)}")
        for name in self._checks:
            if name not in CHECKS:
                raise OptionError(f"unknown check {name!r}{nearest(name, tuple(CHECKS))}")
        for rule in (*self._severities.values(), *self._checks.values()):
            if rule not in RULES:
                raise OptionError(f"unknown rule {rule!r}{nearest(rule, RULES)}; known: {', '.join(RULES)}")
        self._min_score = min_score
        self._rewrite = tuple(rewrite)

    def decide(self, report: Report) -> Decision:
        """Return what the report leads to."""
        ranked = sorted(
            ((self._rank(finding), finding) for finding in report.findings), key=lambda pair: pair[0], reverse=True
        )
        worst = ranked[0][0] if ranked else 0
        if report.score < self._min_score:
            worst = max(worst, RULES.index(self._severities["error"]))
        return Decision(RULES[worst], tuple(finding for rank, finding in ranked if rank))

    def rewritten(self, text: str, report: Report) -> str | None:
        """Return the text with the suggestions of the rules that may rewrite in place, or ``None`` when none applies."""
        wanted = [
            finding
            for finding in report.findings
            if finding.start < finding.end and any(fnmatchcase(finding.rule, name) for name in self._rewrite)
        ]
        out, at = "", 0
        for finding in sorted(wanted, key=lambda finding: (finding.start, -finding.end)):
            if finding.start >= at:
                out += text[at : finding.start]
                out += _as_begun(finding.text, finding.suggestion, out)
                at = finding.end
        return out + text[at:] if at else None

    def _rank(self, finding: Finding) -> int:
        return RULES.index(self._checks.get(finding.check) or self._severities[finding.severity])


def _as_begun(old: str, new: str, before: str) -> str:
    """Return the new words, beginning with a capital where the old ones began a sentence with one."""
    begins = before.rstrip()[-1:] in ("", ".", "!", "?", ";", "…", ":")
    return new[:1].upper() + new[1:] if begins and old[:1].isupper() else new
