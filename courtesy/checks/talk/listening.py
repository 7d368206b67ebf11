"""Whether the draft heard what the customer said: the open matter, and what was already given."""

from __future__ import annotations

from courtesy.checks.talk.base import ASKS, KINDS
from courtesy.checks.talk.given import given
from courtesy.text.fold import fold, plain_digits
from courtesy.text.stems import stem
from courtesy.text.tokens import LINK, NUMBER, WORD, is_question

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from courtesy.checks.base import Fault
    from courtesy.checks.talk.base import Heard, Talk
    from courtesy.lexicon.matcher import Hit

_OPENS = ("problem", "request", "upset")
"""Signals of a turn in which something is open, with or without a question mark."""
_HEEDS = ("answers", "holds", "delivers", *ASKS)
"""Signals of a draft that takes the matter up without naming it: it answers, or it asks on."""
_SAYS_NOTHING = ("greeting", "closing", "thanks", "welcome", "offer", "apology")
"""Acts whose words are not about the matter."""
_OPEN_WORDS = 4
"""A turn with so many words of its own holds something to take up, even if no rule knows its kind."""
_FEW_WORDS, _LOOK_BACK = 3, 2
"""A turn with fewer words of its own is read with so many earlier turns of the customer."""
_VAGUE = frozenset(
    ("topic_when", "topic_wait", "topic_staff", "topic_how", "topic_why", "topic_where", "topic_product")
)
"""Topics that a stock reply touches too; they count only where the customer's question is nothing else."""

_THE_SAME = 0.75
"""How alike a reply and an earlier one are that were not written for different questions (0..1)."""
_SAME_THING = 2
"""Stems that two requests must share to be for the same thing."""
_FAR_BACK = 8


class Matter:
    """What a turn is about: rough stems of its words, numbers, topics."""

    __slots__ = ("numbers", "stems", "topics")

    def __init__(self, talk: Talk, heard: Heard, *, only_open: bool = False) -> None:
        """Take a turn; ``only_open`` leaves out sentences in which the customer says that something is settled."""
        tokens = heard.tokens
        dull = _dull_words(heard)
        left_out = _settled(heard) if only_open else _stock(heard)
        for number in left_out:
            dull.update(range(*tokens.sentences[number][:2]))
        people = talk.people()
        self.numbers = {
            plain_digits(word)
            for i, word in enumerate(tokens.words)
            if i not in dull
            if tokens.kinds[i] == NUMBER or (tokens.kinds[i] in (WORD, LINK) and any(c.isdigit() for c in word))
        }
        self.stems = {
            stem(word, heard.lang)
            for i, word in enumerate(tokens.words)
            if tokens.kinds[i] == WORD and i not in dull and len(word) > 2 and fold(word) not in people
        }
        self.topics = heard.reading.topics(left_out)


def _dull_words(heard: Heard) -> set[int]:
    """Return the words that say nothing of the matter: grammar, courtesies, stock phrases."""
    hits = [*heard.signals.get("stock", ()), *(hit for act in _SAYS_NOTHING for hit in heard.context.hits.get(act, ()))]
    dull = {i for hit in hits for i in range(hit.first, hit.last)}
    for number in range(len(heard.tokens.sentences)):
        for name in ("small_words", "small_words@en"):
            dull.update(i for a, b in heard.reading.named(name, number) for i in range(a, b))
    return dull


def _stock(heard: Heard) -> set[int]:
    """Return the sentences that are mostly a stock phrase: whatever they touch, they touch it for everybody."""
    sentences = heard.tokens.sentences
    return {
        hit.sentence
        for hit in heard.signals.get("stock", ())
        if (hit.last - hit.first) * 2 >= sentences[hit.sentence][1] - sentences[hit.sentence][0]
    }


def not_listening(talk: Talk) -> list[Fault]:
    """Find a reply that has nothing to do with what the customer left open.

    It must share no word of substance, no number and no topic with it, answer nothing and ask nothing about it. The data lists
    what was left ``unanswered``, in the customer's words.
    """
    pending = talk.pending() or _before_hold(talk)
    opened = [heard for heard in pending if is_open(talk, heard)]
    if not opened:
        return []
    draft = talk.draft
    if "question" in draft.context.acts or draft.gives(*_HEEDS):
        return []
    if "ownership" in draft.context.acts and ("empathy" in draft.context.acts or draft.gives("handover", "contacts")):
        return []
    reply = Matter(talk, draft)
    matters = [Matter(talk, heard, only_open=True) for heard in opened]
    if _takes_up(reply, matters):
        return []
    few = sum(len(matter.stems) for matter in matters) < _FEW_WORDS  # "And?": what was said before is meant
    if few or not any(is_question(marks) for heard in opened for _, _, marks in heard.tokens.sentences):
        before = [i for i in talk.theirs() if i < opened[0].index][:_LOOK_BACK]
        if _takes_up(reply, [Matter(talk, talk.heard(i), only_open=True) for i in before]):
            return []
    return [
        talk.on_all("not-listening", "off-topic", {"unanswered": [text for heard in opened for text in _asked(heard)]})
    ]


def heard_before(talk: Talk, data: Mapping[str, Any]) -> list[Fault]:
    """Find an open question that is met with the very reply that was given before it was asked."""
    opened = [heard for heard in talk.pending() if is_open(talk, heard)]
    if not opened or data.get("alike", 0) < _THE_SAME:
        return []
    unanswered = [text for heard in opened for text in _asked(heard)]
    return [talk.on_all("not-listening", "heard-before", {"unanswered": unanswered})]


