"""From a word as somebody typed it to the key that is looked up.

A key undoes what people do to spelling: capitals and final sigma, Greek tonos, Polish diacritics (ł included), Arabic letter
variants, half-spaces, vowel signs and tatweel, apostrophes and hyphens, zero-width characters, digits of other scripts,
Latin letters inside Greek words. Text itself is never changed, so spans stay right.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAME = {
    "ł": "l", "Ł": "l", "đ": "d", "ø": "o", "ß": "ss", "ı": "i", "ς": "σ", "µ": "μ",
    "ي": "ی", "ى": "ی", "ے": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا",
}  # fmt: skip
_DROPPED = (
    "'’ʼ`´‘᾽ʹ"  # apostrophes
    "-\u2010\u2011\u00ad\u00ac"  # hyphens, soft hyphen, the stray sign for a half-space
    "\u0640\u0621"  # tatweel, hamza
    " \u00a0"  # spaces inside words that were joined
    "\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
_LETTERS = str.maketrans(_SAME | dict.fromkeys(_DROPPED, ""))

_ASCII_DROP = str.maketrans("", "", "'-` ")

_LOOKALIKES = str.maketrans("abehikmnoptxyzuvw", "αβεηικμνορτχυζυνω")

_STRETCH = re.compile(r"(.)\1{2,}", re.DOTALL)

_EZAFE = ("ه\u200cی", "ه\u200cي")
"""How Persian writes the ending that joins a word in -e to the next one; the word is the same without it."""

_LONGEST = 40
"""Longer words are worked out anew each time: they are rare and could fill the memory."""

_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘᾽ʹ", "'"))


def fold(word: str) -> str:
    """Return the key of a word. Stretched letters stay as they are: see `unstretch`."""
    return _remembered(word) if len(word) <= _LONGEST else _folded(word)


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower().translate(_ASCII_DROP)
    if word.endswith(_EZAFE):
        word = word[:-2]
    base = "".join(c for c in unicodedata.normalize("NFKD", word) if unicodedata.category(c) != "Mn")
    key = base.casefold().translate(_LETTERS)
    if not key.isascii() and any("a" <= c <= "z" for c in key):
        key = _unmix(key)
    return plain_digits(key)


_remembered = lru_cache(maxsize=8192)(_folded)
"""The words of a conversation are asked for again and again."""


def plain_digits(text: str) -> str:
    """Return a text with the digits of every script as 0-9; places stay the same."""
    if text.isascii() or not any(c.isdigit() and c > "9" for c in text):
        return text
    return "".join(str(unicodedata.digit(c, c)) if c > "9" and c.isdigit() else c for c in text)


def exact(word: str) -> str:
    """Return the word spelt as it is, but for capitals, the form of the apostrophe and the order of combining marks."""
    return unicodedata.normalize("NFC", word.casefold().translate(_APOSTROPHES))


def unstretch(key: str) -> tuple[str, ...]:
    """Return what a key with stretched letters may stand for: two of each letter, then one; nothing for other keys."""
    if not _STRETCH.search(key):
        return ()
    return (_STRETCH.sub(r"\1\1", key), _STRETCH.sub(r"\1", key))


def _unmix(key: str) -> str:
    """Turn Latin look-alikes into Greek letters where most letters of the word are Greek."""
    latin = sum("a" <= c <= "z" for c in key)
    greek = sum("α" <= c <= "ω" for c in key)
    return key.translate(_LOOKALIKES) if greek >= latin > 0 else key
