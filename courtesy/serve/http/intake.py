"""What comes in: bodies of bounded size, before and after unpacking, within bounded time, and JSON of bounded depth."""

from __future__ import annotations

import asyncio
import json
import re
import zlib
from typing import TYPE_CHECKING, Any, NoReturn

from courtesy.serve.http.answers import RefusalError

if TYPE_CHECKING:
    from starlette.requests import Request

    from courtesy.serve.http.settings import HttpSettings

_NESTING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)
"""A text, even one that never ends (so that nothing is read twice), or a bracket."""
_DRAINED = 16
"""How many times the largest body is read to its end, and thrown away, so that the sender gets to hear the refusal."""


async def read_body(request: Request, limits: HttpSettings) -> bytes:
    """Return the body, unpacked. Raises `RefusalError` when it is too large, too slow or not what it says."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    pieces: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.body_seconds):
            async for piece in request.stream():
                size += len(piece)
                if size <= limits.max_body:
                    pieces.append(piece)
                elif size > _DRAINED * limits.max_body:
                    break
    except TimeoutError:
        raise RefusalError(408, f"the body took longer than {limits.body_seconds:g} s", closing=True) from None
    if size > limits.max_body:
        raise _too_large(limits)
    body = b"".join(pieces)
    if encoding == "gzip":
        return _unpacked(body, limits)
    if encoding not in ("", "identity"):
        raise RefusalError(415, "the content encoding must be gzip or none")
    return body


def _unpacked(body: bytes, limits: HttpSettings) -> bytes:
    reader = zlib.decompressobj(wbits=31)
    try:
        plain = reader.decompress(body, limits.max_body + 1)
    except zlib.error:
        raise RefusalError(400, "the body is not gzip, though its content encoding says so") from None
    if len(plain) > limits.max_body:
        raise _too_large(limits)
    if not reader.eof or reader.unused_data:
        raise RefusalError(400, "the gzip body is cut off, or something follows it")
    return plain


def _too_large(limits: HttpSettings) -> RefusalError:
    return RefusalError(413, f"the body may have {limits.max_body} bytes", closing=True)


def read_json(body: bytes, max_depth: int) -> Any:
    """Return what a JSON body says. Raises `RefusalError` when it is none, or nested too deeply."""
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise RefusalError(400, f"the body is not UTF-8 (byte {error.start})") from None
    if text.count("[") + text.count("{") > max_depth:
        _measure(text, max_depth)
    try:
        return json.loads(text, parse_constant=_no_constant)
    except ValueError as error:  # its words quote nothing of the text
        raise RefusalError(400, f"the body is not JSON: {error}") from None
    except RecursionError:  # pragma: no cover - the depth was measured
        raise RefusalError(400, "the JSON is nested too deeply") from None


def _measure(text: str, most: int) -> None:
    """Raise `RefusalError` when brackets outside of texts are nested deeper than allowed."""
    depth = 0
    for found in _NESTING.finditer(text):
        sign = found[0]
        if sign in "[{":
            depth += 1
            if depth > most:
                raise RefusalError(400, f"the JSON is nested deeper than {most}")
        elif sign in "]}":
            depth -= 1


def _no_constant(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")
