"""The service put together: routes, hooks, and what stands around them."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route, Router

from courtesy.serve.http import pages
from courtesy.serve.http.answers import json_answer
from courtesy.serve.http.api import Api
from courtesy.serve.http.guard import Guard
from courtesy.serve.http.hooks import hooks
from courtesy.serve.http.logs import log_verdict
from courtesy.serve.http.metrics import Metrics
from courtesy.serve.http.openapi import document
from courtesy.serve.http.settings import HttpSettings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from courtesy.serve.gate import Gate
    from courtesy.serve.settings import Settings
    from courtesy.serve.verdict import Outgoing, Verdict


class Health:
    """Whether the service lives, and whether it should be asked."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self.ready = False

    async def live(self, request: Request) -> Response:  # noqa: ARG002
        """Say that the process answers."""
        return json_answer({"status": "ok"})

    async def may_ask(self, request: Request) -> Response:  # noqa: ARG002
        """Say whether the lexicons are loaded and the worker gets its work done."""
        if not self.ready:
            return json_answer({"status": "starting or stopping"}, 503)
        if self._gate.worker.stuck(self._gate.deadline * 10):
            return json_answer({"status": "stuck"}, 503)
        return json_answer({"status": "ready"})


def create_app(settings: Settings, gate: Gate) -> ASGIApp:
    """Return the ASGI application around a gate. Raises `OptionError` for a hook that can't work as it is set."""
    http = settings.section(HttpSettings)
    metrics = Metrics(lambda: gate.worker.waiting)
    health = Health(gate)
    api = Api(gate, http, gate.ui_lang)
    found = hooks(gate, settings)

    def listener(message: Outgoing, verdict: Verdict, seconds: float) -> None:
        metrics.verdict(message, verdict, seconds)
        log_verdict(message, verdict, seconds)

    async def figures(request: Request) -> Response:  # noqa: ARG001
        return metrics.page()

    async def openapi(request: Request) -> Response:  # noqa: ARG001
        return json_answer(description)

    @contextlib.asynccontextmanager
    async def lifespan(app: object) -> AsyncIterator[None]:  # noqa: ARG001
        await asyncio.to_thread(gate.warm)
        health.ready = True
        yield
        health.ready = False
        gate.close()

    routes = [
        Route("/v1/check", api.check, methods=["POST"]),
        Route("/v1/conversation", api.conversation, methods=["POST"]),
        Route("/v1/checks", api.checks, methods=["GET"]),
        Route("/healthz", health.live, methods=["GET"]),
        Route("/readyz", health.may_ask, methods=["GET"]),
        Route("/metrics", figures, methods=["GET"]),
        Route("/openapi.json", openapi, methods=["GET"]),
        *(route for hook in found for route in hook.routes),
    ]
    description = document(http, [hook.name for hook in found])
    gate.listener = listener
    routes += pages.routes()
    router = Router(routes, lifespan=lifespan)
    guarded = Guard(router, metrics, {route.endpoint: route.path for route in routes})
    return _for_browsers(guarded, http) if http.cors_origins else guarded


def _for_browsers(app: ASGIApp, http: HttpSettings) -> ASGIApp:
    """Let pages of the origins that are named ask from a browser; of no other, and without cookies."""
    return CORSMiddleware(
        app,
        allow_origins=http.cors_origins,
        allow_methods=("GET", "POST"),
        allow_headers=("authorization", "content-type"),
    )
