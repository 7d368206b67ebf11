"""The plain functions for callers who want one answer and no object."""

from __future__ import annotations

from courtesy.checker import Checker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from courtesy.conversation import Conversation
    from courtesy.model import Message, Report

_default: list[Checker] = []


def check(
    text: str | Message,
    lang: str = "auto",
    channel: str = "chat",
    formality: str | None = None,
    enable: Sequence[str] | None = None,
    disable: Sequence[str] | None = None,
    lexicons: Sequence[str] | None = None,
    engine: str = "fast",
    ui_lang: str = "en",
    stanza_dir: str | None = None,
) -> Report:
    """Check one message; the settings are those of `courtesy.Checker`, and so are the errors.

    Whoever checks many messages makes one `courtesy.Checker` and keeps it.
    """
    checker = Checker(lang, channel, formality, enable, disable, lexicons, engine, ui_lang, stanza_dir=stanza_dir)
    return checker.check(text)


def check_conversation(conversation: Conversation | Mapping[str, Any]) -> Report:
    """Check the draft of a conversation with default settings; see `courtesy.Checker.check_conversation`."""
    return _checker().check_conversation(conversation)


def score_basics(text: str) -> int:
    """Return how well the basic courtesies are kept, 0..100: please, thank you, sorry, greeting and closing."""
    return _report(text).scores["basics"]


def score_condescension(text: str) -> int:
    """Return how free of talking down the message is, 0..100: higher is kinder."""
    return _report(text).score_for("condescension")


def score_coldness(text: str) -> int:
    """Return how free of coldness the message is, 0..100: higher is kinder."""
    return _report(text).score_for("coldness")


def has_please(text: str) -> bool:
    """Say whether the message says please, in whatever way its language does."""
    return _report(text).has("please")


def has_thanks(text: str) -> bool:
    """Say whether the message thanks the reader."""
    return _report(text).has("thanks")


def has_apology(text: str) -> bool:
    """Say whether the message says sorry for what happened to the reader."""
    return _report(text).has("apology")


def _report(text: str) -> Report:
    return _checker().check(text)


def _checker() -> Checker:
    if not _default:
        _default.append(Checker())
    return _default[0]
