"""What every check is given and what it gives back."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from courtesy.lexicon.matcher import Hit, Reading
    from courtesy.lexicon.rules import Result
    from courtesy.text.tokens import Tokens


class Context:
    """A message as the checks see it: its words, what the rules found, and the settings that matter."""

    __slots__ = ("acts", "capitals", "channel", "formality", "hits", "lang", "reading", "text", "tokens")

    text: str
    lang: str
    channel: str
    formality: str | None
    tokens: Tokens
    reading: Reading
    hits: dict[str, list[Hit]]
    """The rules' hits that count, by the name of the check or act."""
    acts: set[str]
    """The acts that the message shows."""
    capitals: list[int]
    """The words of two letters or more that are in capitals throughout."""

    def __init__(self, text: str, lang: str, channel: str, formality: str | None, result: Result) -> None:
        self.text = text
        self.lang = lang
        self.channel = channel
        self.formality = formality
        self.reading = result.reading
        self.tokens = result.reading.tokens
        self.acts = result.acts
        self.capitals = [i for i, word in enumerate(self.tokens.words) if word.isupper() and len(word) > 1]
        self.hits = {}
        for hit in result.kept:
            self.hits.setdefault(hit.rule.target, []).append(hit)

    def span(self, hit: Hit) -> tuple[int, int]:
        """Return the half-open span of a hit in the text."""
        return self.tokens.starts[hit.first], self.tokens.ends[hit.last - 1]

    def own(self, check: str, name: str, start: int, end: int, data: Mapping[str, Any] | None = None) -> Fault:
        """Make a fault of a check that is code; the suggestion is the one that the lexicon holds for the check."""
        return Fault(check, f"{self.lang}.{check}.{name}", start, end, self.reading.suggestion(check), "", data)


class Fault:
    """A fault that a check found: a `courtesy.Finding` without its explanation."""

    __slots__ = ("check", "data", "end", "rule", "severity", "start", "suggestion")

    def __init__(
        self,
        check: str,
        rule: str,
        start: int,
        end: int,
        suggestion: str,
        severity: str = "",
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.check = check
        self.rule = rule
        self.start = start
        self.end = end
        self.suggestion = suggestion
        self.severity = severity
        self.data = data


def lexical(context: Context, check: str) -> list[Fault]:
    """Turn the hits of a check that is only a lexicon into faults."""
    faults = []
    for hit in context.hits.get(check, ()):
        start, end = context.span(hit)
        rule = hit.rule
        faults.append(
            Fault(check, rule.id, start, end, rule.suggestion or context.reading.suggestion(check), rule.severity)
        )
    return faults
