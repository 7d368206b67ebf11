"""The gate: every hook asks it about every message, and it always answers, in time, and says what it means.

Whatever goes wrong inside (a check that fails, a deadline missed, too much to do at once) becomes a verdict by the failure
policy; asking never raises. No text is kept, logged or counted.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING, NamedTuple

from courtesy.conversation import Conversation, Turn
from courtesy.model import Message
from courtesy.serve import notice
from courtesy.serve.markup import html_to_text
from courtesy.serve.memory import SecondTries
from courtesy.serve.policy import RULES, Decision, Policy
from courtesy.serve.sides import Agents
from courtesy.serve.verdict import Verdict
from courtesy.serve.worker import OverloadError, Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from courtesy.checker import Checker
    from courtesy.model import Report
    from courtesy.serve.settings import GateSettings
    from courtesy.serve.verdict import Action, Cause, Outgoing

    Listener = Callable[[Outgoing, Verdict, float], None]

_log = logging.getLogger("courtesy.serve")
_WARM_UP = {"el": "Καλημέρα σας.", "pl": "Dzień dobry.", "fa": "سلام.", "fil": "Magandang araw po.", "en": "Hello."}


ASKED_AT: ContextVar[float | None] = ContextVar("asked_at", default=None)
"""When the request came that is being answered, in seconds of the monotonic clock: set by whoever knows it."""


class _Look(NamedTuple):
    """What came of reading a message."""

    decision: Decision
    report: Report
    text: str | None = None


class Gate:
    """Answers what to do with messages, by settings that stay the same.

    ``listener`` is told every verdict with the seconds it took, for metrics and logs. A gate may be shared by threads;
    `judge` is for event loops, `judge_now` for threads. `close` it in the end.

    ``at_once`` is the length, in characters, up to which `judge` reads a message itself while the worker has nothing to do.
    Handing a message over to another thread costs about as much as reading a short one. What a thousand characters can cost
    is bounded to some tens of milliseconds, whatever they are; whoever gives a checker that may take longer leaves it at 0.
    """

    def __init__(
        self,
        checker: Checker,
        policy: Policy | None = None,
        *,
        agents: Agents | None = None,
        memory: SecondTries | None = None,
        worker: Worker | None = None,
        on_failure: str = "open",
        encrypted: str = "allow",
        deadline: float = 0.8,
        max_chars: int = 100_000,
        at_once: int = 0,
        ui_lang: str = "en",
        listener: Listener | None = None,
    ) -> None:
        self.checker = checker
        self.deadline = deadline
        self.listener = listener
        self.worker = Worker() if worker is None else worker
        self._policy = Policy() if policy is None else policy
        self._agents = Agents() if agents is None else agents
        self._memory = SecondTries() if memory is None else memory
        self._failure_action: Action = "block" if on_failure == "closed" else "allow"
        self._encrypted_action: Action = "block" if encrypted == "block" else "allow"
        self._max_chars = max_chars
        self._at_once = at_once
        self._spent = 0.0  # seconds of this turn of the event loop that went into reading
        self.ui_lang = ui_lang

    @classmethod
    def from_settings(cls, settings: GateSettings, listener: Listener | None = None) -> Gate:
        """Make a gate as the settings say. Raises a `CourtesyError` for settings that can't be used."""
        return settings.gate(listener)

    def warm(self) -> None:
        """Load every language, so that the first message doesn't wait for its lexicon. Takes a second or more."""
        for lang, text in _WARM_UP.items():
            self.checker.check(Message(text, lang=lang))
            turns = (Turn("customer", text, lang=lang), Turn("agent", text, lang=lang))
            self.checker.check_conversation(Conversation(turns, lang=lang))

    async def judge(self, message: Outgoing, *, seconds: float | None = None) -> Verdict:
        """Return the verdict, within the deadline or within ``seconds`` if those are fewer.

        The deadline counts from `ASKED_AT` where that is set.
        """
        now = time.monotonic()
        started = ASKED_AT.get() or now
        verdict = self._unread(message)
        if verdict is not None:
            return self._told(message, verdict, started)
        left = min(self._time_left(seconds), max(0.0, self.deadline - (now - started)))
        try:
            if not left:
                raise TimeoutError
            if self._short(message):
                look = self._look_now(message)
            else:
                look = await asyncio.wait_for(asyncio.wrap_future(self._begin(message)), left)
        except TimeoutError:
            verdict = self._failure("timeout")
        except OverloadError:
            verdict = self._failure("overload")
        except Exception as error:  # noqa: BLE001  (whatever it is, the policy has an answer)
            verdict = self._failure("error", error)
        else:
            verdict = self._verdict(message, look)
        return self._told(message, verdict, started)

    def judge_now(self, message: Outgoing, *, seconds: float | None = None) -> Verdict:
        """Do as `judge` does, and wait for it: for a filter that has a thread for each connection."""
        started = time.monotonic()
        verdict = self._unread(message)
        if verdict is not None:
            return self._told(message, verdict, started)
        job: Future[_Look] | None = None
        try:
            job = self._begin(message)
            look = job.result(self._time_left(seconds))
        except TimeoutError:
            if job is not None:
                job.cancel()
            verdict = self._failure("timeout")
        except OverloadError:
            verdict = self._failure("overload")
        except Exception as error:  # noqa: BLE001  (as above)
            verdict = self._failure("error", error)
        else:
            verdict = self._verdict(message, look)
        return self._told(message, verdict, started)

    def unreadable(self, message: Outgoing) -> Verdict:
        """Return the verdict on an encrypted message, which nobody can check here: by policy, and counted."""
        started = time.monotonic()
        if not self._agents.wrote(message):
            return self._told(message, Verdict("allow", "customer"), started)
        return self._told(message, self._held_or_not(self._encrypted_action, "encrypted"), started)

    def failure(self, message: Outgoing, cause: Cause = "error", error: BaseException | None = None) -> Verdict:
        """Return what the failure policy says about a message that a hook itself could not make sense of."""
        return self._told(message, self._failure(cause, error), time.monotonic())

    def close(self) -> None:
        """Take no more messages; what is asked from now on is answered by the failure policy."""
        self.worker.close()

    # ------------------------------------------------------------------------------------------------ the way there

    def _unread(self, message: Outgoing) -> Verdict | None:
        """Return the verdict on a message that needs no reading, or can't be read."""
        if not self._agents.wrote(message):
            return Verdict("allow", "customer")
        texts = [text for version in message.versions for text in version]
        if not any(text.strip() for text in texts):
            return Verdict("allow", "empty")
        if max(map(len, texts)) > self._max_chars:
            return self._failure("too-long")
        return None

    def _begin(self, message: Outgoing) -> Future[_Look]:
        """Hand the message to the worker. Raises `OverloadError` when too many wait."""
        return self.worker.submit(lambda: self._look(message))

    def _short(self, message: Outgoing) -> bool:
        """Say whether to read a message here and now: a short one, while neither worker nor event loop has much to do."""
        return (
            len(message.text) <= self._at_once
            and message.html is None
            and not message.others
            and message.conversation is None
            and self._spent < _TURN
            and self.worker.idle
        )

    def _look_now(self, message: Outgoing) -> _Look:
        """Read a message in the event loop, and count how long this turn of the loop has been at it."""
        if not self._spent:
            asyncio.get_running_loop().call_soon(self._next_turn)
        started = time.monotonic()
        try:
            return self._look(message)
        finally:
            self._spent += time.monotonic() - started

    def _next_turn(self) -> None:
        self._spent = 0.0

    def _time_left(self, seconds: float | None) -> float:
        return self.deadline if seconds is None else max(0.0, min(seconds, self.deadline))

    def _look(self, message: Outgoing) -> _Look:
        """Read the message: the work that the worker does."""
        looks = [self._decided(message, text) for text in _distinct(message)]
        look = max(looks, key=lambda look: RULES.index(look.decision.rule))
        if message.can_rewrite and len(looks) == 1 and message.html is None and message.conversation is None:
            text = self._policy.rewritten(message.text, look.report)
            if text is not None and RULES.index(self._decided(message, text).decision.rule) < _ASK:
                return look._replace(text=text)
        return look

    def _decided(self, message: Outgoing, text: str) -> _Look:
        report = self._report(message, text)
        return _Look(self._policy.decide(report), report)

    def _report(self, message: Outgoing, text: str) -> Report:
        if message.conversation is not None:
            return self.checker.check_conversation(message.conversation)
        return self.checker.check(Message(text, message.lang, message.channel, message.formality))

    # ------------------------------------------------------------------------------------------------ the way back

    def _verdict(self, message: Outgoing, look: _Look) -> Verdict:
        decision, report, text = look
        rule = decision.rule
        if text is not None:
            return Verdict("rewrite", "findings", self._about(decision), text=text, report=report)
        if rule == "allow":
            return Verdict("allow", "clean", report=report)
        if rule == "warn":
            return Verdict("warn", "findings", self._about(decision), report=report)
        ask = rule == "ask"
        if ask and message.sender and self._memory.confirms(message.sender, message.room, _whole(message)):
            return Verdict("warn", "confirmed", report=report)
        return Verdict("block", "findings", self._about(decision, ask=ask), ask=ask, report=report)

    def _about(self, decision: Decision, *, ask: bool = False) -> str:
        return notice.about(decision.findings, self.ui_lang, ask=ask)

    def _failure(self, cause: Cause, error: BaseException | None = None) -> Verdict:
        return self._held_or_not(self._failure_action, cause, "" if error is None else _place(error))

    def _held_or_not(self, action: Action, cause: Cause, detail: str = "") -> Verdict:
        words = notice.held_back(cause, self.ui_lang) if action == "block" else ""
        return Verdict(action, cause, words, detail=detail)

    def _told(self, message: Outgoing, verdict: Verdict, started: float) -> Verdict:
        if self.listener is not None:
            try:
                self.listener(message, verdict, time.monotonic() - started)
            except Exception as error:  # noqa: BLE001  (counting must not stop a message)
                _log.warning("the listener failed: %s", _place(error))
        return verdict


_ASK = RULES.index("ask")
_TURN = 0.02
"""Seconds that one turn of the event loop may read; what else has come waits for the worker, under the deadline."""


def _distinct(message: Outgoing) -> list[str]:
    """Return what there is to read, as text; of versions that say the same only one."""
    found: dict[str, str] = {}
    for plain, rich in message.versions:
        for text in (plain, html_to_text(rich) if rich else ""):
            if text.strip():
                found.setdefault(text.strip(), text)
    return list(found.values()) or [""]


def _whole(message: Outgoing) -> str:
    return "\0".join(text for version in message.versions for text in version if text)


def _place(error: BaseException) -> str:
    """Return the kind of an error and where it happened. Its words are left out: they may quote the message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else ""
    return type(error).__name__ + where
