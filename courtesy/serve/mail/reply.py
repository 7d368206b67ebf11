"""What the author of a letter wrote: without what is quoted, how mail programs introduce it, and signatures.

Only what is sure is left out. A line that merely looks like an introduction stays unless a quotation follows it or it
carries a time or an address: a word too much is read kindly by the checks, a word too few is never read at all.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r"\s{0,3}>")
_SIGNATURE = re.compile(r"--\s*")
_LONGEST_SIGNATURE = 20
_LONGEST_INTRODUCTION = 400

_OPENS = re.compile(
    r"\s*(?:on|στις|στη[νς]?|την?|w\s+dniu|dnia|(?:pon|wt|śr|czw|pt|sob|ndz|niedz)\b|wiadomość|\d|در|به\s+تاریخ|روز|noong|nitong)",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"""\s*(?:
        on\s.+\swrote
        | (?:στις|στη[νς]?|την?)\s.+\s(?:έγραψε|έγραψαν|γράφει)
        | (?:w\s+dniu|dnia|(?:pon|wt|śr|czw|pt|sob|ndz|niedz)\b\.?,?|\d).+\s(?:napisał(?:\(a\)|a|o)?|pisze|wrote)
        | wiadomość\s+napisana\s+przez\s.+
        | (?:در|به\s+تاریخ|روز)\s.+\sنوشت(?:ه(?:\s?است)?|ند)?
        | (?:noong|nitong)\s.+(?:sumulat|nagsulat|isinulat|wrote).*
    )\s*:\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_SURE = re.compile(r"@|\d{1,2}[:.٫]\d\d")
