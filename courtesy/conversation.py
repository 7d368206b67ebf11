"""A conversation as it comes in: who wrote what and when, and the house's own limits. No logic lives here beyond reading it.

The JSON is that of the command's ``--input-format conversation``. Whatever is wrong with it is said with the place where it
stands (``turns[3].at``) and with what would be right.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from datetime import time as clock

from courtesy.errors import InputError, LanguageError, nearest
from courtesy.model import Frozen
from courtesy.names import CHANNELS, FORMALITIES
from courtesy.text.langid import normalise_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo
    from typing import Any, Self

_set = object.__setattr__

ROLES = ("customer", "agent")
GENDERS = ("f", "m")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_TURNS = 10_000
MOST_CHARACTERS = 4 * 1024 * 1024
"""Beyond these a conversation is refused: it is a log of many, or no conversation at all."""

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)\Z", re.ASCII)
_ZONELESS = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?\Z", re.ASCII)
_HOURS = re.compile(r"(\d\d):(\d\d)\s*[-–]\s*(\d\d):(\d\d)\Z", re.ASCII)


class Customer(Frozen):
    """What is known of the person at the other end: ``gender`` is ``"f"``, ``"m"`` or ``None``."""

    __slots__ = ("gender", "name")

    name: str | None
    gender: str | None

    def __init__(self, name: str | None = None, gender: str | None = None) -> None:
        if gender is not None and gender not in GENDERS:
            raise InputError(f'customer.gender must be "f", "m" or left out, not {gender!r}')
        _set(self, "name", name)
        _set(self, "gender", gender)


class Turn(Frozen):
    """One message of a conversation.

    ``role`` is ``"customer"`` or ``"agent"`` (``from`` in JSON), ``at`` the time of sending with its zone. ``lang`` overrides
    the conversation's language for this turn.
    """

    __slots__ = ("at", "author", "lang", "role", "text")

    role: str
    text: str
    author: str | None
    at: datetime | None
    lang: str | None

    def __init__(
        self, role: str, text: str, author: str | None = None, at: datetime | None = None, lang: str | None = None
    ) -> None:
        if role not in ROLES:
            raise InputError(f"unknown role {role!r}{nearest(str(role), ROLES)}; a turn is from 'customer' or 'agent'")
        if not isinstance(text, str):
            raise InputError(f"a turn's text must be a str, not {type(text).__name__}")
        if at is not None and at.tzinfo is None:
            raise InputError(f"the time {at.isoformat()} has no zone; write for example {at.isoformat()}+02:00")
        _set(self, "role", role)
        _set(self, "text", text)
        _set(self, "author", author)
        _set(self, "at", at)
        _set(self, "lang", lang)


class Settings(Frozen):
    """The house's limits for conversations; ``None`` is the default of the channel or of the check.

    ``reply_within`` is how long a customer may wait, ``max_outbound`` how many messages that nobody asked for may go out
    within ``outbound_period``. ``business_hours`` maps days (``"mon-fri"``, ``"sat"``) to hours (``"09:00-17:00"``): outside
    them nobody waits. ``time_zone`` is an IANA name; deadlines like "by Friday" end there.
    """

    __slots__ = ("business_hours", "max_outbound", "outbound_period", "reply_within", "time_zone")

    reply_within: timedelta | None
    max_outbound: int | None
    outbound_period: timedelta | None
    business_hours: Mapping[str, str] | None
    time_zone: str | None

    def __init__(
        self,
        reply_within: timedelta | str | None = None,
        max_outbound: int | None = None,
        outbound_period: timedelta | str | None = None,
        business_hours: Mapping[str, str] | None = None,
        time_zone: str | None = None,
    ) -> None:
        if max_outbound is not None and (type(max_outbound) is not int or max_outbound < 0):
            raise InputError(f"max_outbound must be a whole number of at least 0, not {max_outbound!r}")
        _set(self, "reply_within", _duration(reply_within, "reply_within"))
        _set(self, "max_outbound", max_outbound)
        _set(self, "outbound_period", _duration(outbound_period, "outbound_period"))
        _set(self, "business_hours", business_hours)
        _set(self, "time_zone", time_zone)
        self.hours()
        self.zone()

    def over(self, others: Settings | None) -> Settings:
        """Return these settings, with others where nothing is set here."""
        if others is None:
            return self
        own = {name: getattr(self, name) for name in self.__slots__}
        return Settings(**{name: getattr(others, name) if value is None else value for name, value in own.items()})

    def zone(self) -> tzinfo | None:
        """Return the time zone, or ``None`` when none is set. Raises `InputError` for a name that is no zone."""
        if self.time_zone is None:
            return None
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError, TypeError):
            raise InputError(
                f"time_zone: {self.time_zone!r} is no IANA time zone; write for example 'Europe/Athens'"
            ) from None

    def hours(self) -> dict[int, tuple[clock, clock]] | None:
        """Return opening and closing time by weekday (0 is Monday), or ``None``. Raises `InputError` for a mistake."""
        if self.business_hours is None:
            return None
        if not isinstance(self.business_hours, dict) or not self.business_hours:
            raise InputError('business_hours must be an object like {"mon-fri": "09:00-17:00"}')
        out: dict[int, tuple[clock, clock]] = {}
        for days, hours in self.business_hours.items():
            match = _HOURS.match(hours) if isinstance(hours, str) else None
            try:
                first, _, last = str(days).lower().partition("-")
                span = range(DAYS.index(first), DAYS.index(last or first) + 1)
                if not match or not span:
                    raise ValueError
                opening, closing = clock(int(match[1]), int(match[2])), clock(int(match[3]), int(match[4]))
                if opening >= closing:
                    raise ValueError
            except ValueError:
                raise InputError(
                    f'business_hours: {days!r}: {hours!r} can\'t be read; write for example {{"mon-fri": "09:00-17:00"}}'
                ) from None
            out.update(dict.fromkeys(span, (opening, closing)))
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read settings from JSON data. Raises `InputError`."""
        _keys(data, cls.__slots__, "settings")
        for key in ("reply_within", "outbound_period", "time_zone"):
            if data.get(key) is not None and not isinstance(data[key], str):
                raise InputError(f"settings.{key} must be a string, not {_shown(data[key])}")
        try:
            return cls(**data)
        except InputError as error:
            raise InputError(f"settings.{error}") from None


