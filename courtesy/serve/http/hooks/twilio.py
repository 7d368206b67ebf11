"""Twilio Conversations: the pre-event webhook for messages that are added or changed."""

from __future__ import annotations

import base64
import hmac
import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from courtesy.errors import OptionError
from courtesy.serve.http.answers import json_answer
from courtesy.serve.http.auth import same
from courtesy.serve.http.hooks.base import Hook, ok, texts
from courtesy.serve.verdict import Outgoing

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from courtesy.serve.gate import Gate
    from courtesy.serve.http.settings import HttpSettings, TwilioSettings
    from courtesy.serve.verdict import Verdict

_EVENTS = ("onMessageAdd", "onMessageUpdate")
_MOST_FIELDS = 200


class TwilioHook(Hook):
    """``/hooks/twilio``. The signature covers the webhook's public URL and every field of the form, and holds no time.

    A wrong signature is never answered with 403, because that is how a message is refused.
    """

    name = "twilio"
    path = "/hooks/twilio"
    proves_by_body = True

    def __init__(self, gate: Gate, limits: HttpSettings, settings: TwilioSettings) -> None:
        super().__init__(gate, limits)
        if not settings.url.startswith(("https://", "http://")):
            raise OptionError(
                "twilio.url must be set to the webhook's URL as Twilio knows it, https://...: the signature covers it"
            )
        self._token = settings.auth_token.encode()
        self._url = settings.url

    def authentic(self, request: Request, body: bytes) -> bool:
        """Compare the signature with that of the URL and the fields."""
        try:
            fields = _fields(body)
        except ValueError:
            return False
        signed = self._url + "".join(name + value for name, value in sorted(set(fields)))
        expected = base64.b64encode(hmac.digest(self._token, signed.encode("utf-8", "surrogatepass"), "sha1")).decode()
        return same(request.headers.get("x-twilio-signature", ""), expected)

    def read(self, request: Request, body: bytes) -> Outgoing | None:  # noqa: ARG002
        """Read the message. An agent may be known by ``Source`` (SDK, API, SMS ...) or by the message's attributes."""
        form = dict(_fields(body))
        if form.get("EventType") not in _EVENTS:
            return None
        attributes = json.loads(form.get("Attributes") or "{}")
        return Outgoing(
            form.get("Body", ""),
            form.get("Author", ""),
            form.get("ConversationSid", ""),
            metadata={
                **(texts(attributes) if isinstance(attributes, dict) else {}),
                "Source": form.get("Source", ""),
            },
            via=self.name,
            can_rewrite=True,
        )

    def answer(self, verdict: Verdict) -> Response:
        """Leave the message as it is, refuse it, or replace its text."""
        if verdict.action == "block":
            return json_answer({"message": verdict.notice}, 403)
        return ok({"body": verdict.text} if verdict.action == "rewrite" else {})


def _fields(body: bytes) -> list[tuple[str, str]]:
    """Return the fields of a form. Raises `ValueError` when they are too many or not UTF-8."""
    return parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
