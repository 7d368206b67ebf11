"""What goes in and what comes out: plain, immutable values with their JSON. No logic lives here.

The classes are written by hand, not with the standard library's ``dataclasses``: importing that module costs more than
reading and checking a message, and the command runs once for every message in some hooks.
"""

from __future__ import annotations

from courtesy.errors import InputError, OptionError, nearest
from courtesy.names import ACTS, AREAS, CHECKS, LANGUAGES, SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any, Self

PENALTY = {"error": 0.70, "warning": 0.40, "info": 0.08}
"""The share of a score that one finding of each severity takes away (0..1)."""

COMMITMENT_STATES = ("open", "kept", "broken")

_set = object.__setattr__


class Frozen:
    """An immutable value: compared, hashed and shown by its fields."""

    __slots__: tuple[str, ...] = ()

    def _fields(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._fields() == other._fields()

    def __hash__(self) -> int:
        return hash((type(self), repr(self)))

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({inside})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name!r} can't be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name!r} can't be deleted")

    def __getstate__(self) -> tuple[Any, ...]:
        return self._fields()

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self.__slots__, state, strict=True):
            _set(self, name, value)


class Message(Frozen):
    """A message to check, with what the sender knows about it.

    ``lang``, ``channel`` and ``formality`` override the checker's own settings where they are not ``None``.
    """

    __slots__ = ("channel", "formality", "lang", "text")

    text: str
    lang: str | None
    channel: str | None
    formality: str | None

    def __init__(
        self, text: str, lang: str | None = None, channel: str | None = None, formality: str | None = None
    ) -> None:
        _set(self, "text", text)
        _set(self, "lang", lang)
        _set(self, "channel", channel)
        _set(self, "formality", formality)


