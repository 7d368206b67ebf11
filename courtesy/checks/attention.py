"""Templates that were not filled in, and messages too long or too dense to read."""

from __future__ import annotations

import re

from courtesy.checks.base import Context, Fault, lexical
from courtesy.text.lazy import LazyPattern

_TEMPLATES: tuple[tuple[tuple[str, ...], LazyPattern], ...] = tuple(
    (hints, LazyPattern("|".join(patterns)))
    for hints, *patterns in (
        (
            ("{",),
            r"\{\{[\w .\-]{1,60}\}\}",  # {{customer.name}}
            r"\$\{[^{}\n]{1,60}\}",  # ${name}
            r"\{%[^%\n]{1,60}%\}",
            r"(?<![\w{$:\"'=])\{[^\W\d][\w .\-]{0,39}\}",  # {first_name}, {imię klienta}
        ),
        (("%",), r"(?<![\w%])%[^\W\d_][\w]{2,30}%(?!\w)", r"(?<!\w)%\([a-z_]+\)s"),  # %ORDER%
        (("$",), r"(?<![\w$])\$[A-Z][A-Z_]{2,30}\b"),  # $NAME
        (("<",), r"<<?[^\W\d][\w .\-]{1,39}>>?"),  # <name>; mark-up is left out below
        (("[",), r"\[\[[\w .\-]{1,60}\]\]", r"\[\s*\.{2,}\s*\]", r"\[…\]"),
        (("(",), r"\(\s*\.{3,}\s*\)", r"\(…\)"),
        (("__",), r"(?<!\w)__[^\W_][\w]*__(?!\w)", r"_{3,}"),
        (("#",), r"(?<![\w#])#[A-Z][A-Z_]{2,30}#"),
        (("@",), r"(?<![\w@])@@?[A-Z_]{3,30}@@?(?!\w)"),
        (
            ("XX", "xxx", "ΧΧ", "χχχ"),
            r"(?<![\w*•/-])[XxΧχ]{3,}(?![\w*•]|(?:[- ]?[XxΧχ*•]+)*[- ]?\d)",  # XXXX, but not XXXX-4821, XXL
            r"(?<!\w)X{2}[/.-]X{2}[/.-]X{2,4}(?!\w)",  # XX/XX/XXXX
            r"(?<!\w)\d{2}XX[-X]*",  # 09XX-XXX-XXXX
        ),
        ((".....",), r"(?<=\s)\.{5,}(?=\s|$|[,.])"),
        (("orem", "OREM"), r"(?i:\blorem ipsum\b)"),
    )
)
"""How fields are written, each kind with signs of which one must stand in a text before its pattern is tried."""
_HINTS = [hint for hints, _ in _TEMPLATES for hint in hints]

_MARKUP = frozenset(
    "a b i u p s br hr em div span strong code pre ul ol li h1 h2 h3 h4 table tr td th img html body head title style "
    "script small sub sup blockquote font center abbr bdi bdo big caption cite col colgroup dd del dfn dl dt ins kbd q rp rt "
    "ruby samp strike svg tbody tfoot thead tt var wbr iframe nowiki ref references math poem gallery imagemap noinclude "
    "includeonly onlyinclude syntaxhighlight translate tvar".split()
)
"""Tags of HTML and of wikis; not those that may well name a field, such as ``<time>`` or ``<link>``."""
_BRACKETED = LazyPattern(r"\[([^\[\]\n]{2,60})\]|\(([^()\n]{2,60})\)|<<?([^<>\n]{2,60})>>?")
_EMPTY_VALUES = ("undefined", "null", "None", "NaN", "N/A")
_NAMELESS = LazyPattern(r"(?<![\w'’])(?:" + "|".join(_EMPTY_VALUES) + r")(?=\s*[,!.:]|\s*$)", re.MULTILINE)
_EMPTY_NAME = LazyPattern(r"[^\W\d_](?P<gap>[ \u00a0]+)(?=[,!][ \t]*(?:\n|$|[^\W\d_]))")
_CODE = LazyPattern(r"[{\[]\s*[\"']|[\"']\s*:|=>|;\s*\}|\(\)\s*\{|`")

