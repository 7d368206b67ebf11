"""Who may ask: secrets are compared in constant time, whole header against whole header."""

from __future__ import annotations

import base64
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request


def same(given: str, expected: str) -> bool:
    """Compare two texts in a time that tells nothing about where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode("utf-8", "surrogatepass"))


def bears(request: Request, tokens: Iterable[str]) -> bool:
    """Say whether the request carries one of the bearer tokens. Every token is compared, whichever fits."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    fits = [same(given.strip(), token) for token in tokens]
    return scheme.lower() == "bearer" and any(fits)


def basic(request: Request, user: str, password: str) -> bool:
    """Say whether the request carries these Basic credentials."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    expected = base64.b64encode(f"{user}:{password}".encode()).decode()
    return same(given.strip(), expected) and scheme.lower() == "basic"
