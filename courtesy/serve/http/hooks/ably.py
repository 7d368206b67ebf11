"""Ably Chat: a before-publish moderation rule with the webhook transport."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from courtesy.serve.http.auth import bears
from courtesy.serve.http.hooks.base import Hook, mapping, ok, text, texts
from courtesy.serve.verdict import Outgoing

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from courtesy.serve.gate import Gate
    from courtesy.serve.http.settings import AblySettings, HttpSettings
    from courtesy.serve.verdict import Verdict


class AblyHook(Hook):
    """``/hooks/ably``. The rule's own headers carry a bearer token."""

    name = "ably"
    path = "/hooks/ably"

    def __init__(self, gate: Gate, limits: HttpSettings, settings: AblySettings) -> None:
        super().__init__(gate, limits)
        self._token = settings.token

    def authentic(self, request: Request, body: bytes) -> bool:  # noqa: ARG002
        """Compare the bearer token."""
        return bears(request, [self._token])

    def read(self, request: Request, body: bytes) -> Outgoing:  # noqa: ARG002
        """Read the message. An agent may be known by the message's metadata or headers."""
        data = self.object(body)
        message = mapping(data.get("message"))
        headers, metadata = (mapping(message.get(key) or {}) for key in ("headers", "metadata"))
        return Outgoing(
            text(message.get("text")),
            text(message.get("clientId")),
            text(data.get("room")),
            metadata={**texts(headers), **texts(metadata)},
            via=self.name,
        )

    def answer(self, verdict: Verdict) -> Response:
        """Accept, or reject with the reason, under both names that the documentation has had for it."""
        if verdict.action == "block":
            reason: dict[str, Any] = {"reason": verdict.notice, "askAgain": verdict.ask}
            return ok({"action": "reject", "rejectionReason": reason, "rejectionDetail": reason})
        return ok({"action": "accept"})
