"""From the bytes of a letter to the words that its author wrote. The bytes themselves are never changed here."""

from __future__ import annotations

import email
import html
import re
from email.policy import default
from email.utils import getaddresses
from typing import TYPE_CHECKING, NamedTuple, cast

from courtesy.serve.mail.reply import own_words
from courtesy.serve.mail.rich import rich_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

_LONGEST_MARKUP = 1_000_000
_PLAIN = frozenset({"text/plain", "text/markdown"})
_RICH = frozenset({"text/html", "text/x-amp-html"})
_SEALED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_ARMOUR = "-----BEGIN PGP MESSAGE-----"
_LONG_RUN = re.compile(rb"((?:[A-Za-z0-9+/]{60,76}\r?\n){16000})(?:[A-Za-z0-9+/]{60,76}\r?\n)+")
_WORDS = re.compile(r"\w+")


class Letter(NamedTuple):
    """What there is to judge. ``html`` is the rich text where it says something else than the plain one."""

    text: str
    html: str | None = None
    sealed: bool = False


class TooLongError(ValueError):
    """More markup than anybody should have to read."""


def read(raw: bytes) -> Letter:
    """Return the author's own words. Raises whatever a letter leads to that can't be read as its reader would."""
    # A big attachment needn't be gone through: its letters are no words. What is left of it is longer than any text may be.
    raw = _LONG_RUN.sub(rb"\1", raw)
    message = email.message_from_bytes(raw, policy=default)
    plain: list[str] = []
    rich: list[str] = []
    for part in _parts(message):
        if part.get_content_type() in _SEALED:
            return Letter("", sealed=True)
        words = _text(part)
        if part.get_content_type() in _RICH:
            if len(words) > _LONGEST_MARKUP:
                raise TooLongError
            rich.append(own_words(rich_text(words), wrapped=False))
        elif _ARMOUR in words:
            return Letter("", sealed=True)
        else:
            flowed = str(part.get_param("format", "")).lower() == "flowed"
            delsp = str(part.get_param("delsp", "")).lower() == "yes"
            plain.append(own_words(words, flowed=flowed, delsp=delsp))
    return _letter("\n\n".join(filter(None, plain)), "\n\n".join(filter(None, rich)))


def authors(raw: bytes) -> list[str]:
    """Return the addresses that the letter itself names as its authors, in small letters."""
    head = raw[: raw.find(b"\r\n\r\n") + 4] if b"\r\n\r\n" in raw[:262_144] else raw[:262_144]
    message = email.message_from_bytes(head)
    fields = [str(value) for value in message.get_all("From", [])]
    return [address.lower() for _, address in getaddresses(fields) if "@" in address]


def _letter(plain: str, rich: str) -> Letter:
    if not plain:
        return Letter(rich)
    if not rich or _WORDS.findall(plain) == _WORDS.findall(rich):
        return Letter(plain)
    return Letter(plain, "".join(f"<p>{html.escape(line)}</p>" for line in rich.split("\n")))


def _parts(part: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that a mail program shows as the letter itself, or that hide it."""
    kind = part.get_content_type()
    if kind in _SEALED:
        if part.get_param("smime-type") != "certs-only" and not part.is_attachment():
            yield part
    elif kind.startswith("multipart/"):
        if not part.is_multipart():
            raise ValueError("a multipart letter without parts")
        for inner in part.iter_parts():
            yield from _parts(cast("EmailMessage", inner))
    elif kind in _PLAIN | _RICH and not part.is_attachment() and not part.get_filename():
        yield part


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset("us-ascii")
    for name in (charset, "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode(charset, "replace")  # a charset that nobody knows is an error: the letter can't be read
