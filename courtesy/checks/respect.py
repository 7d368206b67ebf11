"""Shouting, jargon that is explained after all, and mixed ways of address."""

from __future__ import annotations

from courtesy.checks import morphology
from courtesy.checks.base import Context, Fault, lexical
from courtesy.text.lazy import LazyPattern
from courtesy.text.tokens import NONE, WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.lexicon.matcher import Hit

_MARKS = LazyPattern(r"[!?؟;！？]{2,}")
_PAIRS = ("!!", "??", "?!", "!?", "؟؟", "؟!", "!؟", ";;", "！！", "？？")
"""A text without any of these has no run of marks."""
_FIELD_MARKS = frozenset("{[<%_$#@")
_BRACKETS = LazyPattern(r"\[[^\[\]\n]{2,60}\]|<[^<>\n]{2,60}>|\{[^{}\n]{2,60}\}")
_EXPLAINED = LazyPattern(r"['’\"”»]?\s*[(=]")


def shouting(context: Context) -> list[Fault]:
    """Find capitals beyond acronyms and codes, and runs of ``!!!`` or ``??``.

    A run of two or more words in capitals counts when one of them is an everyday word of the lexicon (so surnames and
    product names pass); a single one must be an everyday word of four letters or more, and is only good to know.
    """
    faults = [context.own("shouting", "capitals", start, end) for start, end in _capitals(context)]
    for fault in faults:
        if " " not in context.text[fault.start : fault.end]:
            fault.severity = "info"  # one word in capitals may be stress, a label, a name
    if not any(pair in context.text for pair in _PAIRS):
        return faults
    for match in _MARKS.finditer(context.text):
        run = match.group()
        asked = sum(mark in "?؟？" or (mark == ";" and context.lang == "el") for mark in run)
        cried = sum(mark in "!！" for mark in run)
        if (asked >= 2 or cried >= 3 or (asked and cried >= 2)) and not _inside(context.tokens.quoted, match.start()):
            faults.append(context.own("shouting", "marks", *match.span()))
    return faults


def _capitals(context: Context) -> list[tuple[int, int]]:
    tokens = context.tokens
    if not context.capitals:
        return []
    exempt = _exempt(context)
    spans: list[tuple[int, int]] = []
    run: list[int] = []
    for i, word in enumerate((*tokens.words, "")):
        if len(word) > 1 and word.isupper() and i not in exempt and tokens.kinds[i] == WORD:
            run.append(i)
            continue
        if run and len(word) == 1 and word.isupper() and tokens.kinds[i] == WORD and tokens.breaks[i] == NONE:
            continue  # "I", "A", "Η", "O" inside a shouted phrase
        if run and _is_shouted(context, run):
            spans.append((tokens.starts[run[0]], tokens.ends[run[-1]]))
        run = []
    return spans


def _exempt(context: Context) -> set[int]:
    """Return words whose capitals are not the writer's voice: acronyms, trade words, codes, fields, quotations."""
    tokens = context.tokens
    out = _common_acronyms(context)
    for hit in context.hits.get("jargon", ()):
        out.update(range(hit.first, hit.last))
    bracketed = [match.span() for match in _BRACKETS.finditer(context.text)]
    foreign = context.lang in ("el", "fa") and any(not word.isascii() for word in tokens.words)
    for i in context.capitals:
        word, start = tokens.words[i], tokens.starts[i]
        if (
            len(set(word)) == 1  # XXXX is a field
            or any(c.isdigit() for c in word)
            or _inside(tokens.quoted, start)
            or context.text[start - 1 : start] in _FIELD_MARKS
            or _inside(bracketed, start)
            or (foreign and word.isascii())
        ):  # fmt: skip
            out.add(i)
    return out


