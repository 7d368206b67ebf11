"""Rough stems: what two forms of one word have in common, good enough to see that two messages speak of the same thing.

Not a stemmer for search: no list of words, a few endings and beginnings a language, so that *παραγγελία* meets *παραγγελίας*,
*przesyłkę* meets *przesyłki*, *می‌فرستم* meets *بفرستید*, and *pinalitan* meets *papalitan*.
"""

from __future__ import annotations

import re

from courtesy.text.fold import fold

_KEPT = {"el": 6, "pl": 6, "en": 6, "fa": 12, "fil": 12}
"""Letters of a stem at most: endings begin somewhere behind them."""
_SHORT = {"el": 4, "pl": 4, "en": 4, "fa": 3, "fil": 3}
"""Words of so many letters or fewer are compared as they are."""

_ENGLISH = re.compile(r"(?:ings?|ed|es|s|ly|ment|ation|ion|er)$")
_PERSIAN_BEFORE = re.compile(r"^(?:نمی|می)(?=.{3})|^[بن](?=.{3,}(?:ید|ند|یم|ین)$)")
_PERSIAN_AFTER = re.compile(r"(?:هایتان|هایشان|هایی|های|ها|تان|شان|مان|تون|شون|مون|ید|ند|یم|ام|ات|اش|م|ش|ت|ی|ه|د)$")
_FILIPINO_BEFORE = re.compile(
    r"^(?:pinaka|ipinag|ipina|pinag|nakapag|makapag|magpa|nagpa|ipag|ipa|paki|pakiki|maki|naka|maka|naki|mag|nag|pag|pang|pam|pan|"
    r"na|ma|pa|ka|i|um|in)(?=.{4})"
)
_FILIPINO_INFIX = re.compile(r"^([bcdfghjklmnprstwy])(?:in|um)(?=[aeiou])")
_FILIPINO_TWICE = re.compile(r"^([bcdfghjklmnprstwy]?[aeiou])\1")
_FILIPINO_AFTER = re.compile(r"(?<=.{4})(?:hin|han|in|an|ng|t)$")


def stem(word: str, lang: str) -> str:
    """Return the rough stem of a word as it stands in a text; the empty string for one that has none."""
    key = fold(word)
    if len(key) <= _SHORT[lang]:
        return key
    if key.isascii() and lang in ("el", "fa"):
        return key[:6]
    if lang == "en":
        shorter = _ENGLISH.sub("", key)
        key = shorter if len(shorter) >= 3 else key
        if len(key) > 3 and key[-1] == key[-2]:
            key = key[:-1]
        if len(key) > 4 and key[-1] in "ey":
            key = key[:-1]
    elif lang == "fa":
        key = _PERSIAN_BEFORE.sub("", key)
        for _ in range(2):  # دفترچه‌تان, دفترچه
            shorter = _PERSIAN_AFTER.sub("", key)
            key = shorter if len(shorter) >= 3 else key
    elif lang == "fil":
        key = _FILIPINO_AFTER.sub("", key)
        key = _FILIPINO_INFIX.sub(r"\1", key)
        key = _FILIPINO_BEFORE.sub("", key)
        key = _FILIPINO_TWICE.sub(r"\1", key)
    elif len(key) <= 7:
        key = key[: max(4, len(key) - 2)]
    return key[: _KEPT[lang]]
