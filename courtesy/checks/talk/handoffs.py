"""A customer who is passed on again and again, or asked the same by several of us."""

from __future__ import annotations

from courtesy.checks.talk.base import ASKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Fault
    from courtesy.checks.talk.base import Talk

_TOO_MANY = 2
_FAR_BACK = 12
"""Turns of ours that are looked at: who was passed on before that has long been with somebody."""


def handoffs(talk: Talk) -> list[Fault]:
    """Find a draft at the end of a chain: the customer was passed on twice or more, or several of us asked the same.

    A change of author and the sentence that announces it are one handoff. The data says how many ``handoffs`` there were and
    which ``agents`` wrote. It is told where it happens: in a draft that passes the customer on, or in the first one of
    somebody new.
    """
    draft = talk.draft
    before = [i for _, i in zip(range(_FAR_BACK), talk.ours(), strict=False)][::-1]
    announced = draft.signals.get("handover", [])
    author = draft.turn.author
    latest = next((talk.turns[i].author for i in reversed(before) if talk.turns[i].author), None)
    is_new = author is not None and latest is not None and author != latest
    faults = []
    count = _count(talk, before) + bool(announced) + _told(talk) if announced or is_new else 0
    if count >= _TOO_MANY:
        names = dict.fromkeys(turn.author for turn in (*talk.turns, draft.turn) if turn.role == "agent" and turn.author)
        data = {"handoffs": count, "agents": list(names)}
        if announced:
            faults.append(talk.on_hit("handoffs", "again", announced[0], data))
        else:
            faults.append(talk.at_start("handoffs", "again", data))
    return faults or _asked_by_several(talk, before)


def _count(talk: Talk, before: list[int]) -> int:
    """Return how often the customer came into other hands before the draft is read; a draft of somebody new counts too."""
    count = 0
    author = None
    announced = False
    for i in (*before, talk.index):
        name = talk.conversation.turns[i].author
        changed = name is not None and author is not None and name != author
        if changed or (announced and i != talk.index) or announced:
            count += 1
        author = name or author
        announced = i != talk.index and talk.heard(i).gives("handover")
    return count


def _told(talk: Talk) -> int:
    """Return how many handoffs the customer tells of that happened elsewhere: "they sent me to you"."""
    theirs = zip(range(_FAR_BACK), talk.theirs(), strict=False)
    return max((len(talk.heard(i).signals.get("passed-on", ())) for _, i in theirs), default=0)


def _asked_by_several(talk: Talk, before: list[int]) -> list[Fault]:
    author = talk.draft.turn.author
    for kind in ASKS:
        hits = talk.draft.signals.get(kind)
        if not hits or author is None:
            continue
        others = {
            talk.turns[i].author
            for i in before
            if talk.turns[i].author not in (None, author) and talk.heard(i).gives(kind)
        }
        if others:
            data = {"handoffs": 0, "agents": [*sorted(str(name) for name in others), author]}
            return [talk.on_hit("handoffs", "asked-again", hits[0], data)]
    return []
