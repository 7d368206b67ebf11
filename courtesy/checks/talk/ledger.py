"""The ledger: what our side promised by when, and whether it was kept. Written promises bind."""

from __future__ import annotations

import re

from courtesy.checks.honesty import commitment
from courtesy.checks.talk.base import ONE_CONTACT, language
from courtesy.checks.talk.deadlines import due
from courtesy.lexicon.rules import apply
from courtesy.lexicon.store import TURNS, load
from courtesy.model import Commitment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from courtesy.checks.base import Context, Fault
    from courtesy.checks.talk.base import Heard, Talk

_LATIN_TIMES = (
    "day week hour minut month tonight tomorrow noon "
    "dni dzie dziś dzis godzin tydzień tygodn tydzien jutr poniedz wtor środ srod czwart piąt piat sobot niedziel miesi "
    "araw oras bukas mamaya ngayon linggo lunes martes miyer huweb biyer sabado buwan "
    "avrio ayrio aurio simer mera meres wra wres lept farda emrooz emruz rooz saat hafte"
).split()
_NATIVE_TIMES = (
    "μέρ μερ ώρ ωρ λεπτ βδομ αύριο αυριο σήμερ σημερ βράδ βραδ πρωί πρωι δευτ τρίτη τριτη τετάρτη τεταρτη πέμπτ πεμπτ παρασκ "
    "σάββατ σαββατ κυριακ μήν μην "
    "روز ساعت دقیقه هفته ماه فردا امروز امشب شنبه جمعه"
).split()
_NUMBERED = re.compile(r"(?<![\d#№-])\d{1,2}(?!\d)|\d[:./]\d")
"""A sentence without any of these names no time, so it need not be read for promises: that spares most of a long conversation."""
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
    return [entry for index in reversed([*talk.ours()]) for entry in _promises(talk, index)]


def _promises(talk: Talk, index: int) -> list[Commitment]:
    turn = talk.turns[index]
    out: list[Commitment] = []
    for start, end in _sentences_with_a_time(turn.text):
        context = talk.read(talk.tokenize(turn.text[start:end], language(talk.conversation, index)))
        out += [_entry(talk, index, context, fault) for fault in commitment(context)]
    return out


def _sentences_with_a_time(text: str) -> list[tuple[int, int]]:
    if not _names_a_time(text):
        return []
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    bounds = zip([0, *ends], [*ends, len(text)], strict=True)
    return [(start, end) for start, end in bounds if _names_a_time(text[start:end])]


def _names_a_time(text: str) -> bool:
    if _NUMBERED.search(text):
        return True
    lowered = text.lower()
    for word in _LATIN_TIMES:
        if word in lowered:
            return True
    return not text.isascii() and any(word in lowered for word in _NATIVE_TIMES)


def _entry(talk: Talk, index: int, context: Context, fault: Fault) -> Commitment:
    turn = talk.turns[index]
    data = fault.data or {}
    zone = talk.settings.zone()
    said_at = turn.at.astimezone(zone) if zone is not None and turn.at is not None else turn.at
    ends = due(data, said_at, context.lang) if said_at is not None else None
    state = _state(talk, index, context, ends)
    return Commitment(
        index, context.text[fault.start : fault.end], str(data.get("deadline", "")), turn.author, turn.at, ends, state
    )


def _state(talk: Talk, index: int, context: Context, ends: datetime | None) -> str:
    sent = talk.sent_at
    if ends is None or sent is None or sent <= ends:
        return "open"
    if index < talk.index - _LATEST:
        return "open"
    signals = apply(load(context.lang, talk.extra, TURNS).read(context.tokens)).kept
    gives_word = any(hit.rule.target == "contacts" for hit in signals)
    for later in _following(talk, index):
        if later.turn.role == "agent":
            if later.gives("delivers") or (gives_word and later.index != talk.index and _is_apart(talk, index, later)):
                return "kept"
        elif later.gives("settled"):
            return "kept"
    return "broken"


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
