"""The webhooks of chat systems: one module each, all on `courtesy.serve.http.hooks.base.Hook` and the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from courtesy.errors import OptionError
from courtesy.serve.http.hooks.ably import AblyHook
from courtesy.serve.http.hooks.cometchat import CometChatHook
from courtesy.serve.http.hooks.matrix import MatrixHook
from courtesy.serve.http.hooks.openim import OpenIMHook
from courtesy.serve.http.hooks.stream import StreamHook
from courtesy.serve.http.hooks.twilio import TwilioHook
from courtesy.serve.http.settings import (
    AblySettings,
    CometChatSettings,
    HttpSettings,
    MatrixSettings,
    OpenIMSettings,
    SlackSettings,
    StreamSettings,
    TwilioSettings,
)

if TYPE_CHECKING:
    from starlette.routing import Route

    from courtesy.serve.gate import Gate
    from courtesy.serve.settings import Settings


class AnyHook(Protocol):
    """What the app needs to know of a hook."""

    @property
    def name(self) -> str:
        """Its name in metrics, logs and settings."""

    @property
    def routes(self) -> list[Route]:
        """Where it listens."""


def hooks(gate: Gate, settings: Settings) -> list[AnyHook]:
    """Return the hooks whose secrets are set. Raises `OptionError` for one that can't work as it is set."""
    limits = settings.section(HttpSettings)
    matrix, stream = settings.section(MatrixSettings), settings.section(StreamSettings)
    ably, cometchat = settings.section(AblySettings), settings.section(CometChatSettings)
    twilio, openim = settings.section(TwilioSettings), settings.section(OpenIMSettings)
    slack = settings.section(SlackSettings)
    found: list[AnyHook] = []
    if matrix.token:
        found.append(MatrixHook(gate, limits, matrix))
    if stream.secret:
        found.append(StreamHook(gate, limits, stream))
    if ably.token:
        found.append(AblyHook(gate, limits, ably))
    if cometchat.password:
        found.append(CometChatHook(gate, limits, cometchat))
    if twilio.auth_token:
        found.append(TwilioHook(gate, limits, twilio))
    if openim.token:
        found.append(OpenIMHook(gate, limits, openim))
    if slack.signing_secret:
        try:
            from courtesy.serve.http.hooks.slack import SlackHook
        except ImportError as error:
            raise OptionError(
                f"the section [slack] needs more: pip install 'courtesy-check[slack]' ({error})"
            ) from None
        found.append(SlackHook(gate, limits, slack))
    return found
