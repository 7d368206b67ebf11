"""HTML letters to text, laid out as a reader sees them, with quotations marked like those of plain letters."""

from __future__ import annotations

import re

import lxml.html
from inscriptis import Inscriptis

_SIGNATURES = re.compile(r"\b(?:gmail_signature|moz-signature|protonmail_signature_block)\b")
_INDENTS = re.compile(r"border(?:-left)?\s*:\s*(?:none|0)")


def rich_text(html: str) -> str:
    """Return the visible text. A quotation becomes a line with ``>``; signatures that say that they are one are left out."""
    if not html.strip():
        return ""
    # Without huge_tree, what is nested deeply would be dropped, and so never be read.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    data = html.replace("\0", "").encode("utf-8", "replace")
    try:
        tree = lxml.html.document_fromstring(data, parser=parser)
    except lxml.etree.ParserError:  # nothing but comments
        return ""
    for element in list(tree.iter("blockquote", "img")):
        if element.tag == "img":  # a picture of a word is read by its name
            element.tag, element.text = "span", element.get("alt") or ""
        elif not _only_indents(element):
            element.clear(keep_tail=True)
            element.tag, element.text = "div", ">"
    for element in list(tree.iter("div", "span", "pre", "table", "p")):
        if _is_signature(element) and element.getparent() is not None:
            element.drop_tree()
    text: str = Inscriptis(tree).get_text()
    return text


def _only_indents(element: lxml.html.HtmlElement) -> bool:
    """Say whether it is what editors make of "indent more", and so the author's own words."""
    return element.get("type") != "cite" and _INDENTS.search(element.get("style") or "") is not None


def _is_signature(element: lxml.html.HtmlElement) -> bool:
    return element.get("id") == "Signature" or _SIGNATURES.search(element.get("class") or "") is not None
