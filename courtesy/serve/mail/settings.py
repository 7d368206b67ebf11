"""Settings of the two ways to stand in the way of mail, and of what both do with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from courtesy.serve.fields import limits


@dataclass(frozen=True, slots=True)
class MailSettings:
    """``[mail]``: who is taken for the author, and what happens to mail that the policy blocks."""

    author: Literal["envelope", "header"] = "envelope"  # whose address [agents] is asked about
    block: Literal["refuse", "hold", "mark"] = "refuse"
    headers: bool = False  # also on mail that passes; its reader can see them
    utf8_replies: bool = False  # also to clients that did not say that they understand them
    max_size: int = field(default=52_428_800, metadata=limits(1024, 2**31))


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """``[smtp]``: where the proxy listens, which server gets the mail, and where it is held."""

    host: str = "127.0.0.1"
    port: int = field(default=10025, metadata=limits(0, 65535))
    anonymous: bool = False  # listen beyond this machine
    next: str = "127.0.0.1:10026"
    hold_next: str = ""
    hold_maildir: str = ""
    max_connections: int = field(default=100, metadata=limits(1, 10_000))
    idle_seconds: float = field(default=300, metadata=limits(1, 3600))
    next_seconds: float = field(default=300, metadata=limits(1, 3600))
    stop_seconds: float = field(default=10, metadata=limits(0, 600))
    log_level: Literal["debug", "info", "warning", "error"] = "info"


@dataclass(frozen=True, slots=True)
class MilterSettings:
    """``[milter]``: the socket at which the mail server asks."""

    socket: str = "unix:/run/courtesy/milter.sock"
    mode: str = "0660"  # of a unix socket
    log_level: Literal["debug", "info", "warning", "error"] = "info"
