"""CometChat: a moderation rule with a custom API. It can block and say why, not rewrite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from courtesy.serve.http.answers import RefusalError
from courtesy.serve.http.auth import basic
from courtesy.serve.http.hooks.base import Hook, mapping, ok, text, texts
from courtesy.serve.verdict import Outgoing

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from courtesy.serve.gate import Gate
    from courtesy.serve.http.settings import CometChatSettings, HttpSettings
    from courtesy.serve.verdict import Verdict


class CometChatHook(Hook):
    """``/hooks/cometchat``, with the Basic credentials of the moderation list."""

    name = "cometchat"
    path = "/hooks/cometchat"

    def __init__(self, gate: Gate, limits: HttpSettings, settings: CometChatSettings) -> None:
        super().__init__(gate, limits)
        self._settings = settings

    def authentic(self, request: Request, body: bytes) -> bool:  # noqa: ARG002
        """Compare the Basic credentials."""
        return basic(request, self._settings.user, self._settings.password)

    def read(self, request: Request, body: bytes) -> Outgoing | None:  # noqa: ARG002
        """Read the newest message, wherever it stands: alone, or at the end of those that give the context."""
        message = _newest(self.object(body))
        if message.get("type", "text") != "text":
            return None
        data = mapping(message.get("data") or {})
        sender = message.get("sender")
        entity = mapping(mapping(mapping(data.get("entities") or {}).get("sender") or {}).get("entity") or {})
        return Outgoing(
            text(data.get("text", message.get("text"))),
            sender if isinstance(sender, str) else text(entity.get("uid")),
            text(message.get("conversationId") or message.get("receiver")),
            metadata={**texts(entity), **texts(mapping(data.get("metadata") or {}))},
            via=self.name,
        )

    def answer(self, verdict: Verdict) -> Response:
        """Say whether the rule's condition is met."""
        blocked = verdict.action == "block"
        return ok({"isMatchingCondition": blocked, "confidence": 1.0 if blocked else 0.0, "reason": verdict.notice})


def _newest(data: dict[str, Any]) -> dict[str, Any]:
    """Return the message that was just sent. Raises `RefusalError` when there is none to be found."""
    candidates: list[Any] = [data.get("message")]
    for key in ("messages", "contextMessages"):
        listed = data.get(key)
        if isinstance(listed, list) and listed:
            candidates.append(listed[-1])
    inner = data.get("data")
    candidates += [inner.get("message") if isinstance(inner, dict) else None, data]
    for candidate in candidates:
        if isinstance(candidate, dict) and ("data" in candidate or "text" in candidate):
            return candidate
    raise RefusalError(422, "no message was found")
