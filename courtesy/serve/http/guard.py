"""Around everything: whatever happens inside, the client gets an answer, and the request is counted and logged."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from courtesy.serve.gate import ASKED_AT
from courtesy.serve.http.answers import RefusalError, plain, problem
from courtesy.serve.http.logs import log_request
from courtesy.serve.http.protocol import ARRIVED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from courtesy.serve.http.metrics import Metrics

_log = logging.getLogger("courtesy.serve")
_HEADERS = [(b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]


class Guard:
    """Middleware that answers refusals and failures, and tells metrics and logs about every request.

    ``routes`` gives each endpoint the name that metrics and logs know it by. A path below ``/hooks/`` is refused in plain
    text, because some systems take any JSON for a verdict.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, routes: Mapping[Callable[..., object], str]) -> None:
        self._app = app
        self._metrics = metrics
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = scope.get(ARRIVED) or time.monotonic()
        ASKED_AT.set(started)
        scope["app"] = self  # makes the router raise for a path or method that isn't there, instead of answering
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                said = {name for name, _ in message["headers"]}
                more = [(name, value) for name, value in _HEADERS if name not in said]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        with self._metrics.in_flight.track_inprogress():
            try:
                await self._app(scope, receive, watched)
            except ClientDisconnect:
                status = 499  # nobody is there to be answered
            except Exception as error:  # noqa: BLE001  (whatever it is, the client gets an answer)
                if not isinstance(error, (RefusalError, HTTPException)):
                    _log.error("a request failed", exc_info=error)
                if not status:
                    await _refused(scope, error)(scope, receive, watched)
        route = self._routes.get(scope.get("endpoint"), "other")  # type: ignore[arg-type]
        self._metrics.request(route, status)
        log_request(route, scope["method"], status, time.monotonic() - started)


def _refused(scope: Scope, error: Exception) -> Response:
    headers = None
    if isinstance(error, HTTPException):
        words = "there is nothing here" if error.status_code == 404 else "this method is not known here"
        refusal, headers = RefusalError(error.status_code, words), error.headers
    elif isinstance(error, RefusalError):
        refusal = error
    else:
        refusal = RefusalError(500, "something went wrong here; the log says where")
    answer = plain(refusal) if scope["path"].startswith("/hooks/") else problem(refusal)
    answer.headers.update(headers or {})
    return answer
