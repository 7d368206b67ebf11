"""Stream Chat: the before-message-send webhook. Whatever is not a 200 with an answer lets the message through."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from courtesy.serve.http.auth import same
from courtesy.serve.http.hooks.base import Hook, mapping, ok, text, texts
from courtesy.serve.verdict import Outgoing

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from courtesy.serve.gate import Gate
    from courtesy.serve.http.settings import HttpSettings, StreamSettings
    from courtesy.serve.verdict import Verdict


class StreamHook(Hook):
    """``/hooks/stream``. The signature covers the body as it is before compression, and holds no time."""

    name = "stream"
    path = "/hooks/stream"
    proves_by_body = True

    def __init__(self, gate: Gate, limits: HttpSettings, settings: StreamSettings) -> None:
        super().__init__(gate, limits)
        self._secret = settings.secret.encode()

    def authentic(self, request: Request, body: bytes) -> bool:
        """Compare the signature with that of the body."""
        return same(request.headers.get("x-signature", ""), hmac.digest(self._secret, body, "sha256").hex())

    def read(self, request: Request, body: bytes) -> Outgoing:  # noqa: ARG002
        """Read the message. An agent may be known by role, by kind of channel, or by the user's own fields."""
        data = self.object(body)
        message = mapping(data.get("message"))
        user, channel = (mapping(data.get(key) or {}) for key in ("user", "channel"))
        words = text(message.get("text"))
        rich = text(message.get("html"))
        return Outgoing(
            words,
            text(user.get("id")),
            text(channel.get("cid")),
            html=rich or None,
            metadata={**texts(user), **texts({"channel_type": channel.get("type")})},
            via=self.name,
            can_rewrite=True,
        )

    def answer(self, verdict: Verdict) -> Response:
        """Leave the message as it is, turn it into an error that the author sees, or replace its text."""
        if verdict.action == "block":
            return ok({"message": {"type": "error", "text": verdict.notice}})
        if verdict.action == "rewrite":
            return ok({"message": {"text": verdict.text}})
        return ok({})
