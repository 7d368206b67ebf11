"""From bytes to messages: where the input is read, cut into messages, and refused in words that help."""

from __future__ import annotations

import sys

from courtesy.errors import InputError
from courtesy.model import Message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO

    from courtesy.conversation import Conversation

LIMIT = 4 * 1024 * 1024
"""Bytes that one message may have. Memory stays bounded whatever is piped in."""

_BOM = b"\xef\xbb\xbf"


class Item:
    """One message as it was read: its file, its line, and its bytes or the ``problem`` that stood in the way."""

    __slots__ = ("file", "line", "problem", "raw")

    def __init__(self, raw: bytes, line: int = 0, file: str | None = None, problem: str = "") -> None:
        self.raw = raw
        self.line = line
        self.file = file
        self.problem = problem

    def __getstate__(self) -> tuple[bytes, int, str | None, str]:
        return self.raw, self.line, self.file, self.problem

    def __setstate__(self, state: tuple[bytes, int, str | None, str]) -> None:
        self.raw, self.line, self.file, self.problem = state


class Lines:
    """The lines of a stream, none longer than `LIMIT` and a byte; the rest of a longer one is read and dropped."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._buffer = b""
        self._at = 0
        self._ended = False

    def __iter__(self) -> Iterator[bytes]:
        while True:
            line = self._next()
            if line is None:
                return
            yield line

    def _next(self) -> bytes | None:
        while True:
            end = self._buffer.find(b"\n", self._at)
            if end >= 0:
                line = self._buffer[self._at : end + 1]
                self._at = end + 1
                return line
            if self._ended or len(self._buffer) - self._at > LIMIT:
                return self._last_or_long()
            self._more()

    def _last_or_long(self) -> bytes | None:
        line = self._buffer[self._at :]
        self._buffer, self._at = b"", 0
        while not self._ended and self._buffer.find(b"\n") < 0:
            self._buffer = b""
            self._more()
        self._at = self._buffer.find(b"\n") + 1
        return line or None

    def _more(self) -> None:
        # Pieces grow with the line, so that a long one is not copied over and over.
        piece = self._stream.read1(max(65536, len(self._buffer) - self._at))  # type: ignore[attr-defined]
        if not piece:
            self._ended = True
        self._buffer = self._buffer[self._at :] + piece
        self._at = 0

    def would_wait(self) -> bool:
        """Say whether the next line is not there yet, so that asking for it means to wait for the writer."""
        if self._ended or self._buffer.find(b"\n", self._at) >= 0:
            return False
        from select import select

        try:
            return not select([self._stream.fileno()], [], [], 0)[0]
        except (OSError, ValueError):  # no real file, or a system that can't tell
            return False


class Source:
    """Where messages come from, one after the other: a TEXT of the command line, standard input, or files."""

    def __init__(self, text: str | None, files: list[str], *, by_line: bool) -> None:
        self._text = text
        self._files = files if files or text is not None else ["-"]
        self._by_line = by_line
        self._lines: Lines | None = None

    @property
    def is_single(self) -> bool:
        """Whether exactly one message will come."""
        return not self._by_line and len(self._files) < 2

    def would_wait(self) -> bool:
        """Say whether the next message is not there yet."""
        return self._lines is not None and self._lines.would_wait()

    def __iter__(self) -> Iterator[Item]:
        if self._text is not None:
            import os

            raw = os.fsencode(self._text)  # whatever the locale made of the argument, these bytes were typed
            if self._by_line:
                from io import BytesIO

                yield from self._items(BytesIO(raw), None)
            else:
                yield Item(raw)
            return
        named = len(self._files) > 1
        for path in self._files:
            yield from self._of_file(path, path if named else None)

    def batches(self, size: int) -> Iterator[tuple[list[Item], bool]]:
        """Yield up to ``size`` messages at a time, and whether the next one is not there yet.

        Batches fill as fast as the input comes; when the input makes us wait, what is there goes on at once, so that a
        program on the other side of a pipe gets its answer before it writes the next line.
        """
        batch: list[Item] = []
        for item in self:
            batch.append(item)
            idle = self.would_wait()
            if idle or len(batch) >= size:
                yield batch, idle
                batch = []
        if batch:
            yield batch, False

    def _of_file(self, path: str, name: str | None) -> Iterator[Item]:
        try:
            if path == "-":
                yield from self._items(standard_input(), name)
            else:
                with open(path, "rb") as stream:
                    yield from self._items(stream, name)
        except OSError as error:
            where = "standard input" if path == "-" else path
            yield Item(b"", file=name, problem=f"{where}: {(error.strerror or str(error)).lower()}")

    def _items(self, stream: BinaryIO, name: str | None) -> Iterator[Item]:
        if not self._by_line:
            yield Item(stream.read(LIMIT + 1).removeprefix(_BOM), file=name)
            return
        self._lines = Lines(stream)
        for number, raw in enumerate(self._lines, 1):
            yield Item(raw.removeprefix(_BOM) if number == 1 else raw, number, name)
        self._lines = None


def standard_input() -> BinaryIO:
    """Return standard input as bytes: text is UTF-8 here whatever the locale says."""
    if sys.stdin is None:
        raise OSError(9, "is closed")
    return sys.stdin.buffer


def message_of(item: Item, input_format: str) -> tuple[Message, object]:
    """Return the message that an item holds, and its id (``None`` when it has none).

    Raises `ItemError` that says what is wrong with it.
    """
    if item.problem:
        raise ItemError(item.problem)
    ident: object = item.line if input_format == "lines" else None
    try:
        if len(item.raw) > LIMIT:
            raise InputError(f"longer than {LIMIT // 1024 // 1024} MiB; is that one message?")
        if input_format == "jsonl":
            data = _json_object(_text_of(item.raw))
            ident = data.get("id")
            return _message_from(data), ident
        text = _text_of(item.raw)
        if input_format == "lines":
            text = text.removesuffix("\n").removesuffix("\r")
        return Message(_worth_checking(text)), ident
    except InputError as error:
        where = f"line {item.line}: " if item.line else ""
        raise ItemError(f"{where}{error}", ident) from None


def conversation_of(item: Item) -> tuple[Conversation, object]:
    """Return the conversation that an item holds, and its id. Raises `ItemError` that says what is wrong with it."""
    from courtesy.conversation import Conversation

    if item.problem:
        raise ItemError(item.problem)
    ident: object = None
    try:
        if len(item.raw) > LIMIT:
            raise InputError(f"longer than {LIMIT // 1024 // 1024} MiB; is that one conversation?")
        data = _json_object(_text_of(item.raw))
        ident = data.get("id")
        return Conversation.from_dict(data), ident
    except InputError as error:
        where = f"line {item.line}: " if item.line else ""
        raise ItemError(f"{where}{error}", ident) from None


class ItemError(InputError):
    """A message that can't be checked, with its id as far as that could be read."""

    def __init__(self, problem: str, ident: object = None) -> None:
        super().__init__(problem)
        self.ident = ident


