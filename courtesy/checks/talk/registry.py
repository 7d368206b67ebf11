"""All checks of a conversation in one place, and what a conversation changes for the checks of a single message."""

from __future__ import annotations

from courtesy.checks.talk import addressed, canned, handoffs, ledger, listening, manners, times

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from courtesy.checks.base import Fault
    from courtesy.checks.talk.base import Talk
    from courtesy.model import Commitment

_CODE: dict[str, Callable[[Talk], list[Fault]]] = {
    "not-listening": listening.not_listening,
    "repeated-question": listening.repeated_question,
    "wrong-name": addressed.wrong_name,
    "canned-reply": canned.canned_reply,
    "slow-reply": times.slow_reply,
    "handoffs": handoffs.handoffs,
    "over-contact": times.over_contact,
    "missing-thanks": manners.missing_thanks,
    "missing-welcome": manners.missing_welcome,
    "missing-empathy": manners.missing_empathy,
}
_EXCUSED = frozenset(("missing-apology", "excuse"))
"""Checks that an apology in our turn just before settles."""
_LEAST_QUOTED = 12
"""Letters of a line of the customer's that make it a quotation when the draft repeats it."""


def find_talk_faults(talk: Talk, enabled: frozenset[str]) -> tuple[list[Fault], list[Commitment]]:
    """Run the enabled checks of the conversation on its draft; with the faults comes the ledger of our promises."""
    entries = ledger.ledger(talk)
    faults: list[Fault] = []
    for check, code in _CODE.items():
        if check in enabled:
            faults += code(talk)
    canned_one = next((fault for fault in faults if fault.rule.endswith(".canned-reply.again")), None)
    if (
        canned_one is not None
    ):  # the whole reply is the old one, not only its question; what came in between was not heard
        faults = [fault for fault in faults if not fault.rule.endswith(".repeated-question.other")]
        if "not-listening" in enabled and not any(fault.check == "not-listening" for fault in faults):
            faults += listening.heard_before(talk, canned_one.data or {})
    if "broken-promise" in enabled:
        faults += ledger.broken_promise(talk, entries)
    for check in ("missing-greeting", "missing-closing"):
        if check in enabled:
            faults += manners.in_its_place(talk, check)
    return faults, entries


def in_the_light_of(talk: Talk, faults: list[Fault]) -> list[Fault]:
    """Return those faults of the draft as a single message that stand when one knows the conversation.

    A trade word that the customer used first is no jargon, an apology given one turn ago counts, and what the draft quotes from
    the customer is not our voice.
    """
    if not faults:
        return faults
    excused = _EXCUSED if _apologised(talk) else frozenset()
    said = _said_by_customer(talk) if any(fault.check == "jargon" for fault in faults) else ""
    quoted = _quoted(talk)
    return [
        fault
        for fault in faults
        if fault.check not in excused
        and not (fault.check == "jargon" and _words(talk, fault) in said)
        and not any(start <= fault.start and fault.end <= end and fault.end > fault.start for start, end in quoted)
    ]


def _apologised(talk: Talk) -> bool:
    latest = next(talk.ours(), None)
    return latest is not None and "apology" in talk.heard(latest).context.acts


def _words(talk: Talk, fault: Fault) -> str:
    return talk.draft.turn.text[fault.start : fault.end].casefold()


def _said_by_customer(talk: Talk) -> str:
    return "\n".join(talk.turns[index].text for index in talk.theirs()).casefold()


def _quoted(talk: Talk) -> list[tuple[int, int]]:
    """Return where the draft repeats whole lines of the customer's word for word."""
    text = talk.draft.turn.text
    if "\n" not in text:
        return []
    lines = {line.strip() for index in talk.theirs() for line in talk.turns[index].text.splitlines()}
    spans = []
    at = 0
    for line in text.splitlines(keepends=True):
        plain = line.strip().lstrip("> ")
        if len(plain) >= _LEAST_QUOTED and plain in lines:
            spans.append((at, at + len(line)))
        at += len(line)
    return spans