_BEGINS_ORIGINAL = re.compile(
    r"""\s*-{2,}\s*(?:
        original\ message | forwarded\ message
        | αρχικό\ μήνυμα | προωθημένο\ μήνυμα
        | (?:oryginalna|pierwotna|przekazana)\ wiadomość | wiadomość\ (?:oryginalna|przekazana) | treść\ oryginalnej\ wiadomości
        | پیام\ اصلی | پیام\ (?:هدایت|بازارسال|ارسال)\s?شده
        | orihinal\ na\ mensahe | ipinasang\ mensahe
    )\s*-{2,}\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_FROM = re.compile(r"[\s*]*(?:from|από|od|از|فرستنده|mula(?:\s+(?:kay|sa))?)[\s*]*:", re.IGNORECASE)
_OTHER_FIELD = re.compile(
    r"""[\s*]*(?:
        sent | date | to | cc | subject
        | στάλθηκε | εστάλη | αποστολή | ημερομηνία | προς | κοιν(?:οποίηση|\.)? | θέμα
        | wysłan[aeoy] | data | do | dw | temat
        | ارسال(?:\s?شده)? | تاریخ | به | گیرنده | رونوشت | موضوع
        | ipinadala | petsa | para(?:\s+(?:kay|sa))? | kay | paksa
    )[\s*]*:""",
    re.IGNORECASE | re.VERBOSE,
)
_SENT_FROM = re.compile(
    r"\s*(?:sent\s+from\s|get\s+outlook\s+for\s|στάλθηκε\s+από\s|εστάλη\s+από\s|wysłan[eoy]\s+z[e]?\s"
    r"|(?:ارسال|فرستاده)\s?شده\s+از\s|ipinadala\s+mula\s+sa\s).{1,80}",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:[-*•‣–]|\d{1,3}[.)])\s")


def own_words(text: str, *, wrapped: bool = True, flowed: bool = False, delsp: bool = False) -> str:
    """Return what the author wrote, one line a paragraph where lines were broken only because they were full.

    ``wrapped`` says that lines may have been broken so; ``flowed`` and ``delsp`` that the letter itself tells which (RFC 3676).
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = _without_quotations(_without_signature(lines, flowed=flowed))
    if flowed:
        lines = _flowing(lines, delsp=delsp)
    elif wrapped:
        lines = _unwrapped(lines)
    lines = [line.rstrip() for line in lines]
    while lines and (not lines[-1] or _SENT_FROM.fullmatch(lines[-1])):
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def _without_signature(lines: list[str], *, flowed: bool) -> list[str]:
    left = sum(1 for line in lines if line.strip() and not _QUOTED.match(line))
    for number, line in enumerate(lines):
        if not line.strip() or _QUOTED.match(line):
            continue
        left -= 1
        if _SIGNATURE.fullmatch(line[1:] if flowed and line.startswith(" ") else line):
            if left <= _LONGEST_SIGNATURE or _quotes_from_here(lines, number):
                return lines[:number] + [line for line in lines[number + 1 :] if _QUOTED.match(line)]
    return lines


def _quotes_from_here(lines: list[str], at: int) -> bool:
    """Say whether a quoted letter begins within the length of a signature, so that the lines after it are not counted."""
    near = range(at + 1, min(at + 1 + _LONGEST_SIGNATURE, len(lines)))
    return any(_begins_letter(lines, number) for number in near)


def _without_quotations(lines: list[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if _QUOTED.match(line):
            if kept and kept[-1]:
                kept.append("")  # what stood before and what stands after are two paragraphs
            at += 1
            continue
        if _begins_letter(lines, at):
            break
        at += _introduction(lines, at)
        if at < len(lines) and lines[at] is line:
            kept.append(line)
            at += 1
    return kept


def _begins_letter(lines: list[str], at: int) -> bool:
    """Say whether another letter, whole and without marks, begins here and goes on to the end."""
    line = lines[at]
    if _BEGINS_ORIGINAL.fullmatch(line):
        return True
    if _FROM.match(line):
        return sum(1 for other in lines[at + 1 : at + 7] if _OTHER_FIELD.match(other)) >= 2
    length = _introduction(lines, at)
    if not length or not _SURE.search(" ".join(lines[at : at + length])):
        return False
    return not _quotation_follows(lines, at + length)


def _introduction(lines: list[str], at: int) -> int:
    """Return how many lines from here introduce a quotation ("On Monday, Ana wrote:"), or 0."""
    if len(lines[at]) > _LONGEST_INTRODUCTION or not _OPENS.match(lines[at]):
        return 0
    for length in (1, 2, 3):
        if at + length > len(lines) or (length > 1 and not lines[at + length - 1].strip()):
            return 0
        if len(lines[at + length - 1]) > _LONGEST_INTRODUCTION:
            return 0
        words = " ".join(line.strip() for line in lines[at : at + length])
        if len(words) <= _LONGEST_INTRODUCTION and _INTRODUCTION.fullmatch(words):
            sure = _SURE.search(words) is not None
            return length if sure or _quotation_follows(lines, at + length) else 0
    return 0


def _quotation_follows(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at : at + 4] if line.strip()), "")
    return _QUOTED.match(following) is not None


def _flowing(lines: list[str], *, delsp: bool) -> list[str]:
    out: list[str] = []
    goes_on = False
    for written in lines:
        line = written.removeprefix(" ")
        if goes_on:
            out[-1] += line
        else:
            out.append(line)
        goes_on = line.endswith(" ")
        if goes_on and delsp:
            out[-1] = out[-1][:-1]
    return out


def _unwrapped(lines: list[str]) -> list[str]:
    """Join lines that were broken because the next word did not fit: most programs break near 72 characters."""
    width = max(map(len, lines), default=0)
    if not 50 <= width <= 100:
        return lines
    out: list[str] = []
    before = ""
    for line in lines:
        word = line.split(maxsplit=1)[0] if line.strip() else ""
        full = len(before) + 1 + len(word) > min(width, 76)
        if before.strip() and word and full and not line[0].isspace() and not _ITEM.match(line):
            out[-1] = f"{out[-1].rstrip()} {line}"
        else:
            out.append(line)
        before = line
    return out
