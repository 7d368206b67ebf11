"""What the command is told about conversations: the house's limits, and replies to compare with."""

from __future__ import annotations

from courtesy.conversation import Settings
from courtesy.errors import InputError, OptionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.cli.options import Value

_MOST = 64 * 1024 * 1024
"""Bytes of replies to compare with; they are all kept in memory."""


def limits(values: dict[str, Value]) -> Settings:
    """Return the limits that the options set. Raises `OptionError` that names the option."""
    days: dict[str, str] = {}
    hours = values.get("business-hours", [])
    for entry in hours if isinstance(hours, list) else []:
        day, _, span = entry.partition("=")
        days[day.strip()] = span.strip()
    try:
        return Settings(
            _text(values, "reply-within"),
            _whole(values, "max-outbound"),
            _text(values, "outbound-period"),
            days or None,
            _text(values, "time-zone"),
        )
    except InputError as error:
        raise OptionError(f"--{str(error).replace('_', '-', 1)}") from None


def compared(values: dict[str, Value]) -> tuple[str, ...]:
    """Return the replies in the files of ``--compare``, one a line: as text, or as JSON objects with a ``text``.

    Raises `OptionError` for a file that can't be read.
    """
    files = values.get("compare", [])
    replies: list[str] = []
    for path in files if isinstance(files, list) else []:
        replies += _replies(path)
    return tuple(replies)


def _replies(path: str) -> list[str]:
    import json

    try:
        with open(path, "rb") as file:
            raw = file.read(_MOST + 1)
    except OSError as error:
        raise OptionError(f"--compare: {path}: {(error.strerror or str(error)).lower()}") from None
    if len(raw) > _MOST:
        raise OptionError(f"--compare: {path}: more than {_MOST // 1024 // 1024} MiB")
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise OptionError(f"--compare: {path}: not UTF-8 at byte {error.start}") from None
    out = []
    for number, line in enumerate(lines, 1):
        if line.startswith("{"):
            try:
                text = json.loads(line).get("text")
            except ValueError as error:
                raise OptionError(f"--compare: {path}: line {number}: not JSON: {error}") from None
            if not isinstance(text, str):
                raise OptionError(f'--compare: {path}: line {number}: "text" must be a string')
            line = text
        if line.strip():
            out.append(line)
    return out


def _text(values: dict[str, Value], key: str) -> str | None:
    value = values.get(key)
    return value if isinstance(value, str) else None


def _whole(values: dict[str, Value], key: str) -> int | None:
    value = values.get(key)
    return value if isinstance(value, int) else None
