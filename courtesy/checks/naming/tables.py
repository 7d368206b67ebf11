"""Lists of names' facts put together from the files of several languages."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def merged(facts: Iterable[dict[str, Any]], name: str) -> dict[str, list[tuple[str, ...]]]:
    """Index the phrases of several languages by their first word, the longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for one in facts:
        for first, phrases in one[name].items():
            out.setdefault(first, []).extend(phrases)
    for phrases in out.values():
        phrases.sort(key=len, reverse=True)
    return out


def pairs(facts: Iterable[dict[str, Any]], name: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of endings of several languages."""
    return tuple(pair for one in facts for pair in one[name])


def words(facts: Iterable[dict[str, Any]], name: str) -> frozenset[str]:
    """Return the single words of a list in several languages."""
    return frozenset(
        phrase[0] for one in facts for phrases in one[name].values() for phrase in phrases if len(phrase) == 1
    )