class Marker(Frozen):
    """A courtesy that is there.

    ``start`` and ``end`` are half-open offsets in Unicode code points of the text as it was given;
    ``text`` is what stands between them.
    """

    __slots__ = ("act", "end", "start", "text")

    act: str
    start: int
    end: int
    text: str

    def __init__(self, act: str, start: int, end: int, text: str) -> None:
        _set(self, "act", act)
        _set(self, "start", start)
        _set(self, "end", end)
        _set(self, "text", text)

    def to_dict(self) -> dict[str, Any]:
        """Return the marker as JSON-ready data."""
        return {"act": self.act, "start": self.start, "end": self.end, "text": self.text}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read a marker back. Raises `InputError` when a key is missing or has a wrong value."""
        act = _one_of(data, "act", ACTS, "marker")
        start, end, text = _span(data, "marker")
        return cls(act, start, end, text)


class Finding(Frozen):
    """A fault: which check, which rule, how grave, where, why it hurts (``message``) and what to write instead.

    A finding about something that is absent (no greeting) has an empty span at the place where it is missed.
    ``data`` holds what belongs to one check alone, e.g. a commitment's deadline.
    """

    __slots__ = ("check", "data", "end", "message", "rule", "severity", "start", "suggestion", "text")

    check: str
    rule: str
    severity: str
    start: int
    end: int
    text: str
    message: str
    suggestion: str
    data: Mapping[str, Any] | None

    def __init__(
        self,
        check: str,
        rule: str,
        severity: str,
        start: int,
        end: int,
        text: str,
        message: str,
        suggestion: str,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        _set(self, "check", check)
        _set(self, "rule", rule)
        _set(self, "severity", severity)
        _set(self, "start", start)
        _set(self, "end", end)
        _set(self, "text", text)
        _set(self, "message", message)
        _set(self, "suggestion", suggestion)
        _set(self, "data", data)

    @property
    def area(self) -> str:
        """The area of the check: one of `courtesy.AREAS`."""
        return CHECKS[self.check][0]

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as JSON-ready data; ``data`` is left out when there is none."""
        out: dict[str, Any] = {
            "check": self.check,
            "rule": self.rule,
            "severity": self.severity,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "message": self.message,
            "suggestion": self.suggestion,
        }
        if self.data is not None:
            out["data"] = dict(self.data)
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read a finding back. Raises `InputError` when a key is missing or has a wrong value."""
        check = _one_of(data, "check", tuple(CHECKS), "finding")
        severity = _one_of(data, "severity", SEVERITIES, "finding")
        start, end, text = _span(data, "finding")
        extra = data.get("data")
        if extra is not None and not isinstance(extra, dict):
            raise InputError(f"finding: 'data' must be an object, not {type(extra).__name__}")
        return cls(
            check, _string(data, "rule", "finding"), severity, start, end, text,
            _string(data, "message", "finding"), _string(data, "suggestion", "finding"), extra,
        )  # fmt: skip


class Commitment(Frozen):
    """A dated promise of our side, made in an earlier turn of a conversation.

    ``turn`` is the place of that turn, counted from 0, ``text`` the words of the promise, ``deadline`` those of its time.
    ``made_at`` and ``due`` are moments with a zone, or ``None`` where the conversation does not tell; ``state`` is ``"open"``,
    ``"kept"`` or ``"broken"``.
    """

    __slots__ = ("author", "deadline", "due", "made_at", "state", "text", "turn")

    turn: int
    text: str
    deadline: str
    author: str | None
    made_at: datetime | None
    due: datetime | None
    state: str

    def __init__(
        self,
        turn: int,
        text: str,
        deadline: str,
        author: str | None,
        made_at: datetime | None,
        due: datetime | None,
        state: str,
    ) -> None:
        _set(self, "turn", turn)
        _set(self, "text", text)
        _set(self, "deadline", deadline)
        _set(self, "author", author)
        _set(self, "made_at", made_at)
        _set(self, "due", due)
        _set(self, "state", state)

    def to_dict(self) -> dict[str, Any]:
        """Return the commitment as JSON-ready data; times are RFC 3339."""
        return {
            "turn": self.turn,
            "text": self.text,
            "deadline": self.deadline,
            "author": self.author,
            "made_at": self.made_at.isoformat() if self.made_at else None,
            "due": self.due.isoformat() if self.due else None,
            "state": self.state,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read a commitment back. Raises `InputError` when a key is missing or has a wrong value."""
        turn, author = data.get("turn"), data.get("author")
        if not isinstance(turn, int) or isinstance(turn, bool) or turn < 0:
            raise InputError(f"commitment: 'turn' must be a whole number of at least 0, not {turn!r}")
        if author is not None and not isinstance(author, str):
            raise InputError(f"commitment: 'author' must be a string or null, not {author!r}")
        return cls(
            turn, _string(data, "text", "commitment"), _string(data, "deadline", "commitment"), author,
            _moment(data, "made_at"), _moment(data, "due"), _one_of(data, "state", COMMITMENT_STATES, "commitment"),
        )  # fmt: skip


