"""Slack: a slash command that says what stands behind it, or opens a window to write in.

Slack asks nobody before a message is sent, so the agent writes here instead: ``/say Good morning ...`` posts the words into
the channel if they pass, and tells the agent what is wrong if they don't; ``/say`` alone opens the window, which stays open
with the reason beside the words until they pass. slack_bolt verifies signatures and refuses requests older than five minutes.
"""

from __future__ import annotations

import html
import logging
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackClientError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import Response
from starlette.routing import Route

from courtesy.i18n import N_, translator
from courtesy.serve.http.answers import RefusalError
from courtesy.serve.http.intake import read_body
from courtesy.serve.verdict import Outgoing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from courtesy.serve.gate import Gate
    from courtesy.serve.http.settings import HttpSettings, SlackSettings
    from courtesy.serve.verdict import Verdict

_log = logging.getLogger("courtesy.serve")
_CALLBACK = "courtesy_say"
_BLOCK = "message"
_INPUT = "text"
_TITLE = N_("To the customer")
_SEND = N_("Send")
_NOT_POSTED = N_("The message passed, but Slack did not take it. Please try again.")


class SlackHook:
    """``/hooks/slack``, for the slash command and for interactivity alike."""

    name = "slack"

    def __init__(self, gate: Gate, limits: HttpSettings, settings: SlackSettings) -> None:
        self._gate = gate
        self._limits = limits
        url = {"base_url": settings.api_url} if settings.api_url else {}
        self._verifier = SignatureVerifier(settings.signing_secret)
        client = AsyncWebClient(settings.bot_token, timeout=2, **url)  # type: ignore[arg-type]
        self._app = AsyncApp(signing_secret=settings.signing_secret, client=client)
        self._app.command(settings.command)(self._command)
        self._app.view(_CALLBACK)(self._submission)
        self._app.error(_failed)
        self._say = translator(gate.ui_lang)

    @property
    def routes(self) -> list[Route]:
        """The one route that Slack is told."""
        return [Route("/hooks/slack", self.endpoint, methods=["POST"])]

    async def endpoint(self, request: Request) -> Response:
        """Hand the request to slack_bolt, which verifies it and calls the listeners below."""
        body = await read_body(request, self._limits)
        headers: dict[str, Any] = dict(request.headers)
        if not self._authentic(body, headers):
            raise RefusalError(401, "the signature is wrong or too old")
        try:
            asked = AsyncBoltRequest(body=body.decode(), headers=headers)
        except Exception:  # noqa: BLE001  (slack_bolt takes whatever is signed to be well-formed)
            raise RefusalError(400, "the body is not what Slack sends") from None
        answer = await self._app.async_dispatch(asked)
        out = Response(answer.body, answer.status)
        for name, values in answer.headers.items():
            for value in values:
                out.headers[name] = value
        return out

    def _authentic(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Verify before slack_bolt reads anything: it parses first, and stumbles over a time that is no number."""
        try:
            return self._verifier.is_valid_request(body, headers)
        except (ValueError, TypeError):  # not UTF-8, or the header has letters beyond ASCII
            return False

    async def _command(self, ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
        words, user, channel = command.get("text") or "", command["user_id"], command["channel_id"]
        if not words.strip():
            await client.views_open(trigger_id=command["trigger_id"], view=self._view(channel))
            await ack()
            return
        verdict = await self._judge(words, user, channel)
        if verdict.action == "block":
            await ack(text=verdict.notice, response_type="ephemeral")
            return
        await ack(text=_signed(verdict, words, user), response_type="in_channel")
        await self._whisper(client, verdict, user, channel)

    async def _submission(self, ack: Any, body: dict[str, Any], view: dict[str, Any], client: AsyncWebClient) -> None:
        words = view["state"]["values"][_BLOCK][_INPUT]["value"] or ""
        user, channel = body["user"]["id"], view["private_metadata"]
        verdict = await self._judge(words, user, channel)
        problem = verdict.notice if verdict.action == "block" else ""
        if not problem:
            try:
                await client.chat_postMessage(channel=channel, text=_signed(verdict, words, user))
            except (SlackClientError, OSError):
                problem = self._say(_NOT_POSTED)
        if problem:
            await ack(response_action="errors", errors={_BLOCK: problem})
            return
        await ack()
        await self._whisper(client, verdict, user, channel)

    async def _judge(self, words: str, user: str, channel: str) -> Verdict:
        message = Outgoing(html.unescape(words), user, channel, via=self.name, can_rewrite=True)
        return await self._gate.judge(message)

    async def _whisper(self, client: AsyncWebClient, verdict: Verdict, user: str, channel: str) -> None:
        """Tell the author, and nobody else, what could be better next time."""
        if verdict.notice:
            await client.chat_postEphemeral(channel=channel, user=user, text=verdict.notice)

    def _view(self, channel: str) -> dict[str, Any]:
        return {
            "type": "modal",
            "callback_id": _CALLBACK,
            "private_metadata": channel,
            "title": {"type": "plain_text", "text": self._say(_TITLE)},
            "submit": {"type": "plain_text", "text": self._say(_SEND)},
            "blocks": [
                {
                    "type": "input",
                    "block_id": _BLOCK,
                    "label": {"type": "plain_text", "text": self._say(_TITLE)},
                    "element": {"type": "plain_text_input", "action_id": _INPUT, "multiline": True},
                }
            ],
        }


async def _failed(error: Exception) -> None:
    """Log where a listener failed; slack_bolt itself would log what was in the request."""
    _log.error("a Slack listener failed", exc_info=error)


def _signed(verdict: Verdict, words: str, user: str) -> str:
    """Return what is posted: the words, which the app says for the author, and who that is."""
    said = words if verdict.text is None else html.escape(verdict.text, quote=False)
    return f"{said}\n— <@{user}>"
