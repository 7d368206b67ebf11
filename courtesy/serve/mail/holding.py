"""Where the proxy puts letters that somebody shall look at before they go: a maildir, or another server."""

from __future__ import annotations

import asyncio
import mailbox
import os
from typing import TYPE_CHECKING, Protocol

from courtesy.errors import OptionError
from courtesy.serve.mail.marking import with_headers
from courtesy.serve.mail.next_server import NextServer, Reply

if TYPE_CHECKING:
    from courtesy.serve.mail.settings import SmtpSettings


class Hold(Protocol):
    """A place for letters."""

    async def keep(self, content: bytes, sender: str, recipients: list[str], options: list[str]) -> Reply:
        """Take a letter, and say so when it is safe. Raises whatever keeps it from being so."""


class Maildir:
    """A folder that every mail program reads. The envelope is written into the letter, so that it can be sent later."""

    def __init__(self, folder: str) -> None:
        try:
            os.makedirs(folder, 0o700, exist_ok=True)
            for name in ("cur", "new", "tmp"):
                os.makedirs(os.path.join(folder, name), 0o700, exist_ok=True)
        except OSError as error:
            raise OptionError(f"smtp.hold_maildir: {folder}: {error.strerror or error}") from None
        self._folder = folder

    async def keep(self, content: bytes, sender: str, recipients: list[str], options: list[str]) -> Reply:  # noqa: ARG002
        """Write the letter to the disk."""
        envelope = [("Return-Path", sender if sender == "<>" else f"<{sender}>")]
        envelope += [("X-Envelope-To", address) for address in recipients]
        await asyncio.to_thread(self._write, with_headers(content, envelope, without=("x-envelope-to", "return-path")))
        return 250, "2.0.0 held, somebody will look at it before it is sent"

    def _write(self, content: bytes) -> None:
        mailbox.Maildir(self._folder, create=False).add(content)


class HoldServer:
    """A server that takes held letters, whatever it does with them."""

    def __init__(self, place: str, seconds: float) -> None:
        self._place, self._seconds = place, seconds

    async def keep(self, content: bytes, sender: str, recipients: list[str], options: list[str]) -> Reply:
        """Hand the letter over; it is taken for all of its recipients or not at all."""
        server = NextServer(self._place, self._seconds)
        try:
            reply = await server.mail(sender, options)
            for address in recipients:
                if reply[0] < 300:
                    reply = await server.recipient(address, [])
            return await server.data(content) if reply[0] < 300 else reply
        finally:
            server.close()


def hold(settings: SmtpSettings) -> Hold | None:
    """Return the place that the settings name, if they name one. Raises `OptionError`."""
    if settings.hold_maildir and settings.hold_next:
        raise OptionError("smtp.hold_maildir and smtp.hold_next: only one of them can be set")
    if settings.hold_next:
        return HoldServer(settings.hold_next, settings.next_seconds)
    return Maildir(settings.hold_maildir) if settings.hold_maildir else None