def _takes_up(reply: Matter, matters: list[Matter]) -> bool:
    """Say whether a reply shares a word of substance, a number or a topic with what is open."""
    topics: set[str] = set().union(*(matter.topics for matter in matters))
    if topics - _VAGUE:
        topics -= _VAGUE
    return bool(
        reply.topics & topics or any(reply.stems & matter.stems or reply.numbers & matter.numbers for matter in matters)
    )


def _before_hold(talk: Talk) -> list[Heard]:
    """Return the customer's turns before our "one moment, please" or "I pass you on", which left them open."""
    index = talk.index
    while index and talk.turns[index - 1].role == "agent":
        index -= 1
        if not talk.heard(index).gives("holds", "handover"):
            return []
    last = index
    while index and talk.turns[index - 1].role == "customer":
        index -= 1
    return [talk.heard(i) for i in range(index, last)]


def is_open(talk: Talk, heard: Heard) -> bool:
    """Say whether a turn of the customer leaves something to answer: thanks and "it works now" do not."""
    if any(is_question(marks) for _, _, marks in heard.context.tokens.sentences):
        return True
    if heard.gives(*_OPENS):
        return True
    if heard.gives("settled", "praise", "obliged", "calm") or "thanks" in heard.context.acts:
        return False
    return len(Matter(talk, heard).stems) >= _OPEN_WORDS


def _settled(heard: Heard) -> set[int]:
    """Return the sentences that close a matter and open none."""
    closed = {hit.sentence for signal in ("settled", "calm", "praise") for hit in heard.signals.get(signal, ())}
    opened = {hit.sentence for signal in _OPENS for hit in heard.signals.get(signal, ())}
    opened |= {number for number, (_, _, marks) in enumerate(heard.tokens.sentences) if is_question(marks)}
    return closed - opened


def _asked(heard: Heard) -> list[str]:
    """Return the sentences of a turn that hold a question, a problem or a wish; the whole turn where none does."""
    tokens = heard.context.tokens
    wanted = {hit.sentence for signal in _OPENS for hit in heard.signals.get(signal, ())}
    wanted |= {number for number, (_, _, marks) in enumerate(tokens.sentences) if is_question(marks)}
    return [heard.sentence(number) for number in sorted(wanted)] or [heard.turn.text.strip()]


def repeated_question(talk: Talk) -> list[Fault]:
    """Find a question for something that the customer already gave.

    The data says what ``kind`` of thing, what was ``given``, and in which ``turn`` (counted from 0; -1: it stands in
    the customer's record).
    """
    faults = []
    for kind in KINDS:
        hits = talk.draft.signals.get(f"asks-{kind}")
        if not hits:
            continue
        known = given(talk, kind, _stems(talk.draft, hits[0]))
        if known is None or _quotes(talk, known.text) or (kind == "problem" and _names_it(talk, known.turn)):
            continue
        faults.append(_again(talk, hits[0], kind, known.text, known.turn))
    return faults or _asked_before(talk)


def _asked_before(talk: Talk) -> list[Fault]:
    """Find a request for any other thing that we asked for before and the customer gave: photos, a size, a reading."""
    wanted = _requests(talk.draft)
    if not wanted:
        return []
    for index in [i for _, i in zip(range(_FAR_BACK), talk.ours(), strict=False)]:
        answer = talk.heard(index + 1) if index + 1 < talk.index else None
        if answer is None or answer.turn.role != "customer" or not answer.gives("obliged"):
            continue
        for _, before in _requests(talk.heard(index)):
            for hit, stems in wanted:
                common = len(stems & before)
                if common >= _SAME_THING and common * 2 >= min(len(stems), len(before)):
                    sentence = answer.signals["obliged"][0].sentence
                    return [_again(talk, hit, "other", answer.sentence(sentence), answer.index)]
    return []


def _requests(heard: Heard) -> list[tuple[Hit, set[str]]]:
    """Return where a turn of ours asks for something, with the stems of the words of that sentence."""
    dull = _dull_words(heard)
    out = []
    for act in ("please", "question"):
        for hit in heard.context.hits.get(act, ()):
            first, last, _ = heard.tokens.sentences[hit.sentence]
            words = [i for i in range(first, last) if i not in dull and heard.tokens.kinds[i] == WORD]
            out.append((hit, {stem(heard.tokens.words[i], heard.lang) for i in words}))
    return out


def _stems(heard: Heard, hit: Hit) -> frozenset[str]:
    words = {i for i in range(hit.first, hit.last) if heard.tokens.kinds[i] == WORD} - _dull_words(heard)
    return frozenset(stem(heard.tokens.words[i], heard.lang) for i in words)


def _names_it(talk: Talk, turn: int) -> bool:
    """Say whether the draft speaks of the matter by name: then it asks on, not anew."""
    return _takes_up(Matter(talk, talk.draft), [Matter(talk, talk.heard(turn))])


def _quotes(talk: Talk, text: str) -> bool:
    """Say whether the draft itself names what was given: then it asks about it, not for it."""
    return text in talk.draft.turn.text


def _again(talk: Talk, hit: Hit, kind: str, text: str, turn: int) -> Fault:
    fault = talk.on_hit("repeated-question", kind, hit, {"kind": kind, "given": text, "turn": turn})
    fault.suggestion = fault.suggestion.replace("{given}", text)
    return fault
