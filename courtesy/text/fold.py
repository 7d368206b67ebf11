"""From a word as somebody typed it to the key that is looked up.

A key undoes what people do to spelling: capitals and final sigma, Greek tonos, Polish diacritics (ł included), Arabic letter
variants, half-spaces, vowel signs and tatweel, apostrophes and hyphens, zero-width characters, digits of other scripts,
Latin letters inside Greek words. Text itself is never changed, so spans stay right.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ł": "l", "Ł": "l", "đ": "d", "ø": "o", "ß": "ss", "ı": "i",
        "ي": "ی", "ى": "ی", "ے": "ی", "ك": "ک", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا",
        "ς": "σ", "µ": "μ",
        "'": None, "’": None, "ʼ": None, "`": None, "´": None, "‘": None, "᾽": None, "ʹ": None,
        "-": None, "‐": None, "‑": None, "­": None, "¬": None,
        "ـ": None, "ء": None,
        "​": None, "‌": None, "‍": None, "⁠": None, "﻿": None,
        "‎": None, "‏": None, "‪": None, "‫": None, "‬": None, "‭": None, "‮": None,
        "⁦": None, "⁧": None, "⁨": None, "⁩": None, " ": None, " ": None, "️": None,
    }
)  # fmt: skip

_ASCII_DROP = str.maketrans("", "", "'-` ")

_LOOKALIKES = str.maketrans("abehikmnoptxyzuvw", "αβεηικμνορτχυζυνω")

_STRETCH = re.compile(r"(.)\1{2,}", re.DOTALL)

_APOSTROPHES = str.maketrans({c: "'" for c in "’ʼ`´‘᾽ʹ"})


def fold(word: str) -> str:
    """Return the key of a word. Stretched letters stay as they are: see `unstretch`."""
    if word.isascii():
        return word.lower().translate(_ASCII_DROP)
    base = "".join(c for c in unicodedata.normalize("NFKD", word) if unicodedata.category(c) != "Mn")
    key = base.casefold().translate(_LETTERS)
    if not key.isascii() and any("a" <= c <= "z" for c in key):
        key = _unmix(key)
    if any(c.isdigit() and c > "9" for c in key):
        key = "".join(str(unicodedata.digit(c, c)) if c > "9" and c.isdigit() else c for c in key)
    return key


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