class Report(Frozen):
    """Everything that was found in one message.

    ``score`` and the values of ``scores`` are whole numbers 0..100; higher is kinder. ``commitments`` is the ledger of a
    conversation; a single message has none (``None``).
    """

    __slots__ = ("commitments", "findings", "lang", "markers", "score", "scores")

    lang: str
    score: int
    scores: Mapping[str, int]
    markers: tuple[Marker, ...]
    findings: tuple[Finding, ...]
    commitments: tuple[Commitment, ...] | None

    def __init__(
        self,
        lang: str,
        score: int,
        scores: Mapping[str, int],
        markers: Sequence[Marker],
        findings: Sequence[Finding],
        commitments: Sequence[Commitment] | None = None,
    ) -> None:
        _set(self, "commitments", commitments if commitments is None else tuple(commitments))
        _set(self, "lang", lang)
        _set(self, "score", score)
        _set(self, "scores", scores)
        _set(self, "markers", tuple(markers))
        _set(self, "findings", tuple(findings))

    def score_for(self, check: str) -> int:
        """Return the score of one check, 0..100; 100 when it found nothing.

        Raises `OptionError` for a name that is no check.
        """
        if check not in CHECKS:
            raise OptionError(f"unknown check {check!r}{nearest(check, tuple(CHECKS))}")
        kept = 1.0
        for finding in self.findings:
            if finding.check == check:
                kept *= 1 - PENALTY[finding.severity]
        return round(100 * kept)

    def has(self, act: str) -> bool:
        """Say whether the message shows an act. Raises `OptionError` for a name that is no act."""
        if act not in ACTS:
            raise OptionError(f"unknown act {act!r}{nearest(act, ACTS)}")
        return any(marker.act == act for marker in self.markers)

    @property
    def worst(self) -> str | None:
        """The gravest severity among the findings, or ``None`` when there are none."""
        found = {finding.severity for finding in self.findings}
        return next((severity for severity in SEVERITIES if severity in found), None)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready data."""
        out: dict[str, Any] = {
            "lang": self.lang,
            "score": self.score,
            "scores": dict(self.scores),
            "markers": [marker.to_dict() for marker in self.markers],
            "findings": [finding.to_dict() for finding in self.findings],
        }
        if self.commitments is not None:
            out["commitments"] = [commitment.to_dict() for commitment in self.commitments]
        return out

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the report as JSON text, letters of every script as they are."""
        import json  # here, since most callers want no JSON and every start of the command would pay for it

        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read a report back from the data that `to_dict` gave.

        Raises `InputError` when a key is missing or has a wrong value.
        """
        if not isinstance(data, dict):
            raise InputError(f"report: must be an object, not {type(data).__name__}")
        lang = _one_of(data, "lang", LANGUAGES, "report")
        scores = data.get("scores")
        if not isinstance(scores, dict) or set(scores) != set(AREAS):
            raise InputError(f"report: 'scores' must be an object with the keys {', '.join(AREAS)}")
        for key in ("markers", "findings"):
            if not isinstance(data.get(key), list) or not all(isinstance(x, dict) for x in data[key]):
                raise InputError(f"report: {key!r} must be a list of objects")
        promised = data.get("commitments")
        if promised is not None and not (isinstance(promised, list) and all(isinstance(x, dict) for x in promised)):
            raise InputError("report: 'commitments' must be a list of objects")
        return cls(
            lang,
            _score(data.get("score"), "score"),
            {area: _score(scores[area], area) for area in AREAS},
            [Marker.from_dict(x) for x in data["markers"]],
            [Finding.from_dict(x) for x in data["findings"]],
            None if promised is None else [Commitment.from_dict(x) for x in promised],
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a report back from JSON text. Raises `InputError` when it is none."""
        import json

        try:
            data = json.loads(text)
        except ValueError as error:
            raise InputError(f"report: not JSON: {error}") from None
        return cls.from_dict(data)


def _string(data: Mapping[str, Any], key: str, what: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise InputError(f"{what}: {key!r} must be a string, not {type(value).__name__}")
    return value


def _one_of(data: Mapping[str, Any], key: str, known: tuple[str, ...], what: str) -> str:
    value = _string(data, key, what)
    if value not in known:
        raise InputError(f"{what}: unknown {key} {value!r}{nearest(value, known)}")
    return value


def _span(data: Mapping[str, Any], what: str) -> tuple[int, int, str]:
    start, end, text = _count(data.get("start")), _count(data.get("end")), _string(data, "text", what)
    if start is None or end is None or len(text) != end - start:
        raise InputError(f"{what}: 'start' and 'end' must be offsets that are as far apart as 'text' is long")
    return start, end, text


def _count(value: Any) -> int | None:
    """Return a whole number of 0 or more as it is, anything else as ``None``."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _score(value: Any, key: str) -> int:
    count = _count(value)
    if count is None or count > 100:
        raise InputError(f"report: {key!r} must be a whole number 0..100, not {value!r}")
    return count


def _moment(data: Mapping[str, Any], key: str) -> datetime | None:
    value = data.get(key)
    if value is None:
        return None
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise InputError(f"commitment: {key!r} must be a time like 2026-05-04T09:00:00+02:00, not {value!r}") from None
    return moment
