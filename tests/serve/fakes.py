"""A checker that knows a few words, so that tests of the gate and the hooks say what they mean."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from courtesy.model import Finding, Message, Report
from courtesy.names import AREAS
from courtesy.serve import Gate
from courtesy.serve.memory import SecondTries
from courtesy.serve.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from courtesy import Conversation

WORDS = {
    "rude": ("rudeness", "error", ""),
    "cold": ("coldness", "warning", "Write a warm word."),
    "RMA": ("jargon", "info", "return"),
    "cheap": ("pushiness", "error", "affordable"),
}


class FakeChecker:
    """Finds the words of `WORDS`; fails on "boom" and waits on "slow" until it is released."""

    def __init__(self) -> None:
        self.release = threading.Event()
        self.seen: list[Message] = []

    def check(self, message: Message) -> Report:
        self.seen.append(message)
        text = message.text
        if "boom" in text:
            raise RuntimeError(f"no good: {text}")
        if "slow" in text:
            self.release.wait(20)
        findings = [
            Finding(check, f"en.{check}.{word}", severity, at, at + len(word), word, f"Why {check}.", suggestion)
            for word, (check, severity, suggestion) in WORDS.items()
            if (at := text.find(word)) >= 0
        ]
        return Report(message.lang or "en", max(100 - 40 * len(findings), 0), dict.fromkeys(AREAS, 100), (), findings)

    def check_conversation(self, conversation: Conversation) -> Report:
        return self.check(Message(conversation.draft.text))


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def gates(**more: object) -> Iterator[Gate]:
    """Yield one gate with a fake checker, and close it: for fixtures."""
    checker = FakeChecker()
    settings: dict[str, object] = {"memory": SecondTries(after=0), "worker": Worker(1, 4), "deadline": 2.0, **more}
    gate = Gate(checker, **settings)  # type: ignore[arg-type]
    yield gate
    checker.release.set()
    gate.close()
