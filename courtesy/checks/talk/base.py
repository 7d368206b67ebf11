"""A conversation as its checks see it: every turn is read when a check asks for it, and only once."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import islice

from courtesy.checks.base import Context, Fault
from courtesy.lexicon.rules import apply
from courtesy.lexicon.store import TURNS, load
from courtesy.text.fold import fold
from courtesy.text.langid import identify

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from courtesy.checks.talk.promises import PromiseMemory
    from courtesy.conversation import Conversation, Settings, Turn
    from courtesy.lexicon.matcher import Hit, Reading
    from courtesy.lexicon.rules import Result
    from courtesy.text.tokens import Tokens

ONE_CONTACT = timedelta(minutes=10)
"""Messages that follow each other so closely are one contact: people write in pieces."""
KINDS = ("order", "code", "email", "phone", "name", "address", "date", "problem")
"""What the customer may have given us already."""
ASKS = tuple(f"asks-{kind}" for kind in KINDS)
"""The signals of a turn of ours that asks for it."""
_WORDS = re.compile(r"[^\W\d_]{2,}")
_FEW_WORDS = 4
_ENOUGH = 400


class Heard:
    """A turn: read as a message, and for the signals that it gives, each when it is first asked for."""

    __slots__ = ("_by_name", "_context", "_signals", "_talk", "index", "lang", "tokens", "turn")

    index: int
    turn: Turn
    lang: str
    tokens: Tokens

    def __init__(self, talk: Talk, index: int, turn: Turn, lang: str, context: Context | None = None) -> None:
        self.index = index
        self.turn = turn
        self.lang = lang
        self.tokens = talk.tokenize(turn.text, lang) if context is None else context.tokens
        self._talk = talk
        self._context = context
        self._signals: Result | None = None
        self._by_name: dict[str, list[Hit]] | None = None

    @property
    def context(self) -> Context:
        """The turn as a single message: its words, acts and faults."""
        if self._context is None:
            self._context = self._talk.read(self.tokens)
        return self._context

    @property
    def reading(self) -> Reading:
        """The turn as the rules for turns read it."""
        return self._read().reading

    @property
    def signals(self) -> dict[str, list[Hit]]:
        """What those rules found, by the name of the signal."""
        if self._by_name is None:
            self._by_name = {}
            for hit in self._read().kept:
                self._by_name.setdefault(hit.rule.target, []).append(hit)
        return self._by_name

    def gives(self, *signals: str) -> bool:
        """Say whether the turn gives one of some signals."""
        return not self.signals.keys().isdisjoint(signals)

    def _read(self) -> Result:
        if self._signals is None:
            self._signals = apply(load(self.lang, self._talk.extra, TURNS).read(self.tokens))
        return self._signals

    def sentence(self, number: int) -> str:
        """Return a sentence of the turn as it stands in the text."""
        tokens = self.tokens
        first, last, _ = tokens.sentences[number]
        end = tokens.ends[last - 1]
        marks = tokens.sentences[number][2]
        tail = self.turn.text[end : end + len(marks) + 1]
        return self.turn.text[tokens.starts[first] : end] + (marks if tail.lstrip().startswith(marks) else "")


class Talk:
    """A conversation up to its draft."""

    __slots__ = (
        "_heard",
        "_people",
        "channel",
        "compare",
        "conversation",
        "draft",
        "extra",
        "formality",
        "index",
        "memory",
        "settings",
        "tokenize",
        "turns",
        "ui_lang",
    )

    def __init__(
        self,
        conversation: Conversation,
        draft: Context,
        settings: Settings,
        extra: Sequence[str],
        compare: Sequence[str],
        ui_lang: str,
        tokenize: Callable[[str, str], Tokens],
        memory: PromiseMemory,
    ) -> None:
        self.settings = settings
        self.conversation = conversation
        self.channel = draft.channel
        self.formality = draft.formality
        self.compare = compare
        self.ui_lang = ui_lang
        self._people: frozenset[str] | None = None
        self.tokenize = tokenize
        """What the engine makes of a text in a language."""
        self.memory = memory
        self.index = conversation.draft_index
        self.turns = conversation.turns[: self.index]
        """The turns before the draft."""
        self.extra = extra
        self.draft = Heard(self, self.index, conversation.turns[self.index], draft.lang, draft)
        self._heard: dict[int, Heard] = {self.index: self.draft}

    @property
    def sent_at(self) -> datetime | None:
        """When the draft is sent, as far as that is known."""
        return self.draft.turn.at

    def heard(self, index: int) -> Heard:
        """Return a turn, read."""
        known = self._heard.get(index)
        if known is None:
            known = self._heard[index] = Heard(self, index, self.turns[index], language(self.conversation, index))
        return known

    def read(self, tokens: Tokens) -> Context:
        """Read some words as a single message."""
        result = apply(load(tokens.lang, self.extra).read(tokens))
        return Context(tokens.text, tokens.lang, self.channel, self.formality, result)

    def people(self) -> frozenset[str]:
        """Return the keys of the names that are known: the customer's and those of our agents."""
        if self._people is None:
            names = [
                self.conversation.customer.name or "",
                *(turn.author or "" for turn in self.turns),
                self.draft.turn.author or "",
            ]
            self._people = frozenset(fold(word) for name in names for word in _WORDS.findall(name))
        return self._people

    def pending(self) -> list[Heard]:
        """Return the customer's turns that nobody of our side has replied to yet."""
        first = self.index
        while first and self.turns[first - 1].role == "customer":
            first -= 1
        return [self.heard(i) for i in range(first, self.index)]

    def ours(self, *, back_to: int = 0) -> Iterator[int]:
        """Give the places of our side's turns before the draft, the latest first."""
        return (i for i in range(self.index - 1, back_to - 1, -1) if self.turns[i].role == "agent")

    def theirs(self) -> Iterator[int]:
        """Give the places of the customer's turns before the draft, the latest first."""
        return (i for i in range(self.index - 1, -1, -1) if self.turns[i].role == "customer")

    def fault(self, check: str, name: str, start: int, end: int, data: Mapping[str, Any] | None = None) -> Fault:
        """Make a fault of the draft, with what the language's rules for conversations suggest."""
        draft = self.draft
        return Fault(
            check, f"{draft.context.lang}.{check}.{name}", start, end, draft.reading.suggestion(check), "", data
        )

    def on_hit(self, check: str, name: str, hit: Hit, data: Mapping[str, Any] | None = None) -> Fault:
        """Make a fault where a signal was found in the draft."""
        return self.fault(check, name, *self.draft.context.span(hit), data)

    def on_all(self, check: str, name: str, data: Mapping[str, Any] | None = None) -> Fault:
        """Make a fault of the draft as a whole."""
        tokens = self.draft.context.tokens
        if not tokens.words:
            return self.fault(check, name, 0, 0, data)
        return self.fault(check, name, tokens.starts[0], tokens.ends[-1], data)

    def at_start(self, check: str, name: str, data: Mapping[str, Any] | None = None) -> Fault:
        """Make a fault about something absent: its empty span is where the draft begins."""
        tokens = self.draft.context.tokens
        start = tokens.starts[0] if tokens.words else 0
        return self.fault(check, name, start, start, data)


def language(conversation: Conversation, index: int) -> str:
    """Return the language of a turn: its own, the conversation's, or the one that its words show.

    A few words show little, so that what the same side wrote before is read with them; where there is nothing of that,
    what the other side wrote.
    """
    turns = conversation.turns
    turn = turns[index]
    if turn.lang is not None:
        return turn.lang
    if conversation.lang != "auto" and turn.role == "agent":
        return conversation.lang
    text = turn.text
    if is_short(text):
        near = sorted(range(max(0, index - 12), index), key=lambda i: (turns[i].role != turn.role, -i))
        for i in near:
            text = f"{text}\n{turns[i].text}"
            if not is_short(text) or len(text) > _ENOUGH:
                break
        if is_short(text) and conversation.lang != "auto":
            return conversation.lang
    return identify(text)


def is_short(text: str) -> bool:
    """Say whether a text has too few words to tell its language."""
    return len(text) < 80 and sum(1 for _ in islice(_WORDS.finditer(text), _FEW_WORDS)) < _FEW_WORDS
