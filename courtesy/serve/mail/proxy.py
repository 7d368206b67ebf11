"""The SMTP proxy: stands between whatever sends mail and the server that takes it, and holds letters until they are read.

Nothing is promised that the next server has not promised: each of the client's commands is put to it at once, and a letter
is accepted when it, or the place for held letters, has accepted it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from courtesy.errors import OptionError
from courtesy.serve.mail import replies
from courtesy.serve.mail.desk import HEADERS, Mail
from courtesy.serve.mail.holding import hold
from courtesy.serve.mail.marking import with_headers
from courtesy.serve.mail.next_server import NextServer, Reply, UnreachableError, split

if TYPE_CHECKING:
    from courtesy.serve.mail.desk import Desk, Ruling
    from courtesy.serve.mail.holding import Hold
    from courtesy.serve.mail.settings import SmtpSettings

_log = logging.getLogger("courtesy.serve")
_UNREACHABLE = "451 4.4.1 The next mail server can't be reached. Please try again later."
_NOT_HELD = "451 4.3.0 The message could not be put aside. Please try again later."


class Proxy:
    """Listens, and makes a `_Session` of every connection."""

    def __init__(self, desk: Desk, settings: SmtpSettings) -> None:
        split(settings.next)
        self.desk, self.settings = desk, settings
        self.hold = hold(settings)
        if desk.settings.block == "hold" and self.hold is None:
            raise OptionError("mail.block is 'hold': smtp.hold_maildir or smtp.hold_next must say where to")
        self.sessions: set[_Session] = set()
        self._server: asyncio.Server | None = None

    async def start(self) -> tuple[str, int]:
        """Begin to listen, and return where. Raises `OptionError` when that can't be done."""
        host, port = self.settings.host, self.settings.port
        try:
            self._server = await asyncio.get_running_loop().create_server(self._session, host, port)
        except OSError as error:
            raise OptionError(f"{host}:{port}: {error.strerror or error}") from None
        address = self._server.sockets[0].getsockname()
        return address[0], address[1]

    async def stop(self) -> None:
        """Take no more connections, let letters that are on their way arrive, and close the rest."""
        if self._server is not None:
            self._server.close()
        end = asyncio.get_running_loop().time() + self.settings.stop_seconds
        while any(session.busy for session in self.sessions) and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.02)
        for session in list(self.sessions):
            session.end()

    def _session(self) -> SMTP:
        return _Session(self)


class _Session(SMTP):
    """One client. It is told what the next server can do, and nothing that the proxy would have to know about."""

    line_length_limit = 2**20  # how long a line may be is the next server's affair

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy
        self._hooks = _Hooks(proxy)
        super().__init__(
            self._hooks,
            data_size_limit=proxy.desk.settings.max_size,
            enable_SMTPUTF8=True,
            ident="courtesy",
            timeout=proxy.settings.idle_seconds,
            auth_exclude_mechanism=("LOGIN", "PLAIN"),
            loop=asyncio.get_running_loop(),
        )

    @property
    def busy(self) -> bool:
        """Whether a letter has been begun and not been answered."""
        return self.envelope is not None and bool(self.envelope.mail_from)

    def end(self) -> None:
        """Close the connection."""
        if self.transport is not None:
            self.transport.close()

    def connection_made(self, transport: Any) -> None:
        """Begin, or send away one client too many."""
        if len(self._proxy.sessions) >= self._proxy.settings.max_connections:
            transport.write(b"421 4.3.2 Too many connections. Please try again later.\r\n")
            transport.close()
            return
        self._proxy.sessions.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """End the session with the next server too."""
        self._hooks.close()
        if self in self._proxy.sessions:
            self._proxy.sessions.discard(self)
            super().connection_lost(error)


class _Hooks:
    """What aiosmtpd calls for each command of one client."""

    def __init__(self, proxy: Proxy) -> None:
        self._desk: Desk = proxy.desk
        self._settings = proxy.settings
        self._hold: Hold | None = proxy.hold
        self._next = NextServer(proxy.settings.next, proxy.settings.next_seconds)
        self._begun = False

    def close(self) -> None:
        self._next.close()

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        await self._forget()
        first = [responses[0]] if responses else [f"250-{server.hostname}"]
        can: list[str] = []
        with contextlib.suppress(UnreachableError):  # it is said when there is a letter to refuse for it
            can = [f"250-{line}" for line in await self._next.capabilities()]
        return [*first, *can, "250 HELP"]

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        try:
            await self._forget()
            self._begun = True
            answer = await self._next.mail(address, options)
        except UnreachableError:
            return _UNREACHABLE
        if answer[0] < 300:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return _said(answer)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        try:
            answer = await self._next.recipient(address, options)
        except UnreachableError:
            return _UNREACHABLE
        if answer[0] < 300:
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return _said(answer)

    async def handle_RSET(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await self._forget()
        return "250 2.0.0 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = Mail(
            content,
            "" if envelope.mail_from == "<>" else envelope.mail_from or "",
            tuple(envelope.rcpt_tos),
            "smtp",
            client=str(session.peer[0]) if session.peer else "",
            utf8=bool(envelope.smtp_utf8),
        )
        ruling = await self._desk.rule(mail)
        if ruling.what == "refuse":
            await self._forget()
            return replies.reply(ruling.code, ruling.status, list(ruling.lines))
        if self._marks:
            content = with_headers(content, ruling.headers, without=HEADERS)
        if ruling.what == "hold":
            return await self._put_aside(content, envelope, ruling)
        try:
            answer = await self._next.data(content)
        except UnreachableError:
            return _UNREACHABLE
        self._begun = False
        return _said(answer)

    async def handle_exception(self, error: Exception) -> str:
        _log.error("a command failed: %s", type(error).__name__, exc_info=error)
        return "451 4.3.0 Something went wrong here. Please try again later."

    @property
    def _marks(self) -> bool:
        return self._desk.settings.headers or self._desk.settings.block != "refuse"

    async def _put_aside(self, content: bytes, envelope: Envelope, ruling: Ruling) -> str:
        assert self._hold is not None  # noqa: S101  (Proxy sees to it)
        await self._forget()
        try:
            sender = envelope.mail_from or "<>"
            answer = await self._hold.keep(content, sender, list(envelope.rcpt_tos), list(envelope.mail_options))
        except Exception as error:  # noqa: BLE001  (a letter that is not safe is not ours to accept)
            _log.error("a letter could not be held: %s", type(error).__name__, exc_info=error)
            return _NOT_HELD
        return _said(answer)

    async def _forget(self) -> None:
        if self._begun:
            self._begun = False
            await self._next.forget()


def _said(answer: Reply) -> str:
    """Return what the next server said, in as many lines."""
    code, words = answer
    said = words.splitlines() or ["OK"]
    return "\r\n".join([*(f"{code}-{line}" for line in said[:-1]), f"{code} {said[-1]}"])
