"""Rich text to the words that its reader will see: HTML bodies of chat and mail are checked as well as plain ones.

The standard parser takes minutes over some hundred kilobytes of tags that never end, so this is a reader of our own that goes
over the text once. It needs no more than to tell words from markup.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

_UNSEEN = frozenset({"template", "title", "mx-reply", "blockquote"})
"""Elements whose text the reader doesn't see, or that only quote what somebody else wrote."""
_CODE = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style")}
"""Elements that hold no markup, with what ends them."""
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li main mx-reply nav ol p pre section "
    "table tr ul".split()
)
_CELLS = frozenset({"td", "th"})
_TAG = re.compile(r"<(?:(/?)([a-zA-Z][^\s/<>]*)([^<>]*)|[!?/][^<>]*)>")
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def html_to_text(html: str) -> str:
    """Return the visible text of an HTML body, one line a block, without quotations."""
    lines = (" ".join(line.split()) for line in "".join(_pieces(html)).split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(html: str) -> list[str]:
    pieces: list[str] = []
    hidden: Counter[str] = Counter()
    at = 0
    while at < len(html):
        sign = html.find("<", at)
        sign = len(html) if sign < 0 else sign
        if sign > at and not hidden.total():
            pieces.append(unescape(html[at:sign]).replace("\n", " "))
        if html.startswith("<!--", sign):
            end = html.find("-->", sign + 4)
            at = len(html) if end < 0 else end + 3
            continue
        tag = _TAG.match(html, sign)
        if tag is None:  # a sign among words
            if sign < len(html) and not hidden.total():
                pieces.append("<")
            at = sign + 1
            continue
        at = tag.end()
        name = (tag[2] or "").lower()
        if name in _UNSEEN:
            if not tag[1]:
                hidden[name] += 1
            elif hidden[name]:
                hidden[name] -= 1
        elif name in _CODE and not tag[1]:
            end_tag = _CODE[name].search(html, at)
            at = len(html) if end_tag is None else end_tag.start()
        if not hidden.total():
            pieces.append(_shown(name, tag[3] or ""))
    return pieces


def _shown(name: str, attributes: str) -> str:
    """Return what a tag looks like: a new line, a gap, the name of a picture, or nothing."""
    if name in _BLOCKS:
        return "\n"
    if name == "img":
        alt = _ALT.search(attributes)
        return unescape(alt[1] or alt[2] or alt[3] or "") if alt else ""
    return " " if name in _CELLS else ""
