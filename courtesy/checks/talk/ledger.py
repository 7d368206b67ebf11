"""The ledger: what our side promised by when, and whether it was kept. Written promises bind."""

from __future__ import annotations

import re

from courtesy.checks.honesty import commitment
from courtesy.checks.talk.deadlines import due
from courtesy.model import Commitment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from courtesy.checks.base import Fault
    from courtesy.checks.talk.base import Heard, Talk

_MAY_HOLD_A_DATE = re.compile(
    r"\d|day|week|hour|minut|month|tonight|tomorrow|noon"
    r"|μ[έε]ρ|[ωώ]ρ|λεπτ|βδομ|α[ύυ]ριο|σ[ήη]μερ|μεσημ|βρ[άα]δ|πρω[ίι]|δευτ|τρ[ίι]τη|τετ[άα]ρτ|π[έε]μπτ|παρασκ|σ[άα]ββατ|κυριακ|μ[ήη]ν"
    r"|a[vuy]rio|simer|mer[ae]|wr[ae]|lept"
    r"|dni|dzie|dziś|dzis|godzin|tydzień|tygodn|tydzien|jutr|poniedz|wtor|środ|srod|czwart|piąt|piat|sobot|niedziel|miesi"
    r"|روز|ساعت|دقیقه|هفته|ماه|فردا|امروز|امشب|شنبه|جمعه|farda|emrooz|emruz|rooz|saat|hafte"
    r"|araw|oras|bukas|mamaya|ngayon|linggo|lunes|martes|miyer|huweb|biyer|sabado|buwan",
    re.IGNORECASE,
)
"""A turn without any of these names no time, so it need not be read for promises: most turns of a long conversation."""
_READ_AFTER = 6
"""Turns behind a promise that are read to see whether it was kept; the last ones before the draft are read as well."""


def ledger(talk: Talk) -> list[Commitment]:
    """Return the dated promises of our side in the turns before the draft, the earliest first, and what became of each.

    A promise is ``kept`` when a later turn delivers or the customer says that it is settled, ``broken`` when the draft is sent
    after its deadline and nothing was delivered till then, else ``open``.
    """
    entries = []
    for index in reversed([*talk.ours()]):
        turn = talk.turns[index]
        if not _MAY_HOLD_A_DATE.search(turn.text):
            continue
        heard = talk.heard(index)
        if "commitment" not in heard.context.hits:
            continue
        entries += [_entry(talk, heard, fault) for fault in commitment(heard.context)]
    return entries


def _entry(talk: Talk, heard: Heard, fault: Fault) -> Commitment:
    turn = heard.turn
    data = fault.data or {}
    zone = talk.settings.zone()
    said_at = turn.at.astimezone(zone) if zone is not None and turn.at is not None else turn.at
    ends = due(data, said_at, heard.context.lang) if said_at is not None else None
    text = turn.text[fault.start : fault.end]
    return Commitment(
        heard.index, text, str(data.get("deadline", "")), turn.author, turn.at, ends, _state(talk, heard, ends)
    )


def _state(talk: Talk, heard: Heard, ends: datetime | None) -> str:
    is_word = "contacts" in heard.signals
    for index in _following(talk, heard.index):
        later = talk.heard(index) if index != talk.index else talk.draft
        if later.turn.role == "agent":
            if "delivers" in later.signals:
                return "kept"
            if is_word and index != talk.index and later.turn.text.strip() and _is_apart(heard, later):
                return "kept"
        elif "settled" in later.signals:
            return "kept"
    sent = talk.sent_at
    if ends is None or sent is None:
        return "open"
    if is_word and sent <= ends:
        return "kept"
    return "broken" if sent > ends else "open"


def _following(talk: Talk, index: int) -> list[int]:
    places = range(index + 1, talk.index + 1)
    return sorted({*places[:_READ_AFTER], *places[-_READ_AFTER:]})


def _is_apart(promise: Heard, later: Heard) -> bool:
    """Say whether a later turn is a contact of its own, not the next line of the one that promised it."""
    if promise.turn.at is None or later.turn.at is None:
        return True
    return (later.turn.at - promise.turn.at).total_seconds() > 600


def broken_promise(talk: Talk, entries: list[Commitment]) -> list[Fault]:
    """Find a draft that passes over a promise of ours whose day has gone by: it neither delivers nor says sorry."""
    if "apology" in talk.draft.context.acts:
        return []
    broken = [entry for entry in entries if entry.state == "broken"]
    if not broken:
        return []
    latest = broken[-1]
    data = {
        "promise": latest.text,
        "turn": latest.turn,
        "due": latest.due.isoformat() if latest.due else None,
    }
    return [talk.on_all("broken-promise", "past", data)]
