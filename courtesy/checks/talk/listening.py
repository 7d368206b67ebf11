"""Whether the draft heard what the customer said: the open matter, and what was already given."""

from __future__ import annotations

from courtesy.checks.talk.given import given, plain_digits
from courtesy.text.stems import stem
from courtesy.text.tokens import LINK, NUMBER, WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Fault
    from courtesy.checks.talk.base import Heard, Talk
    from courtesy.lexicon.matcher import Hit

_OPENS = ("problem", "request", "upset")
"""Signals of a turn in which something is open, with or without a question mark."""
_HEEDS = ("answers", "holds", "delivers", "asks-order", "asks-email", "asks-phone", "asks-name", "asks-address", "asks-date",
          "asks-problem")  # fmt: skip
"""Signals of a draft that takes the matter up without naming it: it answers, or it asks on."""
_SAYS_NOTHING = ("greeting", "closing", "thanks", "welcome", "offer", "apology")
"""Acts whose words are not about the matter."""
_OPEN_WORDS = 4
"""A turn with so many words of its own holds something to take up, even if no rule knows its kind."""
_VAGUE = frozenset(
    ("topic_when", "topic_wait", "topic_staff", "topic_how", "topic_why", "topic_where", "topic_product")
)
"""Topics that a stock reply touches too; they count only where the customer's question is nothing else."""

_KINDS = ("order", "email", "phone", "name", "address", "date", "problem")


class Matter:
    """What a turn is about: rough stems of its words, numbers, topics."""

    __slots__ = ("numbers", "stems", "topics")

    def __init__(self, heard: Heard, *, only_open: bool = False) -> None:
        """Take a turn; ``only_open`` leaves out sentences in which the customer says that something is settled."""
        context, reading = heard.context, heard.reading
        tokens = context.tokens
        lang = context.lang
        dull = {i for hit in heard.signals.get("stock", ()) for i in range(hit.first, hit.last)}
        for act in _SAYS_NOTHING:
            dull.update(i for hit in context.hits.get(act, ()) for i in range(hit.first, hit.last))
        for number in range(len(tokens.sentences)):
            for name in ("small_words", "small_words@en"):
                dull.update(i for a, b in reading.named(name, number) for i in range(a, b))
        settled = _settled(heard) if only_open else set()
        for number in settled:
            dull.update(range(*tokens.sentences[number][:2]))
        self.numbers = {
            plain_digits(word)
            for i, word in enumerate(tokens.words)
            if i not in dull
            if tokens.kinds[i] == NUMBER or (tokens.kinds[i] in (WORD, LINK) and any(c.isdigit() for c in word))
        }
        self.stems = {
            stem(word, lang)
            for i, word in enumerate(tokens.words)
            if tokens.kinds[i] == WORD and i not in dull and len(word) > 2
        }
        self.topics = reading.topics(settled)


def not_listening(talk: Talk) -> list[Fault]:
    """Find a reply that has nothing to do with what the customer left open.

    It must share no word of substance, no number and no topic with it, answer nothing and ask nothing about it. The data lists
    what was left ``unanswered``, in the customer's words.
    """
    pending = talk.pending() or _before_hold(talk)
    opened = [heard for heard in pending if _is_open(heard)]
    if not opened:
        return []
    draft = talk.draft
    if "question" in draft.context.acts or draft.gives(*_HEEDS):
        return []
    if "ownership" in draft.context.acts and "empathy" in draft.context.acts:
        return []
    reply = Matter(draft)
    matters = [Matter(heard, only_open=True) for heard in opened]
    topics = set().union(*(matter.topics for matter in matters))
    if topics - _VAGUE:
        topics -= _VAGUE
    if reply.topics & topics or any(_shares(reply, matter) for matter in matters):
        return []
    return [
        talk.on_all("not-listening", "off-topic", {"unanswered": [text for heard in opened for text in _asked(heard)]})
    ]


def _before_hold(talk: Talk) -> list[Heard]:
    """Return the customer's turns before our "one moment, please", which left them open."""
    index = talk.index
    while index and talk.turns[index - 1].role == "agent":
        index -= 1
        if not talk.heard(index).gives("holds"):
            return []
    last = index
    while index and talk.turns[index - 1].role == "customer":
        index -= 1
    return [talk.heard(i) for i in range(index, last)]


def _is_open(heard: Heard) -> bool:
    if any(_is_question(marks) for _, _, marks in heard.context.tokens.sentences):
        return True
    if heard.gives(*_OPENS):
        return True
    if heard.gives("settled", "praise", "obliged", "calm") or "thanks" in heard.context.acts:
        return False
    return len(Matter(heard).stems) >= _OPEN_WORDS


def _settled(heard: Heard) -> set[int]:
    """Return the sentences that close a matter and open none."""
    closed = {hit.sentence for signal in ("settled", "calm", "praise") for hit in heard.signals.get(signal, ())}
    opened = {hit.sentence for signal in _OPENS for hit in heard.signals.get(signal, ())}
    opened |= {number for number, (_, _, marks) in enumerate(heard.tokens.sentences) if _is_question(marks)}
    return closed - opened


def _is_question(marks: str) -> bool:
    return any(mark in marks for mark in "?؟;？")


def _shares(reply: Matter, matter: Matter) -> bool:
    return bool(reply.stems & matter.stems or reply.numbers & matter.numbers)


def _asked(heard: Heard) -> list[str]:
    """Return the sentences of a turn that hold a question, a problem or a wish; the whole turn where none does."""
    tokens = heard.context.tokens
    wanted = {hit.sentence for signal in _OPENS for hit in heard.signals.get(signal, ())}
    wanted |= {number for number, (_, _, marks) in enumerate(tokens.sentences) if _is_question(marks)}
    return [heard.sentence(number) for number in sorted(wanted)] or [heard.turn.text.strip()]


def repeated_question(talk: Talk) -> list[Fault]:
    """Find a question for something that the customer already gave.

    The data says what ``kind`` of thing, what was ``given``, and in which ``turn`` (counted from 0; -1: it stands in
    the customer's record).
    """
    faults = []
    for kind in _KINDS:
        hits = talk.draft.signals.get(f"asks-{kind}")
        if not hits:
            continue
        known = given(talk, kind)
        if known is None or _quotes(talk, known.text):
            continue
        faults.append(_again(talk, hits[0], kind, known.text, known.turn))
    return faults


def _quotes(talk: Talk, text: str) -> bool:
    """Say whether the draft itself names what was given: then it asks about it, not for it."""
    return text in talk.draft.turn.text


def _again(talk: Talk, hit: Hit, kind: str, text: str, turn: int) -> Fault:
    fault = talk.on_hit("repeated-question", kind, hit, {"kind": kind, "given": text, "turn": turn})
    fault.suggestion = fault.suggestion.replace("{given}", text)
    return fault
