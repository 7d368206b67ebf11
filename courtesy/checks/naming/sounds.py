"""The same name in two scripts: each letter of the native name may be written in several ways in Latin letters.

A native name becomes a regular expression that all its usual transliterations match. There is no norm that people keep to, so
the expression is wide; but it is exact where it matters: no letter may appear that the name does not have.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from courtesy.checks.naming.book import key_of

_GREEK = {
    "ου": "ou|u|oo|w", "αι": "ai|e|ae|ay", "ει": "ei|i|ee|y", "οι": "oi|i|y|oe|e", "υι": "yi|i|ui", "αυ": "a[vfuy]|au",
    "ευ": "e[vfuy]|eu|ef", "ηυ": "i[vf]", "γγ": "ng|gg|g", "γκ": "gk|g|ng|gg", "γχ": "nch|nh|gh|nx", "γξ": "nx|gx|nks",
    "μπ": "mp|b|mb", "ντ": "nt|d|nd", "τσ": "ts|tz|ch|c", "τζ": "tz|j|dz|g|ts", "για": "gia|ya|ja|yia|ghia|ia",
    "γιω": "gio|yo|jo|yio|ghio|gew|geo", "γιο": "gio|yo|jo|yio", "γεω": "geo|geor?|yeo|gio|gew",
    "ιω": "io|jo|yo|iw", "ια": "ia|ya|ja|iya",
    "α": "a", "β": "v|b|w", "γ": "gh?|y|j", "δ": "dh?|th", "ε": "e|ai", "ζ": "z|s", "η": "i|h|e|ee|y", "θ": "th|8|t|9|q",
    "ι": "i|y|j|ee", "κ": "k|c|ck|q", "λ": "l|ll", "μ": "m|mm", "ν": "n|nn", "ξ": "x|ks|3|cs", "ο": "o", "π": "p|pp",
    "ρ": "r|rr|rh",
    "σ": "ss?|z|c", "τ": "tt?", "υ": "y|i|u|ee", "φ": "ph|f", "χ": "ch|h|x|kh", "ψ": "ps|4", "ω": "o|w|oh",
}  # fmt: skip
_PERSIAN = {
    "ا": "a|aa|o|e|i|u", "ب": "b", "پ": "p", "ت": "th?|tt", "ث": "s|th", "ج": "j|dj|g|dsch", "چ": "ch|tch|tsch",
    "ح": "h", "خ": "kh|x|h|ch",
    "د": "dd?", "ذ": "z|dh", "ر": "rr?", "ز": "z|s", "ژ": "zh|j|sch", "س": "ss?|c", "ش": "sh|ch|sch|s", "ص": "s",
    "ض": "z|d", "ط": "t",
    "یی": "ee|ei|i|ey|ie|aei|eyi", "ای": "i|ee|ey|ei|ai|aei|ay|ye", "او": "o|oo|ou|u|av|aw|ao|ow", "وال": "ol|ool|oul|val",
    "ایی": "ai|aei|aee|ayi|ae|aii|ayee|aie|ayy?i", "خوا": "kha|khaa|xa|khwa",
    "ظ": "z", "ع": "|a|e|'", "غ": "gh|q|g", "ف": "f|ph", "ق": "gh|q|g|k", "ک": "k|c|ck", "گ": "g", "ل": "ll?", "م": "mm?",
    "ن": "nn?",
    "و": "v|w|o|u|oo|ou|ow|wo", "ه": "h|", "ی": "i|y|ee|e|ei|ey|ai|ay|iy|ye|yi|a|ea|ie",
}  # fmt: skip
_SHORT_VOWELS = "(?:[aeou]{0,2}|ah|eh)h?"
_ROMAN = {
    "ου": "ou", "γγ": "ng", "γκ": "gk", "γχ": "nch", "γξ": "nx", "μπ": "mp", "ντ": "nt", "αυ": "av", "ευ": "ev", "α": "a",
    "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n",
    "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip


def sounds_like(native: str, latin: str) -> bool:
    """Say whether a folded name in Latin letters is a way of writing a folded Greek or Persian one."""
    expression = _expression(native)
    return bool(expression.fullmatch(latin) or expression.fullmatch(_DOUBLED.sub(r"\1", latin)))


@lru_cache(maxsize=2048)
def _expression(native: str) -> re.Pattern[str]:
    greek = any("α" <= c <= "ω" for c in native)
    if greek:
        pieces = _pieces(native, _GREEK)
        return re.compile("".join(pieces))
    pieces = _pieces(native, _PERSIAN)
    joined = "".join(f"(?:{piece}){_SHORT_VOWELS}" for piece in pieces)
    return re.compile(_SHORT_VOWELS + joined)


def _pieces(word: str, table: dict[str, str]) -> list[str]:
    out = []
    at = 0
    while at < len(word):
        for size in (3, 2, 1):
            chunk = word[at : at + size]
            if chunk in table:
                out.append(f"(?:{table[chunk]})" if size == 1 else f"(?:{table[chunk]}|{_single(chunk, table)})")
                break
        else:
            size = 1
            out.append(re.escape(word[at]))
        at += size
    return out


def _single(chunk: str, table: dict[str, str]) -> str:
    return "".join(f"(?:{table[c]})" if c in table else re.escape(c) for c in chunk)


_ALIKE = (
    ("ph", "f"), ("ck", "k"), ("sch", "S"), ("sh", "S"), ("ch", "C"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"),
    ("q", "k"), ("ee", "i"), ("ie", "i"), ("ey", "i"), ("y", "i"), ("oo", "u"), ("ou", "u"), ("w", "v"), ("z", "s"), ("j", "g"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")


def latin_sound(key: str) -> str:
    """Return a rough key by sound of a name in Latin letters: Stefany meets Stephanie."""
    for letters, sound in _ALIKE:
        key = key.replace(letters, sound)
    return _DOUBLED.sub(r"\1", key[:1] + key[1:].replace("h", ""))


_HABITS = (
    ("oo", "u"), ("ou", "u"), ("ow", "u"), ("ee", "i"), ("ii", "i"), ("aa", "a"), ("kh", "x"), ("gh", "q"), ("zh", "j"),
    ("ck", "k"), ("yi", "i"), ("iy", "i"), ("ey", "ei"), ("ay", "ai"), ("w", "v"), ("ah", "a"), ("eh", "e"),
)  # fmt: skip


def latin_habit(key: str) -> str:
    """Return a key that is the same however Persians type one name in Latin letters: doubled vowels, gh or q, kh or x."""
    for letters, habit in _HABITS:
        key = key.replace(letters, habit)
    return _DOUBLED.sub(r"\1", key)


_BY_EAR = (
    ("mp", "b"), ("nt", "d"), ("gk", "g"), ("ng", "g"), ("ph", "f"), ("th", "t"), ("sch", "s"), ("sh", "s"), ("ch", "s"),
    ("tz", "s"), ("ts", "s"), ("dz", "s"), ("ck", "k"), ("x", "ks"), ("q", "k"), ("c", "k"), ("z", "s"), ("j", "s"), ("w", ""),
    ("v", "b"), ("g", "k"),
)  # fmt: skip
_VOWELS = re.compile("[aeiouyh]")


def consonants(key: str) -> str:
    """Return the consonants of a name in Latin letters, roughly as they are heard; too few of them say nothing."""
    for letters, sound in _BY_EAR:
        key = key.replace(letters, sound)
    bare = _DOUBLED.sub(r"\1", _VOWELS.sub("", key))
    return bare if len(bare) > 2 else key


def romanised(name: str) -> str:
    """Write a Greek name in Latin letters by the usual standard, keeping its capitals."""
    key = key_of(unicodedata.normalize("NFC", name))
    out = []
    at = 0
    while at < len(key):
        size = 2 if key[at : at + 2] in _ROMAN else 1
        out.append(_ROMAN.get(key[at : at + size], key[at : at + size]))
        at += size
    text = "".join(out)
    if text.startswith("gk"):
        text = text[1:]
    if text.startswith("mp"):
        text = "b" + text[2:]
    if text.startswith("nt"):
        text = "d" + text[2:]
    return text.upper() if name.isupper() and len(name) > 1 else text.capitalize()
