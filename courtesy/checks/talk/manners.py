"""Courtesies that are due in a conversation: thanks, you're welcome, understanding."""

from __future__ import annotations

from courtesy.text.fold import fold
from courtesy.text.tokens import CLAUSE, LINE, is_question

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Fault
    from courtesy.checks.talk.base import Heard, Talk
    from courtesy.lexicon.matcher import Hit

_SIGNATURE = 4
"""Words of a signature at most."""


def missing_thanks(talk: Talk) -> list[Fault]:
    """Find a draft that takes praise, a report or what the customer did for us without a word of thanks."""
    acts = talk.draft.context.acts
    if "thanks" in acts:
        return []
    wanted = ("obliged",) if "apology" in acts else ("praise", "obliged")  # praise that we say sorry for was irony
    if any(heard.gives(*wanted) for heard in talk.pending()):
        return [talk.at_start("missing-thanks", "none")]
    return []


def missing_welcome(talk: Talk) -> list[Fault]:
    """Find a draft that passes over the customer's thanks. A "thanks" that ends a request is a please, and needs no answer."""
    acts = talk.draft.context.acts
    if acts & {"welcome", "thanks", "apology"}:  # thanks that we say sorry for were irony
        return []
    if any(_thanks_us(talk, heard) for heard in talk.pending()):
        return [talk.at_start("missing-welcome", "none")]
    return []


def _thanks_us(talk: Talk, heard: Heard) -> bool:
    """Say whether the customer thanks for something done: not ahead, not with irony, not behind a question or a wish."""
    thanks = [hit for hit in heard.context.hits.get("thanks", ()) if not _signs_off(heard, hit)]
    if not thanks or heard.gives("thanks-ahead") or is_upset(talk, heard):
        return False
    asked = [hit.sentence for hit in heard.signals.get("request", ())]
    asked += [n for n, (_, _, marks) in enumerate(heard.context.tokens.sentences) if is_question(marks)]
    return not asked or thanks[0].sentence < min(asked)


def _signs_off(heard: Heard, hit: Hit) -> bool:
    """Say whether thanks stand alone on a line above the signature: "Cheers,"."""
    tokens = heard.tokens
    first, last, _ = tokens.sentences[hit.sentence]
    is_line = tokens.breaks[hit.first] == LINE and tokens.breaks[hit.last] >= CLAUSE and hit.last - hit.first <= 2
    return is_line and hit.first > 0 and len(tokens.words) - hit.last <= _SIGNATURE and first <= hit.first < last


def missing_empathy(talk: Talk) -> list[Fault]:
    """Find a draft that has neither understanding nor regret for a customer who is upset."""
    acts = talk.draft.context.acts
    if "empathy" in acts or "apology" in acts:
        return []
    if any(is_upset(talk, heard) for heard in talk.pending()):
        return [talk.at_start("missing-empathy", "none")]
    return []


def is_upset(talk: Talk, heard: Heard) -> bool:
    """Say whether a customer is upset in a turn: by what they say, by an insult, by capitals or a run of marks."""
    if heard.gives("calm"):
        return False
    return heard.gives("upset") or _insults(talk, heard) or _shouts(heard)


def _insults(talk: Talk, heard: Heard) -> bool:
    """Say whether a customer insults us; a name that is a word of abuse as well is a name, and so is a signature."""
    tokens = heard.tokens
    lines = heard.turn.text.rstrip()
    signature = lines.rfind("\n") + 1 if "\n" in lines else len(lines)
    return any(
        tokens.starts[hit.first] < signature
        and not all(fold(tokens.words[i]) in talk.people() for i in range(hit.first, hit.last))
        for hit in heard.context.hits.get("rudeness", ())
    )


def _shouts(heard: Heard) -> bool:
    from courtesy.checks.respect import shouting

    faults = shouting(heard.context)
    cries = sum(text in ("!!", "!!!") or "!" in text for text in (heard.turn.text[f.start : f.end] for f in faults))
    capitals = any(fault.severity != "info" and fault.rule.endswith("capitals") for fault in faults)
    return capitals or (bool(cries) and heard.gives("problem"))


def in_its_place(talk: Talk, check: str) -> list[Fault]:
    """Find a conversation that we open without a greeting, or that the customer takes leave of and we don't.

    Letters are judged one by one, see `courtesy.checks.basics`.
    """
    if talk.channel == "email":
        return []
    acts = talk.draft.context.acts
    if check == "missing-greeting":
        is_first = not any(True for _ in talk.ours())
        return [talk.at_start(check, "none")] if is_first and "greeting" not in acts else []
    takes_leave = any("closing" in heard.context.acts for heard in talk.pending())
    if not takes_leave or "closing" in acts or "welcome" in acts:
        return []
    end = len(talk.draft.turn.text.rstrip())
    return [talk.fault(check, "none", end, end)]
