"""What a turn promises, as numbers: so that a checker may remember it without keeping anything of the text."""

from __future__ import annotations

import re

from courtesy.checks.honesty import UNITS, commitment
from courtesy.checks.talk.deadlines import CLOCK
from courtesy.lexicon.rules import apply
from courtesy.lexicon.store import TURNS, load
from courtesy.names import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from courtesy.checks.talk.base import Talk

    Span = tuple[int, int]
    Promises = tuple["Promise", ...]

_IN_WORDS = ("deadline", "weekday", "month")
"""What the data of a commitment quotes."""
_FORMS = [form for _, form in UNITS]
_DURATION = re.compile(r"(P.*?)(\d+)(\D)")
_REMEMBERED = 50_000


class Promise:
    """A dated promise: where its words and those of its deadline stand, counted from where its sentence begins, and numbers."""

    __slots__ = ("_clock", "_duration", "_lang", "_words", "_working", "end", "in_touch", "start")

    def __init__(self, text: str, start: int, end: int, data: Mapping[str, Any], lang: str, *, in_touch: bool) -> None:
        self.start = start
        self.end = end
        self.in_touch = in_touch
        """Is it promised to call, write or come back, and so kept when that is done?"""
        self._lang = LANGUAGES.index(lang)
        self._words: tuple[Span | None, ...] = tuple(_place(text, data.get(name)) for name in _IN_WORDS)
        duration = _DURATION.fullmatch(data.get("duration", ""))
        self._duration = (_FORMS.index(f"{duration[1]}{{}}{duration[3]}"), int(duration[2])) if duration else None
        clock = CLOCK.match(data.get("time", ""))
        self._clock = (int(clock[1]), int(clock[2])) if clock else None
        self._working = "working" in data

    @property
    def lang(self) -> str:
        """The language that it was read in."""
        return LANGUAGES[self._lang]

    def data(self, text: str, at: int) -> dict[str, Any]:
        """Return the data of the commitment, from the text of which the promise's sentence begins at a place."""
        data: dict[str, Any] = {
            name: text[at + span[0] : at + span[1]]
            for name, span in zip(_IN_WORDS, self._words, strict=True)
            if span is not None
        }
        if self._duration is not None:
            data["duration"] = _FORMS[self._duration[0]].format(self._duration[1])
        if self._clock is not None:
            data["time"] = f"{self._clock[0]:02}:{self._clock[1]:02}"
        if self._working:
            data["working"] = True
        return data


def promises(talk: Talk, sentence: str, lang: str) -> Promises:
    """Read a sentence for promises."""
    context = talk.read(talk.tokenize(sentence, lang))
    faults = commitment(context)
    if not faults:
        return ()
    signals = apply(load(lang, talk.extra, TURNS).read(context.tokens)).kept
    in_touch = any(hit.rule.target == "contacts" for hit in signals)
    return tuple(
        Promise(sentence, fault.start, fault.end, fault.data or {}, lang, in_touch=in_touch) for fault in faults
    )


def _place(text: str, words: str | None) -> Span | None:
    if words is None:
        return None
    start = text.index(words)
    return start, start + len(words)


class PromiseMemory:
    """The promises of turns that were read before: a conversation is checked anew with every message that is added.

    Of a text only its salted hash is kept, and numbers. What belongs to one checker must not be asked by another.
    """

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[int, tuple[tuple[int, Promises], ...]] = {}

    def promises(self, number: int | None) -> tuple[tuple[int, Promises], ...] | None:
        """Return, of the text with that hash, where sentences with promises begin, and these; ``None`` if it is not known."""
        return None if number is None else self._known.get(number)

    def keep(self, number: int | None, found: tuple[tuple[int, Promises], ...]) -> None:
        """Remember what the text with that hash promises."""
        if number is not None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[number] = found
