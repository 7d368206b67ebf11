"""Which of a text's hits count: what silences a rule, where it may stand, and which of two overlapping hits is kept.

Acts come first, since a rule may be silenced by a courtesy that the message shows.
"""

from __future__ import annotations

from courtesy.lexicon.matcher import in_text_order
from courtesy.names import ACTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.lexicon.matcher import Hit, Reading

_KIND_BEFORE = frozenset(("thanks", "apology", "empathy", "offer", "ownership"))
_SMALL_TALK = frozenset(("greeting", "thanks", "welcome", "closing"))
_ACTS = frozenset(ACTS)
COVERED = "covers more"
"""How the reason ends when a hit was right but another rule of the same check covers more of the text."""


class Result:
    """What the rules of a lexicon found in a text."""

    __slots__ = ("acts", "kept", "reading", "silenced")

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.kept: list[Hit] = []
        """Hits that count, acts and faults, in the order of the text."""
        self.silenced: list[tuple[Hit, str]] = []
        """Hits that do not, each with the reason; those that an ``unless`` silences come only with `explained`."""
        self.acts: set[str] = set()


def explained(reading: Reading) -> Result:
    """Do as `apply` does, and say of all silenced hits why they are silenced."""
    result = apply(reading)
    result.silenced += [(hit, "one of 'unless' is in the sentence") for hit in reading.silenced()]
    return result


def apply(reading: Reading) -> Result:
    """Match all rules on a text and keep the hits that count."""
    result = Result(reading)
    hits = reading.hits()
    acts: list[Hit] = []
    out: set[Hit] = set()
    for hit in hits:
        if hit.rule.target in _ACTS:
            reason = _silenced(hit, result) if hit.rule.is_conditional else ""
            if reason:
                result.silenced.append((hit, reason))
                out.add(hit)
            else:
                acts.append(hit)
                result.acts.add(hit.rule.target)
    for hit in hits:
        if hit.rule.is_conditional and hit.rule.target not in _ACTS:
            reason = _silenced(hit, result) or _misplaced(hit, acts, reading)
            if reason:
                result.silenced.append((hit, reason))
                out.add(hit)
    result.kept = [hit for hit in hits if hit not in out] if out else hits
    if len(result.kept) > 1:
        result.kept = _without_overlaps(result)
    return result


def _silenced(hit: Hit, result: Result) -> str:
    """Say why a hit does not count, or return an empty string."""
    rule, reading = hit.rule, result.reading
    if rule.unless_acts:
        for act in rule.unless_acts:
            if act in result.acts:
                return f"the message shows {act}"
    if rule.max_words and len(reading.tokens.words) > rule.max_words:
        return f"more than {rule.max_words} words"
    if rule.unless_message and reading.found_anywhere(rule.unless_message):
        return "one of 'unless_message' is in the message"
    if rule.needs_message and not reading.found_anywhere(rule.needs_message):
        return "none of 'needs_message' is in the message"
    return ""


def _misplaced(hit: Hit, acts: list[Hit], reading: Reading) -> str:
    where = hit.rule.where
    if not where:
        return ""
    if where == "ending":
        return "" if hit.sentence == len(reading.sentences) - 1 else "not in the last sentence"
    if any(act.rule.target in _KIND_BEFORE and act.first < hit.first for act in acts):
        return "a kind word stands before it"
    polite = {act.sentence for act in acts if act.rule.target in _SMALL_TALK}
    for number in range(hit.sentence):
        first, last, _ = reading.sentences[number]
        if number not in polite and last - first > 2:
            return "not in the opening"
    return ""


def _weight(hit: Hit) -> tuple[bool, int]:
    return hit.rule.severity != "info", hit.last - hit.first


def _without_overlaps(result: Result) -> list[Hit]:
    """Where two hits of one check or act overlap, keep the graver one, and of two as grave the longer one."""
    kept: list[Hit] = []
    latest: dict[str, Hit] = {}
    in_order = True
    for hit in result.kept:
        kind = hit.rule.kind
        before = latest.get(kind)
        if before is not None and hit.first < before.last:
            if _weight(hit) > _weight(before):
                kept[kept.index(before)] = hit
                in_order = False
                latest[kind] = hit
                result.silenced.append((before, f"{hit.rule.id} {COVERED}"))
            else:
                result.silenced.append((hit, f"{before.rule.id} {COVERED}"))
            continue
        kept.append(hit)
        latest[kind] = hit
    return kept if in_order else sorted(kept, key=in_text_order)
