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
_UNITS = (
    ("minutes", "PT{}M"),
    ("hours", "PT{}H"),
    ("days", "P{}D"),
    ("weeks", "P{}W"),
    ("months", "P{}M"),
    ("years", "P{}Y"),
)


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
    inside = [(a, b) for a, b in reading.named("deadline", hit.sentence) if a >= hit.first and b <= hit.last]
    first, last = max(inside, key=lambda span: span[1] - span[0]) if inside else (hit.first, hit.last)
    data: dict[str, Any] = {"deadline": context.text[tokens.starts[first] : tokens.ends[last - 1]]}

    def words(name: str) -> list[int]:
        return [a for a, b in reading.named(name, hit.sentence) if a >= first and b <= last]

    if words("today"):
        data["duration"] = "P0D"
    elif words("tomorrow"):
        data["duration"] = "P1D"
    else:
        number = _number(tokens.words[first:last], tokens.kinds[first:last])
        if number is None:
            values = [value for i in range(first, last) if (value := reading.value(i)) is not None]
            number = values[-1] if values else None
        for name, form in _UNITS:
            if number is not None and words(name):
                data["duration"] = form.format(number)
                break
    for name in ("weekday", "month"):
        inside = [(a, b) for a, b in reading.named(name, hit.sentence) if a >= first and b <= last]
        if inside:
            data[name] = context.text[tokens.starts[inside[0][0]] : tokens.ends[inside[0][1] - 1]]
    if words("working"):
        data["working"] = True
    for i in range(first, last):
        if tokens.kinds[i] == NUMBER and ":" in tokens.words[i]:
            data["time"] = fold(tokens.words[i])
    half = next((fold(word) for word in tokens.words[first : last + 1] if fold(word) in _HALF_DAYS), "")
    if "time" not in data and half:
        hour = _number(tokens.words[first:last], tokens.kinds[first:last])
        if hour is not None and 0 < hour <= 12:
            data["time"] = f"{hour % 12 + (12 if half in _AFTERNOON else 0):02}:00"
    if "time" not in data and "month" not in data and ("weekday" in data or data.get("duration") in ("P0D", "P1D")):
        hour = _number(tokens.words[first:last], tokens.kinds[first:last])
        if hour is not None and 0 < hour < 24:
            data["time"] = f"{hour + 12 if hour < _EARLIEST else hour:02}:00"
    return data


def _number(words: list[str], kinds: list[int]) -> int | None:
    """Return the last whole number in some words (of ``3-5`` the 5)."""
    numbers = [
        fold(part) for word, kind in zip(words, kinds, strict=True) if kind == NUMBER for part in word.split("-")
    ]
    whole = [int(number) for number in numbers if number.isdecimal() and len(number) < 6]
    return whole[-1] if whole else None
