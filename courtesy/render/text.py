"""The format for people: a support lead reads what was found, where, why it hurts, and what to write instead."""

from __future__ import annotations

from courtesy.i18n import N_, translator
from courtesy.render.excerpt import excerpt, isolated, visible, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from courtesy.model import Finding, Report

LANGUAGE_NAMES = {
    "en": N_("English"),
    "el": N_("Greek"),
    "pl": N_("Polish"),
    "fa": N_("Persian"),
    "fil": N_("Filipino"),
}
SEVERITY_NAMES = {"error": N_("error"), "warning": N_("warning"), "info": N_("info")}
VERDICTS = {
    "error": N_("do not send"),
    "warning": N_("think again"),
    "info": N_("good to know"),
    None: N_("ready to send"),
}
ACT_NAMES = {
    "greeting": N_("greeting"),
    "please": N_("please"),
    "thanks": N_("thanks"),
    "apology": N_("apology"),
    "welcome": N_("you're welcome"),
    "closing": N_("goodbye"),
    "empathy": N_("empathy"),
    "offer": N_("offer of help"),
    "ownership": N_("taking it on"),
    "question": N_("question about the case"),
}
SIGNS: dict[str | None, str] = {"error": "✖", "warning": "▲", "info": "•", None: "✔"}

# From the sixteen colours, those that can be read on a dark and on a light background.
_PAINT: dict[str | None, str] = {"error": "\x1b[1;31m", "warning": "\x1b[1;35m", "info": "\x1b[36m", None: "\x1b[1;36m"}
_SPAN = "\x1b[1;4m"
_BOLD = "\x1b[1m"
_PLAIN = "\x1b[0m"

WIDTH = 96
_INDENT = "    "


class TextRenderer:
    """Reports as plain text, or with colours; on a terminal right-to-left text is kept from turning the line over."""

    separator = "\n"
    shows_problems = False

    def __init__(
        self, ui_lang: str = "en", *, single: bool = True, color: bool = False, terminal: bool = False
    ) -> None:
        self._say = translator(ui_lang)
        self._single = single
        self._color = color
        self._terminal = terminal

    def begin(self) -> str:
        """Return nothing: there is no title to read first."""
        return ""

    def report(self, report: Report, text: str, ident: object, line: int, file: str | None) -> str:
        """Return one report: a headline, the courtesies in one line, then every finding."""
        rows = [self._headline(report, ident, line, file)]
        if report.markers:
            acts = dict.fromkeys(marker.act for marker in report.markers)  # each once, in the order of the message
            names = ", ".join(self._say(ACT_NAMES[act]) for act in acts)
            rows += self._labelled(self._say("Courtesies:"), names, "  ")
        explained: set[str] = set()
        for finding in report.findings:
            rows.append("")
            rows += self._finding(finding, text, explain=finding.check not in explained)
            explained.add(finding.check)
        return "\n".join(rows) + "\n"

    def problem(self, problem: str, ident: object, line: int, file: str | None) -> str:  # noqa: ARG002
        """Return nothing: what is wrong with the input is said on standard error."""
        return ""

    def end(self, tally: Mapping[str | None, int]) -> str:
        """Return the sum of it all, when there was more than one message."""
        total = sum(tally.values())
        if self._single or total < 2:
            return ""
        parts = [self._say("Messages:") + f" {total}"]
        parts += [
            self._paint(f"{SIGNS[worst]} {self._say(VERDICTS[worst])}: {tally[worst]}", worst)
            for worst in (None, "info", "warning", "error")
            if tally.get(worst)
        ]
        if tally.get("unreadable"):
            parts.append(self._say("not readable") + f": {tally['unreadable']}")
        return "\n" + self._line("   ".join(parts)) + "\n"

    def _headline(self, report: Report, ident: object, line: int, file: str | None) -> str:
        worst = report.worst
        parts = []
        place = self._place(ident, line, file)
        if place:
            parts.append(self._bold(place))
        parts.append(self._say(LANGUAGE_NAMES[report.lang]))
        parts.append(self._bold(f"{report.score}/100"))
        parts.append(self._paint(f"{SIGNS[worst]} {self._say(VERDICTS[worst])}", worst))
        return self._line("  ".join(parts))

    def _place(self, ident: object, line: int, file: str | None) -> str:
        """Return where the message came from: ``file:line``, and its id if that says more than the line."""
        place = ""
        if file is not None:
            place = f"{visible(file)}:{line}" if line else visible(file)
        elif line:
            place = self._say("line {number}").format(number=line)
        if line and ident is not None and ident != line:
            shown = visible(str(ident))
            place += f"  #{shown if len(shown) <= 60 else shown[:59] + '…'}"
        return place

    def _finding(self, finding: Finding, text: str, *, explain: bool) -> list[str]:
        severity = finding.severity
        word = self._paint(f"{SIGNS[severity]} {self._say(SEVERITY_NAMES[severity])}", severity)
        rows = [self._line(f"  {word}  {self._bold(finding.check)}")]
        rows.append(_INDENT + self._where(finding, text))
        if finding.message and explain:  # once a message is enough
            rows += self._labelled(self._say("Why:"), finding.message, _INDENT)
        if finding.suggestion:
            rows += self._labelled(self._say("Try:"), visible(finding.suggestion), _INDENT)
        return rows

    def _where(self, finding: Finding, text: str) -> str:
        before, span, after, number = excerpt(text, finding.start, finding.end)
        shown = f"{before}{self._mark(span)}{after}"
        if not span:
            if not text[: finding.start].strip():
                return self._say("(at the beginning of the message)")
            if not text[finding.start :].strip():
                return self._say("(at the end of the message)")
        prefix = self._say("line {number}").format(number=number) + ": " if "\n" in text.strip() else ""
        return prefix + (isolated(shown) if self._terminal else shown)

    def _mark(self, span: str) -> str:
        return f"{_SPAN}{span}{_PLAIN}" if self._color and span else f"[[{span}]]"

    def _labelled(self, label: str, text: str, indent: str) -> list[str]:
        """Return a text wrapped under its label."""
        pieces = wrapped(f"{label} {text}", WIDTH - len(indent))
        rows = []
        for i, piece in enumerate(pieces):
            row = isolated(piece) if self._terminal else piece
            if i == 0 and self._color:
                row = row.replace(label, f"{_BOLD}{label}{_PLAIN}", 1)
            rows.append(indent + row)
        return rows

    def _line(self, text: str) -> str:
        return isolated(text) if self._terminal else text

    def _bold(self, text: str) -> str:
        return f"{_BOLD}{text}{_PLAIN}" if self._color else text

    def _paint(self, text: str, severity: str | None) -> str:
        return f"{_PAINT[severity]}{text}{_PLAIN}" if self._color else text
