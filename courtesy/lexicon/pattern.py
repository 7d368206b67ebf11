"""The pattern language of `docs/lexicons.md`: from text to a tree.

The tree is made of small tuples: ``("word", text)``, ``("exact", text)``, ``("prefix", text)``, ``("suffix", text)``,
``("class", name)``, ``("number",)``, ``("any",)``, ``("gap", most, crosses)``, ``("opt", sequence)``,
``("alt", [sequence, ...])``, ``("allof", [sequence, ...])``, ``("not", sequence)`` and the edges ``("edge", sign)``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from courtesy.errors import LexiconError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Tree = tuple[Any, ...]

MOST_GAP = 12
_EDGES = ("^^", "$?", "$!", "^", "$", "<", ">")
_PIECE = re.compile(
    r"""\s*(?:
      (?P<gap>\.{2,3}\d*)(?=[\s)\]]|$)
    | (?P<edge>\^\^|\^|\$\?|\$!|\$|[<>](?!3))(?=[\s()\]<>^$|]|$)
    | (?P<open>!?[(\[])
    | (?P<close>[)\]]\??)
    | (?P<bar>[|&])(?=\s)
    | (?P<word>!?[^\s()\[\]]+)
    )""",
    re.VERBOSE,
)
_CLASS = re.compile(r"\{([a-z][a-z0-9_]*)\}\Z")


@lru_cache(maxsize=65_536)  # read, then compiled; and what a file's defaults say comes with each of its rules
def parse(pattern: str) -> list[Tree]:
    """Parse a pattern; what is returned is shared. Raises `LexiconError` saying what is wrong and what would be right."""
    pieces = _pieces(pattern)
    if not pieces:
        raise LexiconError("the pattern is empty: write at least one word or {class}")
    sequence, at = _sequence(pieces, 0, "")
    if at < len(pieces):
        raise LexiconError(f"{pieces[at][1]!r} closes nothing: remove it or add the opening bracket")
    if sequence and (sequence[0][0] == "gap" or sequence[-1][0] == "gap"):
        raise LexiconError("a pattern can't begin or end with a gap: remove the dots")
    return sequence


def _pieces(pattern: str) -> list[tuple[str, str]]:
    """Cut a pattern into pieces. Inside round brackets a bar divides phrases, with spaces around it or without."""
    out: list[tuple[str, str]] = []
    brackets: list[str] = []
    at = 0
    pattern = pattern.strip()
    while at < len(pattern):
        match = _PIECE.match(pattern, at)
        if match is None or match.end() == at:
            raise LexiconError(f"can't read {pattern[at:]!r}: see the table of patterns in docs/lexicons.md")
        kind = match.lastgroup or ""
        text = match.group(kind)
        at = match.end()
        if kind == "open":
            brackets.append(text[-1])
        elif kind == "close" and brackets:
            brackets.pop()
        if text == "&" and (not brackets or brackets[-1] != "["):
            kind = "word"
        if kind == "word" and "|" in text and brackets and brackets[-1] == "(":
            for i, part in enumerate(text.split("|")):
                if i:
                    out.append(("bar", "|"))
                if part:
                    out.append(("edge" if part in _EDGES else "word", part))
        else:
            out.append((kind, text))
    return out


def _sequence(pieces: list[tuple[str, str]], at: int, closer: str) -> tuple[list[Tree], int]:
    """Read up to the closing bracket ``closer``; bars and ampersands make the sequence one ``alt`` or ``allof``."""
    parts: list[list[Tree]] = [[]]
    joiner = ""
    while at < len(pieces):
        kind, text = pieces[at]
        if kind == "close":
            break
        at += 1
        if kind == "bar":
            expected = {")": "|", "]": "&"}.get(closer, "")
            if text != expected:
                raise LexiconError(f"{text!r} is only allowed in {'( | )' if text == '|' else '[ & ]'} brackets")
            joiner = text
            parts.append([])
        elif kind == "gap":
            parts[-1].append(_gap(text))
        elif kind == "edge":
            parts[-1].append(("edge", text))
        elif kind == "open":
            node, at = _bracket(pieces, at, text)
            parts[-1].append(node)
        else:
            parts[-1].append(_word(text))
    if not joiner:
        return parts[0], at
    if not all(parts):
        raise LexiconError(f"an empty part beside {joiner!r}: write something on both sides")
    return [_alternatives(parts) if joiner == "|" else ("allof", parts)], at


def _alternatives(options: list[list[Tree]]) -> Tree:
    if any(all(node[0] == "opt" for node in option) for option in options):
        raise LexiconError(
            "an alternative may be left out, and with it all of them: write (a | b)? for that, (a | b) where one must be there"
        )
    return "alt", options


def _bracket(pieces: list[tuple[str, str]], at: int, opener: str) -> tuple[Tree, int]:
    negated = opener.startswith("!")
    closer = ")" if opener[-1] == "(" else "]"
    inside, at = _sequence(pieces, at, closer)
    if at >= len(pieces) or pieces[at][1][0] != closer:
        raise LexiconError(f"{opener!r} is never closed: add {closer!r}")
    optional = pieces[at][1].endswith("?")
    if not inside:
        raise LexiconError("a bracket holds nothing: write a phrase or remove it")
    if closer == "]" and inside[0][0] != "allof":
        raise LexiconError("square brackets hold parts in any order, with & between: [a & b]")
    if negated:
        return ("not", inside), at + 1
    if optional:
        return ("opt", inside), at + 1
    return (inside[0] if len(inside) == 1 else ("alt", [inside])), at + 1


def _gap(text: str) -> Tree:
    dots = len(text) - len(text.lstrip("."))
    digits = text[dots:]
    most = int(digits) if digits else (3 if dots == 2 else 8)
    if not 1 <= most <= MOST_GAP:
        raise LexiconError(f"the gap {text!r} is too wide: {MOST_GAP} words at most")
    return ("gap", most, dots == 3)


def _word(text: str) -> Tree:
    if text.startswith("!"):
        if len(text) == 1:
            raise LexiconError("'!' needs a word or class right after it, without a space")
        return ("not", [_word(text[1:])])
    if text.endswith("?") and len(text) > 1:
        return ("opt", [_word(text[:-1])])
    if "|" in text:
        options = text.split("|")
        if not all(options):
            raise LexiconError(f"an empty alternative in {text!r}: write a word on both sides of the bar")
        return _alternatives([[_word(option)] for option in options])
    if text == "#":
        return ("number",)
    if text == "@":
        return ("any",)
    name = _CLASS.match(text)
    if name:
        return ("class", name.group(1))
    if "{" in text or "}" in text:
        raise LexiconError(f"{text!r}: a class is written {{name}}, with small letters, digits and _ only")
    if text.startswith("=") and len(text) > 1:
        return ("exact", text[1:])
    if text.endswith("*") or text.startswith("*"):
        return _wildcard(text)
    if "*" in text:
        raise LexiconError(f"{text!r}: a star may only begin or end a word")
    return ("word", text)


def _wildcard(text: str) -> Tree:
    body = text.strip("*")
    if text.startswith("*") and text.endswith("*"):
        raise LexiconError(f"{text!r}: only one star, at the beginning or at the end")
    if len(body) < 2:
        raise LexiconError(f"{text!r}: at least two letters are needed beside the star")
    return ("prefix" if text.endswith("*") else "suffix", body)
