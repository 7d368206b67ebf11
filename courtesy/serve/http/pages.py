"""What browsers get: the page where one can try the service, and the script that puts the same onto other pages' fields.

They hold no secrets and need no token; asking ``/v1/check`` may. A browser asks every time whether a file has changed, and is
answered in a few bytes when it has not.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

STATIC = Path(__file__).parents[1] / "static"

FILES = {
    "/": ("try.html", "text/html"),
    "/try.js": ("try.js", "text/javascript"),
    "/try.css": ("try.css", "text/css"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
    "/courtesy.js": ("courtesy.js", "text/javascript"),
}

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Nothing from elsewhere, nothing inline, no markup made of texts. The widget lives with it, and a test says so."""


def routes() -> list[Route]:
    """Return the routes of the pages."""
    return [Route(path, _answer(path, *file), methods=["GET"]) for path, file in FILES.items()]


def _answer(path: str, name: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
    body = (STATIC / name).read_bytes()
    headers = {
        "etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "cache-control": "no-cache",
        "referrer-policy": "no-referrer",
        # Other sites may load the script; the rest is nobody else's business.
        "cross-origin-resource-policy": "cross-origin" if path == "/courtesy.js" else "same-origin",
    }
    if path == "/":
        headers["content-security-policy"] = POLICY

    async def answer(request: Request) -> Response:
        if headers["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type=kind)

    return answer
