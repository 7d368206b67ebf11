"""Headers put on top of a letter. Not a byte below its headers is touched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FIELD = re.compile(rb"[^\n]*(?:\n|\Z)(?:[ \t][^\n]*(?:\n|\Z))*")


def with_headers(content: bytes, headers: Iterable[tuple[str, str]], without: Iterable[str] = ()) -> bytes:
    """Return the letter with the headers on top, and without those of the given names, which it brought along."""
    unwanted = tuple(f"{name}:".encode().lower() for name in without)
    kept: list[bytes] = []
    at = 0
    while at < len(content):
        found = _FIELD.match(content, at)
        line = found.group() if found else content[at:]
        if not line.strip(b"\r\n"):
            break
        at += len(line)
        if not line.lower().startswith(unwanted or (b"\n",)):
            kept.append(line)
    added = "".join(f"{name}: {value}\r\n" for name, value in headers).encode()
    return added + b"".join(kept) + content[at:]
