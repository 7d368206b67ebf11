"""Promises with a date: the lexicon finds them, this module reads the deadline as data."""

from __future__ import annotations

from courtesy.checks.base import Context, Fault, lexical
from courtesy.text.fold import fold
from courtesy.text.tokens import NUMBER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from courtesy.lexicon.matcher import Hit

_AFTERNOON = frozenset(("pm", "p.m", "μμ", "μ.μ"))
_HALF_DAYS = _AFTERNOON | {"am", "a.m", "πμ", "π.μ"}
_EARLIEST = 8
"""Nobody promises anything for 5 in the morning: "today by 5" is in the afternoon."""
UNITS = (
    ("minutes", "PT{}M"),
    ("hours", "PT{}H"),
    ("days", "P{}D"),
    ("weeks", "P{}W"),
    ("months", "P{}M"),
    ("years", "P{}Y"),
)
"""Classes of words for lengths of time, and how ISO 8601 writes so many of them."""


def commitment(context: Context) -> list[Fault]:
    """Find dated promises; the data gives the words of the ``deadline`` and, where it can be read, what it means.

    ``duration`` is an ISO 8601 duration from the time of sending (the longest that the words allow), ``weekday`` and
    ``month`` are names as they stand in the text, ``time`` a time of day.
    """
    faults = lexical(context, "commitment")
    for fault, hit in zip(faults, context.hits.get("commitment", ()), strict=True):
        fault.data = _deadline(context, hit)
    return faults


def _deadline(context: Context, hit: Hit) -> dict[str, Any]:
    tokens, reading = context.tokens, context.reading
    spans = [(a, b) for a, b in reading.named("deadline", hit.sentence) if a >= hit.first and b <= hit.last]
    first, last = max(spans, key=lambda span: span[1] - span[0]) if spans else (hit.first, hit.last)
    last = _to_the_date(context, hit.sentence, last)
    data: dict[str, Any] = {"deadline": context.text[tokens.starts[first] : tokens.ends[last - 1]]}

    def place(name: str) -> tuple[int, int] | None:
        return next(((a, b) for a, b in reading.named(name, hit.sentence) if a >= first and b <= last), None)

    o_clock = _is_o_clock(context, place("hours"), first, last)
    if place("today"):
        data["duration"] = "P0D"
    elif place("tomorrow"):
        data["duration"] = "P1D"
    elif not o_clock:
        number = _number(context, first, last)
        if number is None:
            values = [value for i in range(first, last) if (value := reading.value(i)) is not None]
            number = values[-1] if values else None
        if number is not None:
            form = next((form for name, form in UNITS if place(name)), "")
            if form:
                data["duration"] = form.format(number)
    for name in ("weekday", "month"):
        found = place(name)
        if found:
            data[name] = context.text[tokens.starts[found[0]] : tokens.ends[found[1] - 1]]
    if place("working"):
        data["working"] = True
    on_a_day = "month" not in data and ("weekday" in data or data.get("duration") in ("P0D", "P1D"))
    time = _time(context, first, last, bare=on_a_day or o_clock)
    if time:
        data["time"] = time
    return data


def _is_o_clock(context: Context, hours: tuple[int, int] | None, first: int, last: int) -> bool:
    """Say whether the word for hours stands before its number and means the clock: "do godziny 16", «تا ساعت ۴»."""
    if hours is None or hours[1] >= last:
        return False
    kinds = context.tokens.kinds
    return kinds[hours[1]] == NUMBER and not (hours[0] > first and kinds[hours[0] - 1] == NUMBER)


def _to_the_date(context: Context, sentence: int, last: int) -> int:
    """Return where a deadline ends when the date follows the day: "by Friday, 20 November"."""
    kinds, end = context.tokens.kinds, context.tokens.sentences[sentence][1]
    for a, b in context.reading.named("month", sentence):
        if a == last and b < end and kinds[b] == NUMBER:
            return b + 1
        if a == last + 1 and kinds[last] == NUMBER:
            return b
    return last


def _time(context: Context, first: int, last: int, *, bare: bool) -> str:
    """Return the time of day in some words, ``HH:MM``; a ``bare`` number is an hour too."""
    words, kinds = context.tokens.words, context.tokens.kinds
    numbers = [words[i] for i in range(first, last) if kinds[i] == NUMBER]
    if not numbers:
        return ""
    clocks = [number for number in numbers if ":" in number]
    if clocks:
        return fold(clocks[-1])
    half = next((key for word in words[first : last + 1] if (key := fold(word)) in _HALF_DAYS), "")
    hour = _number(context, first, last) if half or bare else None
    if hour is None:
        return ""
    if half and 0 < hour <= 12:
        return f"{hour % 12 + (12 if half in _AFTERNOON else 0):02}:00"
    if bare and 0 < hour < 24:
        return f"{hour + 12 if hour < _EARLIEST else hour:02}:00"
    return ""


def _number(context: Context, first: int, last: int) -> int | None:
    """Return the last whole number in some words (of ``3-5`` the 5)."""
    tokens = context.tokens
    parts = [part for i in range(first, last) if tokens.kinds[i] == NUMBER for part in tokens.words[i].split("-")]
    whole = [int(number) for part in parts if (number := fold(part)).isdecimal() and len(number) < 6]
    return whole[-1] if whole else None
