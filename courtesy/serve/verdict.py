"""What is asked of the gate and what it answers: plain values that every hook shares.

A hook (a webhook's adapter, a mail filter) makes an `Outgoing` of what its own protocol brings, asks `courtesy.serve.Gate`,
and turns the `Verdict` into the explicit yes or no of its own contract.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courtesy.conversation import Conversation
    from courtesy.model import Report

Action = Literal["allow", "warn", "block", "rewrite"]
"""``allow``: send it. ``warn``: send it, and tell the author where that is possible. ``block``: don't send it, and show the
author the notice. ``rewrite``: send `Verdict.text` instead; only hooks that can are told so."""

Cause = Literal[
    "clean",  # checked, and nothing that the policy minds was found
    "findings",  # checked, and something was
    "confirmed",  # the author was asked and sent the same again
    "customer",  # not written by one of our agents, so not ours to check
    "empty",  # no text to check
    "encrypted",  # can't be read here
    "too-long",  # longer than the settings allow
    "timeout",  # not finished within the deadline
    "overload",  # too much waiting already
    "error",  # the check itself failed
]

FAILURES: frozenset[Cause] = frozenset({"too-long", "timeout", "overload", "error"})
"""Causes that the failure policy answers: the message was to be checked, and was not."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way to a customer, as a hook saw it.

    ``sender`` and ``room`` are the protocol's own names for who writes and where; without a ``sender`` the gate remembers
    nothing, and asking the author is left to the caller. ``html`` is the same message in rich text, checked as well.
    ``others`` are further versions of it that some readers get to see, plain and rich, each read by itself.
    ``metadata`` is whatever else may say which side wrote it. ``via`` names the hook in metrics and logs.
    ``lang``, ``channel`` and ``formality`` override the checker's settings, as in `courtesy.Message`. With a
    ``conversation`` the whole of it is checked, and ``text`` is its draft. ``can_rewrite`` says that the hook can send
    other words instead; otherwise no verdict asks it to.
    """

    text: str
    sender: str = ""
    room: str = ""
    html: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    via: str = "api"
    lang: str | None = None
    channel: str | None = None
    formality: str | None = None
    conversation: Conversation | None = None
    can_rewrite: bool = False
    others: tuple[tuple[str, str], ...] = ()

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """All versions of the message, plain and rich ("" where there is none)."""
        return ((self.text, self.html or ""), *self.others)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a message, and why.

    ``notice`` is what to tell the author, in the interface language; empty when there is nothing to say. ``ask`` says that
    the same message sent again will go through. ``text`` is what to send instead when ``action`` is ``rewrite``.
    ``detail`` names what failed, for logs: it never holds any of the message.
    """

    action: Action
    cause: Cause
    notice: str = ""
    ask: bool = False
    text: str | None = None
    report: Report | None = None
    detail: str = ""

    @property
    def passes(self) -> bool:
        """Say whether the message may be sent as it is."""
        return self.action in ("allow", "warn")

    @property
    def failed(self) -> bool:
        """Say whether the failure policy answered, because the message could not be checked."""
        return self.cause in FAILURES

    def to_dict(self) -> dict[str, Any]:
        """Return the verdict as JSON-ready data; the report is left out when there is none."""
        out: dict[str, Any] = {"action": self.action, "cause": self.cause, "notice": self.notice, "ask": self.ask}
        if self.text is not None:
            out["text"] = self.text
        if self.report is not None:
            out["report"] = self.report.to_dict()
        return out
