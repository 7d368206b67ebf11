"""A few words of a message around a span, safe to print: one line, no control characters, no letter cut in two."""

from __future__ import annotations

AROUND = 44
"""Code points of context on each side, at most."""

LONGEST = 120
"""Code points of a span; of a longer one the beginning and the end are shown."""

_FSI, _PDI = "\u2068", "\u2069"

# Signs that would steer a terminal or turn the line over are shown as pictures or as nothing.
_HIDDEN: dict[int, str | None] = {code: chr(0x2400 + code) for code in range(0x20)}
_HIDDEN[0x7F] = "\u2421"
_HIDDEN.update(dict.fromkeys(range(0x80, 0xA0), "\N{REPLACEMENT CHARACTER}"))
_HIDDEN.update(dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF)))
_HIDDEN.update({ord("\t"): " ", 0x85: " ⏎ ", 0x2028: " ⏎ ", 0x2029: " ⏎ "})


def visible(text: str) -> str:
    """Return a text on one line with nothing in it that a terminal would obey."""
    if "\n" in text or "\r" in text:
        text = " ⏎ ".join(line.strip() for line in text.splitlines() if line.strip())
    return text if text.isprintable() else text.translate(_HIDDEN)


def excerpt(text: str, start: int, end: int) -> tuple[str, str, str, int]:
    """Return what stands before a span, the span, what stands after it, and the number of its line.

    The context stays on the span's own line and ends between words where it can, else between graphemes.
    """
    number = text.count("\n", 0, start) + 1
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    low = _cut_before(text, line_start, start)
    high = _cut_after(text, end, line_end)
    before = ("…" if low > line_start else "") + visible(text[low:start])
    after = visible(text[end:high]) + ("…" if high < line_end else "")
    return before.lstrip(), _shortened(text[start:end]), after.rstrip(), number


def _cut_before(text: str, low: int, start: int) -> int:
    if start - low <= AROUND:
        return low
    cut = start - AROUND
    space = text.find(" ", cut, start - 1)
    return space + 1 if space >= 0 else _boundary(text, cut, start)


def _cut_after(text: str, end: int, high: int) -> int:
    if high - end <= AROUND:
        return high
    cut = end + AROUND
    space = text.rfind(" ", end + 1, cut + 1)
    return space if space >= 0 else _boundary(text, cut, high)


def _shortened(span: str) -> str:
    if len(span) > LONGEST:
        head = _boundary(span, LONGEST * 2 // 3, len(span))
        tail = _boundary(span, len(span) - LONGEST // 3, len(span))
        span = f"{span[:head].rstrip()} … {span[tail:].lstrip()}"
    return visible(span)


def _boundary(text: str, at: int, end: int) -> int:
    """Return the first grapheme boundary at or after a place."""
    begin = max(0, at - 32)  # far enough back for any grapheme that people write
    nearby = text[begin : min(end, at + 32)]
    if nearby.isascii():
        return at
    import regex

    place = begin
    for grapheme in regex.findall(r"\X", nearby):
        if place >= at:
            break
        place += len(grapheme)
    return min(place, end)


def isolated(text: str) -> str:
    """Return a text between isolates if it holds right-to-left letters, so that it can't reorder what is around it."""
    if text.isascii() or not any("\u0590" <= sign <= "\u08ff" or "\ufb1d" <= sign <= "\ufefc" for sign in text):
        return text
    return f"{_FSI}{text}{_PDI}"


def wrapped(text: str, width: int) -> list[str]:
    """Return a text in lines of at most so many code points, broken between words."""
    rows: list[str] = []
    row = ""
    for word in text.split():
        if row and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}" if row else word
    return [*rows, row] if row else rows
