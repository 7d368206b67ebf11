"""What goes out: JSON, and refusals as problem details (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

PROBLEM = "application/problem+json"


class RefusalError(Exception):
    """A request that is not answered with what it asked for. ``closing`` ends the connection with it."""

    def __init__(self, status: int, detail: str, *, closing: bool = False) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.closing = closing


def json_answer(
    data: Any, status: int = 200, media_type: str = "application/json", headers: Mapping[str, str] | None = None
) -> Response:
    """Return data as JSON. A text with half a surrogate pair, which UTF-8 can't write, is escaped."""
    try:
        body = orjson.dumps(data)
    except TypeError:  # that text, or a whole number of more than 64 bits
        body = json.dumps(data).encode()
    return Response(body, status, headers, media_type)


def problem(refusal: RefusalError) -> Response:
    """Return a refusal as a program likes to read it."""
    title = HTTPStatus(refusal.status).phrase
    data = {"type": "about:blank", "title": title, "status": refusal.status, "detail": refusal.detail}
    return json_answer(data, refusal.status, PROBLEM, _headers(refusal))


def plain(refusal: RefusalError) -> Response:
    """Return a refusal as plain text: some systems take any JSON for a verdict."""
    return Response(refusal.detail + "\n", refusal.status, _headers(refusal), "text/plain")


def _headers(refusal: RefusalError) -> dict[str, str]:
    headers = {"connection": "close"} if refusal.closing else {}
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        headers["www-authenticate"] = "Bearer"
    return headers