def _text_of(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: byte 0x{raw[error.start]:02x} at offset {error.start}") from None


def _worth_checking(text: str) -> str:
    """Return a text as it is. Raises `InputError` when there is no message in it."""
    if not text or text.isspace():
        raise InputError("the message is empty")
    if "\0" in text:
        raise InputError("the message holds a NUL character; is it a text?")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise InputError(f"the message holds half a character (\\u{ord(text[error.start]):04x})") from None
    return text


def _json_object(line: str) -> dict[str, Any]:
    import json

    if not line.strip():
        raise InputError("the line is empty")
    try:
        data = json.loads(line, parse_constant=_no_number, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg} at column {error.colno}") from None
    except ValueError as error:
        raise InputError(f"not JSON: {error}") from None
    except RecursionError:
        raise InputError("not JSON that can be read: nested too deeply") from None
    if not isinstance(data, dict):
        raise InputError(f"must be a JSON object, not {_json_name(data)}")
    return data


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):  # it could not be written back as JSON
        raise ValueError(f"{digits} is too great a number")
    return number


def _json_name(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "null" if value is None else "a boolean"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, (int, float)):
        return "a number"
    return "an array" if isinstance(value, list) else "an object"


def _message_from(data: dict[str, Any]) -> Message:
    if "text" not in data:
        raise InputError('"text" is missing')
    for key in ("text", "lang", "channel", "formality"):
        value = data.get(key)
        if not isinstance(value, str) and (key == "text" or value is not None):
            raise InputError(f'"{key}" must be a string, not {_json_name(value)}')
    return Message(_worth_checking(data["text"]), data.get("lang"), data.get("channel"), data.get("formality"))
