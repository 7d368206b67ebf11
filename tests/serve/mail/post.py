"""A mail server that keeps what it is sent, letters, and the proxy on a thread of its own."""

from __future__ import annotations

import asyncio
import smtplib
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import SMTP as WIRE
from typing import Any

from aiosmtpd.smtp import SMTP

from courtesy.serve.mail.desk import Desk
from courtesy.serve.mail.proxy import Proxy
from courtesy.serve.mail.settings import MailSettings, SmtpSettings

from ..fakes import gates


class Loop:
    """An event loop on a thread of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, job: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(job, self.loop).result(30)

    def close(self) -> None:
        async def finish() -> None:
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        self.run(finish())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()


class Sink:
    """A real SMTP server that takes everything, except from or for an address with "nobody" in it."""

    def __init__(self, *, size: int | None = 33_554_432, utf8: bool = True) -> None:
        self.letters: list[tuple[str, list[str], bytes]] = []
        self.options: list[list[str]] = []
        self.arrived = threading.Condition()
        self.answer = ""
        self._loop = Loop()
        self._servers: list[SMTP] = []

        def session() -> SMTP:
            server = SMTP(self, data_size_limit=size, enable_SMTPUTF8=utf8, hostname="sink.test", loop=self._loop.loop)
            self._servers.append(server)
            return server

        async def start() -> asyncio.Server:
            return await self._loop.loop.create_server(session, "127.0.0.1", 0)

        self._server = self._loop.run(start())
        self.port = self._server.sockets[0].getsockname()[1]

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if "nobody" in address:
            return "553 5.7.1 Nobody"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Sender fine"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if "nobody" in address:
            return "550-5.1.1 There is no such person.\r\n550 5.1.1 Ask the office."
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Recipient fine"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answer:
            return self.answer
        with self.arrived:
            self.letters.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
            self.options.append(envelope.mail_options)
            self.arrived.notify_all()
        return f"250 2.0.0 taken as {len(self.letters)}"

    def received(self, subject: str, seconds: float = 30) -> Message:
        """Return the letter with that subject, when it has come."""

        def found() -> list[Message]:
            letters = [message_from_bytes(content) for _, _, content in self.letters]
            return [message for message in letters if message["Subject"] == subject]

        with self.arrived:
            assert self.arrived.wait_for(found, seconds), subject
            [one] = found()
            return one

    def close(self) -> None:
        self._loop.loop.call_soon_threadsafe(self._server.close)
        self._loop.close()


@contextmanager
def proxies(
    sink_port: int, *, smtp: dict[str, Any] | None = None, agents: Any = None, gate: Any = None, **mail: Any
) -> Iterator[Any]:
    """Yield a running proxy around a gate whose checker knows a few words; ``gate`` is settings of the gate, or one."""
    loop = Loop()
    with contextmanager(gates)(**({"agents": agents} if agents else {}), **(gate or {})) as made:
        fake = made.checker
        desk = Desk(made, MailSettings(**mail), agents)
        proxy = Proxy(
            desk, SmtpSettings(**{"port": 0, "next": f"127.0.0.1:{sink_port}", "stop_seconds": 0, **(smtp or {})})
        )
        proxy.host, proxy.port = loop.run(proxy.start())
        proxy.run = loop.run
        try:
            yield proxy
        finally:
            fake.release.set()
            loop.run(proxy.stop())
            loop.close()
            desk.close()


def letter(text: str = "fine", **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {
        "From": "Ana <ana@shop.test>",
        "To": "maria@customer.test",
        "Subject": "Your order",
        **headers,
    }.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    return message


def send(
    port: int,
    message: EmailMessage | bytes | str = "fine",
    sender: str = "ana@shop.test",
    to: str | list[str] = "maria@customer.test",
    options: tuple[str, ...] = (),
) -> tuple[int, str]:
    """Send over a real session, and return what the server said to the letter."""
    if isinstance(message, str):
        message = letter(message)
    raw = message if isinstance(message, bytes) else message.as_bytes(policy=WIRE)
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
        client.ehlo("desk.shop.test")
        code, words = client.mail(sender, options)
        for address in [to] if isinstance(to, str) else to:
            if code < 300:
                code, words = client.rcpt(address)
        if code < 300:
            code, words = client.data(raw)
    return code, words.decode()