_MOST_WORDS = {"sms": 45, "chat": 110, "social": 90, "phone": 120, "email": 230}
_MOST_IN_SENTENCE = {"sms": 28, "chat": 38, "social": 38, "phone": 32, "email": 45}
"""Words a reader follows with ease; beyond about 40 in a sentence comprehension falls off steeply in readability studies."""


def placeholder(context: Context) -> list[Fault]:
    """Find template fields that were not filled in: ``{first_name}``, ``[NAME]``, ``%ORDER%``, ``XXXX``, ``Dear ,``.

    Masked card numbers, sizes, button labels in brackets and code are left alone.
    """
    text = context.text
    spans: list[tuple[int, int]] = []
    if any(hint in text for hint in _HINTS):
        kinds = [pattern for hints, pattern in _TEMPLATES if any(hint in text for hint in hints)]
        spans += [match.span() for kind in kinds for match in kind.finditer(text) if not _is_markup(match.group())]
        if spans and _talks_of_templates(context):
            spans.clear()
        if "[" in text or "(" in text or "<" in text:
            spans += _named_fields(context)
        if spans and _CODE.search(text):
            spans.clear()
    if "greeting" in context.hits:
        if any(value in text for value in _EMPTY_VALUES):
            spans += [match.span() for match in _NAMELESS.finditer(text) if _after_greeting(context, match.start())]
        if " ," in text or " !" in text or "\u00a0," in text:
            spans += [m.span("gap") for m in _EMPTY_NAME.finditer(text) if _after_greeting(context, m.start() + 1)]
    faults = lexical(context, "placeholder")
    taken = [(fault.start, fault.end) for fault in faults]
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not any(start < b and a < end for a, b in taken):
            taken.append((start, end))
            faults.append(context.own("placeholder", "field", start, end))
    return faults


def _is_markup(field: str) -> bool:
    return field.startswith("<") and not field.startswith("<<") and field.strip("<>/ ").split(" ")[0].lower() in _MARKUP


def _talks_of_templates(context: Context) -> bool:
    """Say whether the message explains how fields are written: "keep {order_id} as it is, the shop fills it in"."""
    return any(context.reading.named("template_talk", number) for number in range(len(context.tokens.sentences)))


def _named_fields(context: Context) -> list[tuple[int, int]]:
    """Brackets around a word of the lexicon's class ``placeholder_words``: ``[NAME]``, ``(petsa dito)``."""
    tokens = context.tokens
    fields = [
        (tokens.starts[a], tokens.ends[b - 1])
        for number in range(len(tokens.sentences))
        for a, b in context.reading.named("placeholder_words", number)
    ]
    if not fields:
        return []
    out = []
    for match in _BRACKETED.finditer(context.text):
        inside = match.group(1) or match.group(2) or match.group(3)
        named = any(match.start() < a and b < match.end() for a, b in fields) and not _is_markup(match.group())
        round_one = match.group(2) is not None
        if named and len(inside.split()) <= 4 and (not round_one or "_" in inside or inside.isupper()):
            out.append(match.span())
    return out


def _after_greeting(context: Context, at: int) -> bool:
    """Say whether a place comes right behind a greeting: there a name was meant to stand."""
    for hit in context.hits.get("greeting", ()):
        start, end = context.span(hit)
        if start <= at <= end + 2:
            return True
    return False


def wordiness(context: Context) -> list[Fault]:
    """Find a message that is too long for its channel, and sentences that are too long to follow.

    The data says how many ``words`` there are and how many are a good ``limit``.
    """
    tokens = context.tokens
    count = len(tokens.words)
    faults = []
    limit = _MOST_WORDS[context.channel]
    if count > limit:
        data = {"words": count, "limit": limit}
        faults.append(context.own("wordiness", "message", tokens.starts[0], tokens.ends[-1], data))
    limit = _MOST_IN_SENTENCE[context.channel]
    for first, last, _ in tokens.sentences:
        if last - first > limit:
            data = {"words": last - first, "limit": limit}
            faults.append(context.own("wordiness", "sentence", tokens.starts[first], tokens.ends[last - 1], data))
    return faults
