"""What the author is told: which words hurt, why, what to write instead, and how to send it all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courtesy.i18n import N_, translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from courtesy.model import Finding

_SHOWN = 3
_LONGEST = 80

_MAY_HURT = N_("This message may hurt its reader.")
_TRY = N_("Try:")
_AGAIN = N_("If it is right as it is, send it again unchanged.")
_NOT_CHECKED = N_("The message could not be checked, so it was not sent. Please try again in a moment.")
_TOO_LONG = N_("The message is too long to be checked, so it was not sent. Please send it in parts.")
_ENCRYPTED = N_("Encrypted messages can't be checked, so they are not sent from here.")


def about(findings: Sequence[Finding], ui_lang: str, *, ask: bool) -> str:
    """Return the notice for a message with findings, the gravest first; a few lines, however long the message is."""
    say = translator(ui_lang)
    lines = [say(_MAY_HURT)]
    told: set[str] = set()
    for finding in findings:
        if finding.check in told:
            continue  # once is enough for the same fault
        if len(told) == _SHOWN:
            break
        told.add(finding.check)
        where = f"\u201c{_short(finding.text)}\u201d: " if finding.text else ""
        try_this = f" {say(_TRY)} {finding.suggestion}" if finding.suggestion else ""
        lines.append(f"- {where}{finding.message}{try_this}")
    if ask:
        lines.append(say(_AGAIN))
    return "\n".join(lines)


def held_back(cause: str, ui_lang: str) -> str:
    """Return the notice for a message that was held back unread."""
    words = {"too-long": _TOO_LONG, "encrypted": _ENCRYPTED}.get(cause, _NOT_CHECKED)
    return translator(ui_lang)(words)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