def _is_shouted(context: Context, run: list[int]) -> bool:
    """Say whether some words in capitals are raised voice rather than a name: everyday words must be among them."""
    tokens, reading = context.tokens, context.reading
    everyday = sum(reading.lists(i) for i in run)
    if len(run) == 1:
        return everyday == 1 and len(tokens.words[run[0]]) >= 4
    letters = sum(len(tokens.words[i]) for i in run)
    return (letters >= 6 and everyday * 2 >= len(run)) or len(run) >= 6


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def jargon(context: Context) -> list[Fault]:
    """Find trade words and acronyms that the reader can't know; those explained right behind in brackets pass.

    The lexicon lists trade words. Beside it, two or more different acronyms that are on no list of common ones are a code
    of the house, whatever they mean.
    """
    faults = [
        fault
        for fault, hit in zip(lexical(context, "jargon"), context.hits.get("jargon", ()), strict=True)
        if not _is_explained(context.text, fault) and not _is_small_word(context, hit)
    ]
    unknown = [i for i in _unknown_acronyms(context) if not _is_explained(context.text, _at(context, i))]
    if len({context.tokens.words[i] for i in unknown}) >= 2:
        taken = [(fault.start, fault.end) for fault in faults]
        for i in unknown:
            fault = _at(context, i)
            if not any(start < fault.end and fault.start < end for start, end in taken):
                faults.append(fault)
    return faults


def _at(context: Context, word: int) -> Fault:
    return context.own("jargon", "unknown-acronym", context.tokens.starts[word], context.tokens.ends[word])


def _is_small_word(context: Context, hit: Hit) -> bool:
    """Say whether a short acronym of the lexicon met an ordinary word spelt alike: ``POD`` and Polish *pod* (under)."""
    word = context.tokens.words[hit.first]
    return hit.last - hit.first == 1 and len(word) <= 4 and word != word.upper()


def _unknown_acronyms(context: Context) -> list[int]:
    """Return the words of two to five capitals that are neither common acronyms nor part of a shouted phrase or a name."""
    tokens = context.tokens
    capitals = [
        i
        for i in context.capitals
        if tokens.kinds[i] == WORD and (word := tokens.words[i]).isalpha() and len(word) <= 5 and len(set(word)) > 1
    ]
    if len(capitals) < 2 or len(capitals) * 2 > len(tokens.words):
        return []
    reading = context.reading
    common = _common_acronyms(context)
    beside = set(capitals)
    return [
        i
        for i in capitals
        if i not in common
        and not reading.lists(i)
        and (tokens.breaks[i] > NONE or i - 1 not in beside)
        and (tokens.breaks[i + 1] > NONE or i + 1 not in beside)
        and not _inside(tokens.quoted, tokens.starts[i])
        and not any(c.isdigit() for word in tokens.words[max(i - 1, 0) : i + 2] for c in word)  # "SONY WH-720", "MM 5"
    ]


def _common_acronyms(context: Context) -> set[int]:
    sentences = range(len(context.tokens.sentences))
    return {i for number in sentences for a, b in context.reading.named("acronyms", number) for i in range(a, b)}


def _is_explained(text: str, fault: Fault) -> bool:
    after = text[fault.end : fault.end + 3]
    before = text[max(0, fault.start - 1) : fault.start]
    return _EXPLAINED.match(after) is not None or (before == "(" and after[:1] == ")")


def register(context: Context) -> list[Fault]:
    """Find formal and informal address mixed, or informal address where the caller asked for formal.

    The span is the first place of the side that is rarer in the message (of the informal side when they are even).
    """
    sides: dict[str, list[Fault]] = {"formal": [], "informal": []}
    for hit in context.hits.get("register", ()):
        if hit.rule.side == "informal" and morphology.is_no_address(context, hit):
            continue
        start, end = context.span(hit)
        if context.lang == "fa" and context.text[start:end].isascii():
            continue  # Finglish verb forms sound too much alike to tell "you" from "you"
        suggestion = hit.rule.suggestion or context.reading.suggestion("register")
        sides[hit.rule.side].append(Fault("register", hit.rule.id, start, end, suggestion, hit.rule.severity))
    if context.tokens.features is not None:
        for side, start, end in morphology.addresses(context):
            sides[side].append(context.own("register", f"{side}-by-grammar", start, end))
            sides[side].sort(key=lambda fault: fault.start)
    formal, informal = sides["formal"], sides["informal"]
    if context.formality == "formal" and informal:
        return informal
    if not formal or not informal:
        return []
    return [formal[0] if len(formal) < len(informal) else informal[0]]
