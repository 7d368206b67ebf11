"""The desk that every letter goes over: reads it, asks the gate, and says what is to be done with it.

It never raises. What goes wrong becomes a verdict by the failure policy, the deadline counts from when the letter is laid
down, and nobody's letters are read but those of our own side.
"""

from __future__ import annotations

import asyncio
import dataclasses
import time
from typing import TYPE_CHECKING, Literal, NamedTuple

from courtesy.serve.mail import replies
from courtesy.serve.mail.letter import Letter, TooLongError, authors, read
from courtesy.serve.sides import Agents
from courtesy.serve.verdict import Outgoing, Verdict
from courtesy.serve.worker import OverloadError, Worker

if TYPE_CHECKING:
    from concurrent.futures import Future

    from courtesy.serve.gate import Gate
    from courtesy.serve.mail.settings import MailSettings
    from courtesy.serve.settings import GateSettings

HEADERS = ("X-Courtesy-Verdict", "X-Courtesy-Score", "X-Courtesy-Findings")

What = Literal["pass", "refuse", "hold"]


class Mail(NamedTuple):
    """A letter with its envelope, as an SMTP session brought it."""

    raw: bytes
    sender: str
    recipients: tuple[str, ...]
    via: str
    login: str = ""
    client: str = ""
    utf8: bool = False
    too_big: bool = False


class Ruling(NamedTuple):
    """What to do with a letter. The headers are to be added, the code, status and lines told to the client."""

    what: What
    verdict: Verdict
    headers: tuple[tuple[str, str], ...] = ()
    code: int = 250
    status: str = "2.0.0"
    lines: tuple[str, ...] = ()