class Conversation(Frozen):
    """All turns in the order of their times; the last turn of an agent is the draft to check.

    Turns of the customer behind the draft are left out of account: they were not there yet when it was written.
    Raises `InputError` where there is no draft, where times are out of order, and where it is too long.
    """

    __slots__ = ("channel", "customer", "formality", "id", "lang", "settings", "turns")

    turns: tuple[Turn, ...]
    id: object
    lang: str
    channel: str | None
    formality: str | None
    customer: Customer
    settings: Settings

    def __init__(
        self,
        turns: Sequence[Turn],
        id: object = None,  # noqa: A002
        lang: str = "auto",
        channel: str | None = None,
        formality: str | None = None,
        customer: Customer | None = None,
        settings: Settings | None = None,
    ) -> None:
        turns = tuple(turns)
        if len(turns) > MOST_TURNS:
            raise InputError(f"turns: {len(turns)} are too many for one conversation; the limit is {MOST_TURNS}")
        if sum(len(turn.text) for turn in turns) > MOST_CHARACTERS:
            raise InputError(f"the conversation has more than {MOST_CHARACTERS} characters; is that one conversation?")
        if not any(turn.role == "agent" for turn in turns):
            raise InputError("no turn is from 'agent': the last one of them is the draft to check")
        _in_order(turns)
        _set(self, "turns", turns)
        _set(self, "id", id)
        _set(self, "lang", lang)
        _set(self, "channel", channel)
        _set(self, "formality", formality)
        _set(self, "customer", customer or Customer())
        _set(self, "settings", settings or Settings())

    @property
    def draft_index(self) -> int:
        """The place of the draft among the turns."""
        return max(i for i, turn in enumerate(self.turns) if turn.role == "agent")

    @property
    def draft(self) -> Turn:
        """The turn that is checked."""
        return self.turns[self.draft_index]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read a conversation from JSON data. Raises `InputError` that names the place of the mistake."""
        if not isinstance(data, dict):
            raise InputError(f"a conversation must be an object, not {_shown(data)}")
        _keys(data, ("id", "lang", "channel", "formality", "customer", "settings", "turns"), "", extra=True)
        turns = data.get("turns")
        if not isinstance(turns, list) or not turns:
            raise InputError("turns must be a list of at least one turn")
        if len(turns) > MOST_TURNS:
            raise InputError(f"turns: {len(turns)} are too many for one conversation; the limit is {MOST_TURNS}")
        customer = _object(data, "customer")
        _keys(customer, ("name", "gender"), "customer", extra=True)
        name = _string(customer, "name", "customer.")
        gender = _string(customer, "gender", "customer.")
        return cls(
            [_turn(turn, f"turns[{i}]") for i, turn in enumerate(turns)],
            data.get("id"),
            _language(data, ""),
            _one_of(data, "channel", CHANNELS),
            _one_of(data, "formality", FORMALITIES),
            Customer(name, gender),
            Settings.from_dict(_object(data, "settings")),
        )


def _turn(data: Any, place: str) -> Turn:
    if not isinstance(data, dict):
        raise InputError(f"{place} must be an object, not {_shown(data)}")
    role = data.get("from")
    if role not in ROLES:
        raise InputError(f"{place}.from must be 'customer' or 'agent', not {_shown(role)}")
    text = _string(data, "text", f"{place}.")
    if text is None:
        raise InputError(f"{place}.text is missing")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InputError(f"{place}.text holds half a character") from None
    at = data.get("at")
    lang = _language(data, f"{place}.")
    return Turn(
        role,
        text,
        _string(data, "author", f"{place}."),
        None if at is None else _time(at, f"{place}.at"),
        None if lang == "auto" else lang,
    )


def _time(value: Any, place: str) -> datetime:
    if isinstance(value, str) and _RFC3339.match(value):
        try:
            return datetime.fromisoformat(value.upper().replace(" ", "T"))
        except ValueError as error:
            raise InputError(f"{place}: {value!r}: {error}") from None
    if isinstance(value, str) and _ZONELESS.match(value):
        raise InputError(f"{place}: {value!r} has no time zone; write for example 2026-05-04T09:00:00+02:00")
    raise InputError(f"{place} must be a time like 2026-05-04T09:00:00+02:00 (RFC 3339), not {_shown(value)}")


def _duration(value: timedelta | str | None, name: str) -> timedelta | None:
    if isinstance(value, str):
        import isodate

        try:
            value = isodate.parse_duration(value, as_timedelta_if_possible=True)
            if isinstance(value, isodate.Duration):  # months and years: as long as they are on average
                value = timedelta(days=float(value.years) * 365.2425 + float(value.months) * 30.436875) + value.tdelta
        except (isodate.ISO8601Error, ValueError, OverflowError):
            raise InputError(f"{name}: {value!r} is no ISO 8601 duration; write for example 'PT24H' or 'P7D'") from None
    if value is not None and (not isinstance(value, timedelta) or value <= timedelta(0)):
        raise InputError(f"{name} must be a duration above zero, not {value!r}")
    return value


def _in_order(turns: Sequence[Turn]) -> None:
    latest, place = None, 0
    for i, turn in enumerate(turns):
        if turn.at is None:
            continue
        if latest is not None and turn.at < latest:
            raise InputError(
                f"turns[{i}].at ({turn.at.isoformat()}) is earlier than turns[{place}].at ({latest.isoformat()}): "
                "turns must stand in the order of their times"
            )
        latest, place = turn.at, i


def _keys(data: Any, known: Sequence[str], place: str, *, extra: bool = False) -> None:
    """Refuse what is no object, and unknown keys where a slip of the pen would silently switch something off."""
    if not isinstance(data, dict):
        raise InputError(f"{place} must be an object, not {_shown(data)}")
    for key in () if extra else data:
        if key not in known:
            raise InputError(
                f"{place}: unknown key {key!r}{nearest(str(key), tuple(known))}; known: {', '.join(known)}"
            )


def _object(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InputError(f"{key} must be an object, not {_shown(value)}")
    return value


def _string(data: Mapping[str, Any], key: str, place: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{place}{key} must be a string, not {_shown(value)}")
    return value


def _one_of(data: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str | None:
    value = _string(data, key, "")
    if value is not None and value not in known:
        raise InputError(f"{key}: {value!r} is unknown{nearest(value, known)}; known: {', '.join(known)}")
    return value


def _language(data: Mapping[str, Any], place: str) -> str:
    value = _string(data, "lang", place)
    if value is None or value == "auto":
        return "auto"
    try:
        return normalise_code(value)
    except LanguageError as error:
        raise InputError(f"{place}lang: {error}") from None


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:37] + "..."
