"""The customer's name in the draft: what `courtesy.checks.naming` finds, told as a fault of the conversation."""

from __future__ import annotations

from courtesy.checks.naming import misaddressed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Fault
    from courtesy.checks.talk.base import Talk

_FIRST, _LATEST = 2, 8
"""Turns of the customer in which a signature is looked for, from the beginning and from the end: nobody signs all the time."""


def wrong_name(talk: Talk) -> list[Fault]:
    """Find a draft that calls the customer by a name that is misspelt or another's, or in the wrong gender.

    The data gives the name as it was ``written``, the ``right`` form in its place, the ``kind`` of slip (``misspelt``, ``other``
    or ``gender``) and the ``source`` of the right form (``metadata`` or ``signature``).
    """
    theirs = [*talk.theirs()][::-1]
    places = sorted({*theirs[:_FIRST], *theirs[-_LATEST:]})
    own = {turn.author for turn in (*talk.turns, talk.draft.turn) if turn.role == "agent" and turn.author}
    customer = talk.conversation.customer
    texts = [talk.heard(i).tokens for i in places]
    writers = {turn.author for turn in talk.turns if turn.role == "customer" and turn.author}
    name = customer.name or (writers.pop() if len(writers) == 1 else None)
    faults = []
    for slip in misaddressed(talk.draft.context, name, customer.gender, texts, sorted(own)):
        data = {"written": slip.written, "right": slip.right, "kind": slip.kind, "source": slip.source}
        fault = talk.fault("wrong-name", slip.kind, slip.start, slip.end, data)
        fault.suggestion = fault.suggestion.replace("{right}", slip.right) if slip.is_address else slip.right
        faults.append(fault)
    return faults
