"""The server behind the proxy: every command of the client is put to it, and what it says is what the client is told."""

from __future__ import annotations

import aiosmtplib

from courtesy.errors import OptionError

Reply = tuple[int, str]

CAPABILITIES = ("SIZE", "8BITMIME", "SMTPUTF8")
"""What the proxy passes on to the client when the next server can do it. Of everything else it knows nothing."""


class UnreachableError(Exception):
    """The next server is not there, or went away in the middle of something."""


class NextServer:
    """One session with the next server, opened when it is first needed."""

    def __init__(self, place: str, seconds: float) -> None:
        host, port = split(place)
        self._client = aiosmtplib.SMTP(hostname=host, port=port, timeout=seconds, start_tls=False)

    async def capabilities(self) -> list[str]:
        """Return the lines of its answer to EHLO that concern the client too."""
        await self._open()
        known = self._client.esmtp_extensions
        return [f"{name} {known[name.lower()]}".strip() for name in CAPABILITIES if name.lower() in known]

    async def mail(self, address: str, options: list[str]) -> Reply:
        """Begin a letter."""
        path = address if address == "<>" else f"<{address}>"
        return await self._command("MAIL", f"FROM:{path}", *options)

    async def recipient(self, address: str, options: list[str]) -> Reply:
        """Name one who shall get it."""
        return await self._command("RCPT", f"TO:<{address}>", *options)

    async def data(self, content: bytes) -> Reply:
        """Hand the letter over."""
        try:
            code, words = await self._client.data(content)
        except aiosmtplib.SMTPResponseException as error:
            return error.code, error.message
        except (aiosmtplib.SMTPException, OSError) as error:
            raise UnreachableError from error
        return code, words

    async def forget(self) -> None:
        """Drop a letter that was begun. If that can't be said, the session is closed, which says the same."""
        if self._client.is_connected:
            try:
                await self._command("RSET")
            except UnreachableError:
                self.close()

    def close(self) -> None:
        """End the session."""
        self._client.close()

    async def _open(self) -> None:
        if self._client.is_connected:
            return
        try:
            await self._client.connect()
            await self._client.ehlo()
        except (aiosmtplib.SMTPException, OSError) as error:
            self.close()
            raise UnreachableError from error

    async def _command(self, *words: str) -> Reply:
        await self._open()
        try:
            return await self._client.execute_command(*(word.encode() for word in words))
        except aiosmtplib.SMTPResponseException as error:
            return error.code, error.message
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            self.close()
            raise UnreachableError from error


def split(place: str) -> tuple[str, int]:
    """Return host and port of ``host:port``. Raises `OptionError`."""
    host, _, port = place.rpartition(":")
    if not (host and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise OptionError(f"a server must be written host:port, like '127.0.0.1:10026', not {place!r}")
    return host.removeprefix("[").removesuffix("]"), int(port)