class Desk:
    """Rules on letters, by a gate and the settings of mail. May be shared by threads; `close` closes the gate too."""

    def __init__(self, gate: Gate, settings: MailSettings, agents: Agents | None = None, *, threads: int = 1) -> None:
        self.gate = gate
        self.settings = settings
        self._agents = Agents() if agents is None else agents
        self._readers = Worker(threads)

    @classmethod
    def from_settings(cls, gate: Gate, gate_settings: GateSettings, settings: MailSettings) -> Desk:
        """Make a desk as the settings say."""
        agents = gate_settings.agents
        sides = Agents(agents.senders, agents.patterns, agents.metadata)
        return cls(gate, settings, sides, threads=gate_settings.policy.threads)

    def close(self) -> None:
        """Take no more letters."""
        self._readers.close()
        self.gate.close()

    def concerns(self, mail: Mail) -> bool:
        """Say whether the letter is to be read at all, as far as its envelope tells: a milter can stop listening if not."""
        return self.settings.author == "header" or self._ours(self._outgoing(mail, mail.sender))

    async def rule(self, mail: Mail) -> Ruling:
        """Say what to do with the letter, in an event loop."""
        end = time.monotonic() + self.gate.deadline
        outgoing = self._addressed(mail)
        try:
            asked = self._begin(mail, outgoing)
            if not isinstance(asked, Verdict):
                letter = await asyncio.wait_for(asyncio.wrap_future(asked), end - time.monotonic())
                question = self._asked(outgoing, letter)
                asked = (
                    await self.gate.judge(question, seconds=end - time.monotonic())
                    if question
                    else self._sealed(outgoing)
                )
        except Exception as error:  # noqa: BLE001  (whatever it is, the policy has an answer)
            asked = self._failed(outgoing, error)
        return self._ruling(mail, asked)

    def rule_now(self, mail: Mail) -> Ruling:
        """Do as `rule` does, in a thread that may wait."""
        end = time.monotonic() + self.gate.deadline
        outgoing = self._addressed(mail)
        asked: Future[Letter] | Verdict | None = None
        try:
            asked = self._begin(mail, outgoing)
            if not isinstance(asked, Verdict):
                question = self._asked(outgoing, asked.result(end - time.monotonic()))
                asked = (
                    self.gate.judge_now(question, seconds=end - time.monotonic())
                    if question
                    else self._sealed(outgoing)
                )
        except Exception as error:  # noqa: BLE001  (as above)
            if asked is not None and not isinstance(asked, Verdict):
                asked.cancel()
            asked = self._failed(outgoing, error)
        return self._ruling(mail, asked)

    def fail(self, mail: Mail, error: Exception) -> Ruling:
        """Say what to do with a letter that a door itself stumbled over."""
        return self._ruling(mail, self._failed(self._outgoing(mail, mail.sender), error))

    # ------------------------------------------------------------------------------------------------- the way there

    def _outgoing(self, mail: Mail, author: str) -> Outgoing:
        told = {"login": mail.login, "client": mail.client, "authenticated": "yes" if mail.login else "no"}
        room = "\n".join(sorted(address.lower() for address in mail.recipients))
        return Outgoing("", _address(author), room, metadata=told, via=mail.via, channel="email")

    def _addressed(self, mail: Mail) -> Outgoing:
        """Return the envelope, written by the one of the authors who is ours, if any is."""
        if self.settings.author == "envelope":
            return self._outgoing(mail, mail.sender)
        try:
            found = [self._outgoing(mail, author) for author in authors(mail.raw)]
        except Exception:  # noqa: BLE001  (a header that can't be read names nobody)
            found = []
        found.append(self._outgoing(mail, ""))
        return next(filter(self._ours, found), found[0])

    def _ours(self, outgoing: Outgoing) -> bool:
        return bool(outgoing.sender) and self._agents.wrote(outgoing)

    def _begin(self, mail: Mail, outgoing: Outgoing) -> Future[Letter] | Verdict:
        """Hand the letter to a reader, or return the verdict on one that is not to be read."""
        if not self._ours(outgoing):
            return Verdict("allow", "customer")  # or a bounce, which has no author to tell
        if mail.too_big:
            return self.gate.failure(outgoing, "too-long")
        try:
            return self._readers.submit(lambda: read(mail.raw))
        except OverloadError:
            return self.gate.failure(outgoing, "overload")

    def _failed(self, outgoing: Outgoing, error: Exception) -> Verdict:
        if outgoing.sender and not self._agents.wrote(outgoing):
            return Verdict("allow", "customer")
        if isinstance(error, TimeoutError):
            return self.gate.failure(outgoing, "timeout")
        if isinstance(error, OverloadError):
            return self.gate.failure(outgoing, "overload")
        if isinstance(error, TooLongError):
            return self.gate.failure(outgoing, "too-long")
        return self.gate.failure(outgoing, "error", error)

    def _asked(self, outgoing: Outgoing, letter: Letter) -> Outgoing | None:
        """Return what to ask the gate, or nothing when the letter is sealed."""
        return None if letter.sealed else dataclasses.replace(outgoing, text=letter.text, html=letter.html)

    def _sealed(self, outgoing: Outgoing) -> Verdict:
        return self.gate.unreadable(outgoing)

    # ------------------------------------------------------------------------------------------------- the way back

    def _ruling(self, mail: Mail, verdict: Verdict) -> Ruling:
        marked = _headers(verdict)
        if verdict.passes:
            checked = verdict.cause != "customer"
            return Ruling("pass", verdict, marked if self.settings.headers and checked else ())
        if self.settings.block == "mark":
            return Ruling("pass", verdict, marked)
        if self.settings.block == "hold":
            return Ruling("hold", verdict, marked)
        said = tuple(replies.lines(verdict, utf8=mail.utf8 or self.settings.utf8_replies))
        if verdict.failed and verdict.cause != "too-long":  # it may go better next time: whoever sends it keeps it
            return Ruling("refuse", verdict, (), 451, "4.7.1", said)
        return Ruling("refuse", verdict, (), 550, "5.7.1", said)


def _address(written: str) -> str:
    """Return an envelope's address in small letters: few servers tell Ana from ana, and no customer does."""
    return written.strip().removeprefix("<").removesuffix(">").lower()


def _headers(verdict: Verdict) -> tuple[tuple[str, str], ...]:
    values = [f"{verdict.action} ({verdict.cause})"]
    if verdict.report is not None:
        values.append(str(verdict.report.score))
        values.append(", ".join(sorted({finding.check for finding in verdict.report.findings})) or "none")
    return tuple(zip(HEADERS, values, strict=False))
