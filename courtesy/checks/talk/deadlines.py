"""From the words of a deadline to a moment: "by Friday", said on Tuesday, ends on Friday at midnight."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from functools import lru_cache

from courtesy.text.fold import fold, plain_digits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_DURATION = re.compile(r"P(?:(\d+)([DWMY]))?(?:T(\d+)([HM]))?\Z")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})[./-](\d{1,2})(?:[./-](\d{2,4}))?(?!\d)")
CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_END = time(23, 59, 59)
_COUNTRIES = {"el": "GR", "pl": "PL", "fa": "IR", "fil": "PH", "en": "US"}
_PERSIAN_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_PERSIAN_YEARS = range(1300, 1500)


def due(data: Mapping[str, Any], said_at: datetime, lang: str) -> datetime | None:
    """Return the moment a promise ends, in the zone in which it was given; ``None`` where the words don't tell.

    ``data`` is that of a commitment: its words (``deadline``) and what could be read in them.
    """
    words = plain_digits(str(data.get("deadline", "")))
    clock = _clock(str(data.get("time", "")))
    day = None
    match = _DURATION.match(str(data.get("duration", "")))
    if match:
        if match[3]:
            return said_at + timedelta(**{"hours" if match[4] == "H" else "minutes": int(match[3])})
        day = _after(said_at, int(match[1]), match[2], _weekend(lang) if data.get("working") else ())
    elif "month" in data:  # "Friday, 29 May" is that Friday
        day = _month(str(data["month"]), words, said_at, lang)
    elif "weekday" in data:
        day = _weekday(str(data["weekday"]), said_at, lang)
    else:
        day = _numeric(words, said_at, lang)
    only_clock = day is None and clock is not None
    if only_clock:
        day = said_at
    if day is None:
        return None
    try:
        moment = day.replace(hour=0, minute=0, second=0, microsecond=0) + _offset(clock or _END)
        return moment + timedelta(days=1) if only_clock and moment < said_at else moment
    except OverflowError:
        return None


def _offset(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)


def _clock(text: str) -> time | None:
    match = CLOCK.search(text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def _after(said_at: datetime, number: int, unit: str, days_off: tuple[int, ...]) -> datetime | None:
    try:
        if days_off and unit == "D":
            day = said_at
            left = min(number, 400)
            while left:
                day += timedelta(days=1)
                left -= day.weekday() not in days_off
            return day
        days = number * {"D": 1, "W": 7, "M": 31, "Y": 366}[unit]
        return said_at + timedelta(days=days)
    except OverflowError:
        return None


def _weekday(word: str, said_at: datetime, lang: str) -> datetime | None:
    number = _best(word, _names("days", lang))
    return None if number is None else said_at + timedelta(days=(number - said_at.weekday()) % 7 or 7)


def _month(word: str, words: str, said_at: datetime, lang: str) -> datetime | None:
    days = [int(day) for day in _DAY.findall(words) if 1 <= int(day) <= 31]
    if lang == "fa" and (number := _persian_month(word)) is not None:
        return _in_persian_year(number, days[0] if days else None, said_at)
    number = _best(word, _names("months", lang))
    if number is None:
        return None
    return _nearest(said_at, number + 1, days[0] if days else None)


def _numeric(words: str, said_at: datetime, lang: str) -> datetime | None:
    match = _NUMERIC.search(words)
    if not match:
        return None
    first, second, third = int(match[1]), int(match[2]), int(match[3]) if match[3] else None
    if lang == "fa" and (first in _PERSIAN_YEARS or (third or 0) in _PERSIAN_YEARS):
        year, month, day = (first, second, third or 1) if first > 31 else (third or 0, second, first)
        return _gregorian(year, month, day, said_at)
    if first > 31:
        return _safe(said_at, first, second, third or 1)
    day, month = (second, first) if lang == "fil" and second > 12 else (first, second)
    if month > 12:
        day, month = month, day
    if third is not None:
        return _safe(said_at, third + 2000 if third < 100 else third, month, day)
    return _nearest(said_at, month, day)


def _nearest(said_at: datetime, month: int, day: int | None) -> datetime | None:
    """Return a day of a month in this year, or in the next where it is long past; without a day the month's last one."""
    for year in (said_at.year, said_at.year + 1):
        found = _safe(said_at, year, month, day) if day else _last(said_at, year, month)
        if found is not None and found >= said_at - timedelta(days=60):
            return found
    return None


def _last(said_at: datetime, year: int, month: int) -> datetime:
    following = said_at.replace(year=year + month // 12, month=month % 12 + 1, day=1)
    return following - timedelta(days=1)


def _safe(said_at: datetime, year: int, month: int, day: int) -> datetime | None:
    try:
        return said_at.replace(year=year, month=month, day=day)
    except ValueError:
        return None


def _persian_month(word: str) -> int | None:
    key = fold(word)
    return next((i for i, name in enumerate(_PERSIAN_MONTHS, 1) if fold(name) == key), None)


def _in_persian_year(month: int, day: int | None, said_at: datetime) -> datetime | None:
    import jdatetime

    year = jdatetime.date.fromgregorian(date=said_at.date()).year
    for candidate in (year, year + 1):
        found = _gregorian(candidate, month, day or (31 if month < 7 else 30 if month < 12 else 29), said_at)
        if found is not None and found >= said_at - timedelta(days=60):
            return found
    return None


def _gregorian(year: int, month: int, day: int, said_at: datetime) -> datetime | None:
    import jdatetime

    try:
        date = jdatetime.date(year, month, day).togregorian()
    except ValueError:
        return None
    return said_at.replace(year=date.year, month=date.month, day=date.day)


@lru_cache(maxsize=8)
def _weekend(lang: str) -> tuple[int, ...]:
    """CLDR's weekend of the country where most speak the language (0 is Monday): in Iran it is Friday."""
    from babel import Locale

    locale = Locale.parse(f"{lang}_{_COUNTRIES[lang]}")
    return tuple(range(locale.weekend_start, locale.weekend_end + 1))


@lru_cache(maxsize=16)
def _names(table: str, lang: str) -> tuple[str, ...]:
    """CLDR's weekdays (from Monday) or months, folded."""
    from babel import Locale

    names = getattr(Locale.parse(lang), table)["format"]["wide"]
    return tuple(fold(str(names[key])) for key in sorted(names))


def _best(word: str, names: tuple[str, ...]) -> int | None:
    """Return the place of the name that an inflected form belongs to."""
    key = fold(word)
    if key in names:
        return names.index(key)
    held = [i for i, name in enumerate(names) if name in key]  # mag-Biyernes
    if held:
        return max(held, key=lambda i: len(names[i]))
    length, best = max((_common(key, name), -i) for i, name in enumerate(names))
    return -best if length >= 3 else None


def _common(a: str, b: str) -> int:
    length = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        length += 1
    return length
