"""Matrix: Synapse asks through the module ``synapse-http-antispam``, before an event is accepted.

Any 2xx lets the event through, and any other answer in JSON goes to the author's client as it is. So an answer of ours is JSON
only when it is a verdict; what is not leaves the module to its own ``fail_open``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from courtesy.serve.http.answers import json_answer
from courtesy.serve.http.auth import bears
from courtesy.serve.http.hooks.base import Hook, Sealed, mapping, ok, text
from courtesy.serve.http.intake import read_body
from courtesy.serve.verdict import Outgoing

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from courtesy.serve.gate import Gate
    from courtesy.serve.http.settings import HttpSettings, MatrixSettings
    from courtesy.serve.verdict import Verdict

_QUOTED = re.compile(r"\A(?:>[^\n]*\n)+\n?")


class MatrixHook(Hook):
    """``/hooks/matrix/check_event_for_spam``, ``ping``, and a yes to every other callback of the module."""

    name = "matrix"
    path = "/hooks/matrix/check_event_for_spam"

    def __init__(self, gate: Gate, limits: HttpSettings, settings: MatrixSettings) -> None:
        super().__init__(gate, limits)
        self._token = settings.token

    @property
    def routes(self) -> list[Route]:
        """The callbacks. Those that ask nothing about messages get a yes: by default the module asks them all."""
        return [
            *super().routes,
            Route("/hooks/matrix/ping", self.ping, methods=["POST"]),
            Route("/hooks/matrix/{callback}", self.other, methods=["POST"]),
        ]

    def authentic(self, request: Request, body: bytes) -> bool:  # noqa: ARG002
        """Compare the bearer token."""
        return bears(request, [self._token])

    def read(self, request: Request, body: bytes) -> Outgoing | Sealed | None:  # noqa: ARG002
        """Read the event: plain and rich text, of an edit both the new words and those that old clients show."""
        event = mapping(self.object(body).get("event"))
        who: dict[str, Any] = {
            "sender": text(event.get("sender")),
            "room": text(event.get("room_id")),
            "via": self.name,
        }
        content = mapping(event.get("content"))
        if event.get("type") == "m.room.encrypted":
            return Sealed(Outgoing("", **who))
        if event.get("type") != "m.room.message":
            return None
        versions = [content]
        if "m.new_content" in content:
            versions.insert(0, mapping(content["m.new_content"]))
        reply = "m.in_reply_to" in mapping(content.get("m.relates_to") or {})
        plain = [_words(version, reply=reply) for version in versions]
        rich = [text(version.get("formatted_body")) for version in versions]
        if plain[1:] == [f"* {plain[0]}"]:
            plain[1] = ""
        return Outgoing(plain[0], html=rich[0] or None, others=tuple(zip(plain[1:], rich[1:], strict=True)), **who)

    def answer(self, verdict: Verdict) -> Response:
        """Let the event through, or refuse it with words that the author's client shows."""
        if verdict.action == "block":
            return json_answer({"errcode": "M_FORBIDDEN", "error": verdict.notice}, 403)
        return ok({})

    async def ping(self, request: Request) -> Response:
        """Answer the module's question whether we are there."""
        self.demand(request)
        asked = self.object(await read_body(request, self.limits))
        return ok({"id": asked.get("id"), "status": "ok"})

    async def other(self, request: Request) -> Response:
        """Say yes to a callback that is not about a message."""
        self.demand(request)
        await read_body(request, self.limits)
        return ok({})


def _words(version: dict[str, Any], *, reply: bool) -> str:
    """Return the plain words, without the quotation that a reply begins with: somebody else wrote it."""
    body = text(version.get("body"))
    return _QUOTED.sub("", body) if reply else body
