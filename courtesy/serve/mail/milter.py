"""The milter: the mail server itself asks, over a socket, before it answers its client.

libmilter calls from threads of its own. An exception that left a callback would become a temporary failure whatever the policy
says, so none does.
"""

from __future__ import annotations

import functools
import logging
import os
from typing import TYPE_CHECKING, Any

import Milter
import milter as libmilter

from courtesy.errors import OptionError
from courtesy.serve.mail.desk import HEADERS, Mail, Ruling

if TYPE_CHECKING:
    from collections.abc import Callable

    from courtesy.serve.mail.desk import Desk

_log = logging.getLogger("courtesy.serve")


def _answers(callback: Callable[..., int]) -> Callable[..., int]:
    """Let no exception out of a callback: the failure policy answers instead."""

    @functools.wraps(callback)
    def safe(self: Filter, *arguments: Any) -> int:
        try:
            return callback(self, *arguments)
        except Exception as error:  # noqa: BLE001  (see above)
            return self.stumbled(error)

    return safe


class Filter(Milter.Base):  # type: ignore[misc]
    """One connection of the mail server; its letters come one after the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._client = ""
        self._begin("")

    def _begin(self, sender: str) -> None:
        self._sender, self._login, self._utf8 = sender, "", False
        self._recipients: list[str] = []
        self._pieces: list[bytes] = []
        self._size = 0
        self._brought: list[str] = []  # the headers like ours that the letter came with

    # The names and the order of calls are libmilter's.

    @_answers
    def connect(self, hostname: str, family: int, address: Any) -> int:
        self._client = address[0] if isinstance(address, tuple) else ""
        return int(Milter.CONTINUE)

    @_answers
    def envfrom(self, sender: str, *options: str) -> int:
        self._begin(sender)
        self._login = self.getsymval("{auth_authen}") or ""
        self._utf8 = any(option.upper() == "SMTPUTF8" for option in options)
        return int(Milter.CONTINUE if self._marks or self._desk.concerns(self._mail()) else Milter.ACCEPT)

    @_answers
    def envrcpt(self, recipient: str, *options: str) -> int:
        self._recipients.append(recipient.strip("<>"))
        return int(Milter.CONTINUE)

    @_answers
    def header(self, name: str, value: str) -> int:
        if name.lower() in map(str.lower, HEADERS):
            self._brought.append(name)
        self._take(_bytes(name) + b": " + b"\r\n".join(_bytes(value).splitlines()) + b"\r\n")
        return int(Milter.CONTINUE)

    @_answers
    def eoh(self) -> int:
        self._take(b"\r\n")
        return int(Milter.CONTINUE)

    @_answers
    def body(self, piece: bytes) -> int:
        self._take(piece)
        return int(Milter.CONTINUE)

    @_answers
    def eom(self) -> int:
        return self._done(self._desk.rule_now(self._mail()))

    def abort(self) -> int:
        self._begin("")
        return int(Milter.CONTINUE)

    def close(self) -> int:
        self._begin("")
        return int(Milter.CONTINUE)

    def stumbled(self, error: Exception) -> int:
        """Answer by policy when a callback failed."""
        ruling = self._desk.fail(self._mail(), error)
        if ruling.what == "pass":
            return int(Milter.ACCEPT)
        if ruling.what == "hold":  # which can be said at the end of a letter only
            return int(Milter.TEMPFAIL)
        try:
            return self._refusal(ruling)
        except Exception as another:  # noqa: BLE001  (the answer is the same, without its words)
            _log.error("a reply could not be made", exc_info=another)
            return int(Milter.TEMPFAIL)

    # ------------------------------------------------------------------------------------------------------------------

    @property
    def _marks(self) -> bool:
        return self._desk.settings.headers or self._desk.settings.block == "mark"

    def _take(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size <= self._desk.settings.max_size:
            self._pieces.append(piece)

    def _mail(self) -> Mail:
        return Mail(
            b"".join(self._pieces),
            self._sender,
            tuple(self._recipients),
            "milter",
            self._login,
            self._client,
            self._utf8,
            too_big=self._size > self._desk.settings.max_size,
        )

    def _done(self, ruling: Ruling) -> int:
        if ruling.what == "refuse":
            return self._refusal(ruling)
        if self._marks or ruling.what == "hold":
            for name in self._brought:
                self.chgheader(name, 1, "")
            for name, value in ruling.headers:
                self.addheader(name, value)
        if ruling.what == "hold":
            self.quarantine("courtesy: " + dict(ruling.headers).get(HEADERS[2], ruling.verdict.cause))
        return int(Milter.CONTINUE)

    def _refusal(self, ruling: Ruling) -> int:
        lines = [line.replace("%", "%%") for line in ruling.lines]  # libmilter's own way of writing it
        self.setreply(str(ruling.code), ruling.status, *lines)
        return int(Milter.REJECT if ruling.code >= 500 else Milter.TEMPFAIL)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")


def serve(desk: Desk, socket: str, mode: str) -> None:
    """Answer the mail server until the process is told to stop. Raises `OptionError` for a socket that can't be had."""
    Milter.factory = lambda: Filter(desk)
    umask = os.umask(0o777 & ~int(mode, 8))
    try:
        Milter.runmilter("courtesy", socket)
    except libmilter.error:
        raise OptionError(f"milter.socket: {socket}: can't listen there") from None
    finally:
        os.umask(umask)
