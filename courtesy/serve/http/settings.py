"""Settings of the HTTP service and of its hooks. A hook is there when its secret is set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from courtesy.serve.fields import SECRET, limits


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """``[http]``: where the service listens, who may ask, and how much of everything it takes."""

    host: str = "127.0.0.1"
    port: int = field(default=8080, metadata=limits(0, 65535))
    tokens: tuple[str, ...] = field(default=(), metadata=SECRET)
    anonymous: bool = False  # listen beyond this machine without tokens
    cors_origins: tuple[str, ...] = ()
    max_body: int = field(default=1_048_576, metadata=limits(1024, 64 * 1_048_576))
    max_depth: int = field(default=32, metadata=limits(4, 500))
    max_messages: int = field(default=100, metadata=limits(1, 10_000))
    max_connections: int = field(default=256, metadata=limits(1, 65_535))
    head_seconds: float = field(default=5, metadata=limits(0.1, 600))
    body_seconds: float = field(default=5, metadata=limits(0.1, 600))
    idle_seconds: int = field(default=30, metadata=limits(1, 3600))
    stop_seconds: int = field(default=10, metadata=limits(1, 600))
    log_level: Literal["debug", "info", "warning", "error"] = "info"


@dataclass(frozen=True, slots=True)
class MatrixSettings:
    """``[matrix]``: the ``authorization`` of synapse-http-antispam."""

    token: str = field(default="", metadata=SECRET)


@dataclass(frozen=True, slots=True)
class StreamSettings:
    """``[stream]``: the API secret of the Stream app."""

    secret: str = field(default="", metadata=SECRET)


@dataclass(frozen=True, slots=True)
class AblySettings:
    """``[ably]``: the bearer token in the headers of the moderation rule."""

    token: str = field(default="", metadata=SECRET)


@dataclass(frozen=True, slots=True)
class CometChatSettings:
    """``[cometchat]``: the Basic credentials of the custom moderation list."""

    user: str = "cometchat"
    password: str = field(default="", metadata=SECRET)


@dataclass(frozen=True, slots=True)
class TwilioSettings:
    """``[twilio]``: the auth token of the account, and the webhook's URL as Twilio knows it."""

    auth_token: str = field(default="", metadata=SECRET)
    url: str = ""


@dataclass(frozen=True, slots=True)
class OpenIMSettings:
    """``[openim]``: the secret that stands in the callback's URL, as OpenIM signs nothing."""

    token: str = field(default="", metadata=SECRET)
    err_code: int = field(default=5001, metadata=limits(5000, 9999))


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """``[slack]``: the app's signing secret and bot token, and the name of its slash command."""

    signing_secret: str = field(default="", metadata=SECRET)
    bot_token: str = field(default="", metadata=SECRET)
    command: str = "/say"
    api_url: str = ""  # for tests and gateways; Slack's own if empty
