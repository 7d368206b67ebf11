"""The ledger: what our side promised by when, and whether it was kept. Written promises bind."""

from __future__ import annotations

import re

from courtesy.checks.talk.base import ONE_CONTACT, is_short, language
from courtesy.checks.talk.deadlines import due
from courtesy.checks.talk.promises import promises
from courtesy.lexicon.store import TURNS, load
from courtesy.model import Commitment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from courtesy.checks.base import Fault
    from courtesy.checks.talk.base import Heard, Talk
    from courtesy.checks.talk.promises import Promise, Promises

_NUMBER = re.compile(r"\d[\d:./]*")
_MOST_DIGITS = 2
_SENTENCE_END = re.compile(r"[.!?؟;…]+[\s»”\"')]+(?=\S)|\n+")
_READ_AFTER = 6
"""Turns behind a promise that are read to see whether it was kept; the last ones before the draft are read as well."""
_LATEST = 40
"""Turns before the draft among which an outcome is looked for: what became of older promises is not told, they stay open."""


def ledger(talk: Talk) -> list[Commitment]:
    """Return the dated promises of our side in the turns before the draft, the earliest first, and what became of each.

    A promise is ``kept`` when a later turn delivers or the customer says that it is settled, ``broken`` when the draft is sent
    after its deadline and nothing was delivered till then, else ``open``.
    """
    known: dict[tuple[str, str], Promises] = {}
    return [
        _entry(talk, index, start, promise)
        for index in reversed([*talk.ours()])
        for start, found in _promises(talk, index, known)
        for promise in found
    ]


def _promises(talk: Talk, index: int, known: dict[tuple[str, str], Promises]) -> tuple[tuple[int, Promises], ...]:
    """Return where the sentences of a turn begin that hold promises, and these; what is said again is read once."""
    turn = talk.turns[index]
    stated = turn.lang or talk.conversation.lang
    by_itself = stated != "auto" or not is_short(turn.text)  # else its language is that of the turns before it
    number = hash((stated, turn.text)) if by_itself else None
    remembered = talk.memory.promises(number)
    if remembered is not None:
        return remembered
    lang = language(talk.conversation, index)
    out = []
    for start, end in _sentences_with_a_time(turn.text, load(lang, talk.extra, TURNS).times):
        key = turn.text[start:end], lang
        if key not in known:
            known[key] = promises(talk, *key)
        if known[key]:
            out.append((start, known[key]))
    found = tuple(out)
    talk.memory.keep(number, found)
    return found


def _sentences_with_a_time(text: str, stems: tuple[str, ...]) -> list[tuple[int, int]]:
    times = _times(text, stems)
    if not times:
        return []
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    bounds = zip([0, *ends], [*ends, len(text)], strict=True)
    return [(start, end) for start, end in bounds if any(start <= at < end for at in times)]


def _times(text: str, stems: tuple[str, ...]) -> list[int]:
    """Return where a text may name a time, by the letters of a language's words for it and by short numbers.

    A text that has none need not be read for promises, which spares most of a long conversation.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals become two letters
        lowered = text
    places = [place for stem in stems if stem in lowered for place in _all_places(lowered, stem)]
    for match in _NUMBER.finditer(text):
        number = match[0].rstrip(".:/")
        if (len(number) <= _MOST_DIGITS or not number.isdigit()) and text[match.start() - 1 : match.start()] not in (
            "#",
            "№",
            "-",
        ):
            places.append(match.start())
    return places


def _all_places(text: str, stem: str) -> list[int]:
    places = [text.find(stem)]
    while (place := text.find(stem, places[-1] + 1)) >= 0:
        places.append(place)
    return places


def _entry(talk: Talk, index: int, start: int, promise: Promise) -> Commitment:
    turn = talk.turns[index]
    data = promise.data(turn.text, start)
    zone = talk.settings.zone()
    said_at = turn.at.astimezone(zone) if zone is not None and turn.at is not None else turn.at
    ends = due(data, said_at, promise.lang) if said_at is not None else None
    state = _state(talk, index, promise, ends)
    words = turn.text[start + promise.start : start + promise.end]
    return Commitment(index, words, str(data.get("deadline", "")), turn.author, turn.at, ends, state)


def _state(talk: Talk, index: int, promise: Promise, ends: datetime | None) -> str:
    sent = talk.sent_at
    if ends is None or sent is None or sent <= ends:
        return "open"
    if index < talk.index - _LATEST:
        return "open"
    for later in _following(talk, index):
        if later.turn.role == "agent":
            if _delivers(later) or (promise.in_touch and later.index != talk.index and _is_apart(talk, index, later)):
                return "kept"
        elif later.gives("settled") and not later.gives("problem"):
            return "kept"
    return "broken"


def _delivers(later: Heard) -> bool:
    """Say whether a turn of ours brings what was promised: to have passed the matter on is not that."""
    return later.gives("delivers") and not later.gives("handover")


def _following(talk: Talk, index: int) -> list[Heard]:
    places = range(index + 1, talk.index + 1)
    wanted = sorted({*places[:_READ_AFTER], *places[-_READ_AFTER:]})
    return [talk.heard(place) if place != talk.index else talk.draft for place in wanted]


def _is_apart(talk: Talk, index: int, later: Heard) -> bool:
    """Say whether a later turn of ours is a contact of its own, not the next line of the one that promised it."""
    said, then = talk.turns[index].at, later.turn.at
    return said is None or then is None or then - said > ONE_CONTACT


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
