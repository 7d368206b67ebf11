"""The same reply again: near-duplicates found by shingles, rows of neighbouring words."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Fault
    from courtesy.checks.talk.base import Talk

_WORD = re.compile(r"\w+")
_SET_PHRASES = ("greeting", "closing", "welcome", "thanks")
"""Acts whose wording is the same in all good messages."""
_LEAST_WORDS = 5
_ROW = 3
_ALIKE = 0.6
"""Share of the draft's rows that stand in the other reply too, and of the longer one's."""
_ALIKE_LONGER = 0.4
_LETTERS_A_WORD, _LEAST_RATIO, _MOST_RATIO = 6, 0.4, 4.0


def canned_reply(talk: Talk) -> list[Fault]:
    """Find a draft that is nearly an earlier reply of this conversation, or one of others given for comparison.

    Greetings and signatures don't count. The data says which ``turn`` it repeats (or that it is one of ``others``) and how
    ``alike`` they are, 0..1.
    """
    words = _own_words(talk)
    if len(words) < _LEAST_WORDS:
        return []
    rows = _rows(words)
    best, place = 0.0, -1
    for index in talk.ours():
        alike = _likeness(words, rows, talk.turns[index].text)
        if alike > best:
            best, place = alike, index
    if best:
        return [talk.on_all("canned-reply", "again", {"turn": place, "alike": round(best, 2)})]
    best = max((_likeness(words, rows, text) for text in talk.compare), default=0.0)
    if best:
        return [talk.on_all("canned-reply", "others", {"others": True, "alike": round(best, 2)})]
    return []


def _own_words(talk: Talk) -> list[str]:
    """Return the draft's words without greeting, leave-taking and the lines behind it."""
    context = talk.draft.context
    tokens = context.tokens
    end = len(tokens.words)
    closings = [hit for hit in context.hits.get("closing", ()) if hit.last * 2 > end]
    if closings:
        end = min(hit.first for hit in closings)
    skipped = {i for act in _SET_PHRASES for hit in context.hits.get(act, ()) for i in range(hit.first, hit.last)}
    return [part for i in range(end) if i not in skipped for part in _WORD.findall(tokens.words[i].casefold())]


def _likeness(words: list[str], rows: set[tuple[str, ...]], text: str) -> float:
    """Return how much of the draft stands in another text; 0 where that is too little to matter."""
    if not _LEAST_RATIO < len(text) / (len(rows) * _LETTERS_A_WORD) < _MOST_RATIO:
        return 0.0  # too short or too long to be alike: most turns of a long conversation
    text = text.casefold()
    if not _may_hold(text, words, _ALIKE * len(rows)):
        return 0.0
    others = _rows(_WORD.findall(text))
    common = len(rows & others)
    alike = common / len(rows)
    return alike if alike >= _ALIKE and common / max(len(rows), len(others)) >= _ALIKE_LONGER else 0.0


def _may_hold(text: str, words: list[str], least: float) -> bool:
    """Say whether so many words stand in a text, by their letters: most texts are out of it after a few words."""
    may_miss = len(words) - least
    for word in words:
        if word not in text:
            may_miss -= 1
            if may_miss < 0:
                return False
    return True


def _rows(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + _ROW]) for i in range(max(1, len(words) - _ROW + 1))}
