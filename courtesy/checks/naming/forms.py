"""Inflection of names by their endings: which forms a name has, which names a form may belong to, how to write the right one."""

from __future__ import annotations

import unicodedata

from courtesy.checks.naming.book import CALLING, key_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from courtesy.checks.naming.book import Book, Row

    Uses = set[tuple[str, str]]
    """The cases and genders in which a form is used."""


def forms_of(word: str, part: str, gender: str, rows: Sequence[Row]) -> dict[str, Uses]:
    """Return the keys of a name's forms, each with case and gender; ``part`` is ``g``, ``s`` or ``""`` where not known."""
    key = key_of(word)
    out: dict[str, Uses] = {key: {("nom", gender)}}
    fitting = [
        (row, stem)
        for row in rows
        if key.endswith(row[2][1])  # few do
        and (stem := _stem(key, row[2][1])) is not None
        and _fits(row[0], part)
        and _fits(row[1], gender)
    ]
    own = [(row, stem) for row, stem in fitting if row[0] == part == "s" and len(row[2][1]) > 2]
    for (_, row_gender, _, cases), stem in own or fitting:  # Kowalska goes like an adjective and no other way
        for case, endings in cases.items():
            for _, ending in endings:
                out.setdefault(stem + ending, set()).add((case, row_gender))
    return out


def nominatives_of(key: str, book: Book, *, calling: bool = False) -> dict[str, str]:
    """Return the names that a form may belong to, each with its gender where the ending tells it; the form itself is one.

    ``calling`` keeps to the cases in which somebody is addressed.
    """
    out = {key: ""}
    if not book.longest_ending:
        return out
    for size in range(min(book.longest_ending, len(key)) + 1):
        stem = key[: len(key) - size]
        for nominative, gender, calls in book.endings.get(key[len(key) - size :], ()):
            if stem and (calls or not calling):
                out.setdefault(stem + nominative, gender if gender != "x" else "")
    return out


def vocatives_of(word: str, gender: str, rows: Sequence[Row]) -> set[str]:
    """Return the keys of the forms in which somebody is called by a first name: only rows with the longest ending count.

    An ending may fit as it is spelt or as it is typed without diacritics: Karol is no Karoł, but Michal is Michał.
    """
    key = key_of(word)
    lower = unicodedata.normalize("NFC", word.lower())
    fitting = [
        (len(row[2][1]), lower.endswith(row[2][0]), stem, row[3])
        for row in rows
        if _fits(row[0], "g") and _fits(row[1], gender) and (stem := _stem(key, row[2][1])) is not None
    ]
    out: set[str] = set()
    for as_spelt in (False, True):
        longest = max((size for size, spelt, _, _ in fitting if spelt or not as_spelt), default=0)
        for size, spelt, stem, cases in fitting:
            if size == longest and (spelt or not as_spelt):
                out.update(stem + ending for case in CALLING for _, ending in cases.get(case, ()))
    return out


def write(word: str, part: str, gender: str, case: str, book: Book, like: str = "") -> str:
    """Return a name in a case as it is spelt: the longest ending that fits decides.

    Where surnames may be called by the nominative they are, unless ``like``, the key of the word that is replaced, ends as the
    vocative does.
    """
    mirrors = case == "voc" and part == "s" and book.surname_voc_is_nom
    if case == "nom" or (mirrors and not like):
        return word
    halves = word.split("-")
    if part == "s" and len(halves) > 1 and all(len(half) > 1 for half in halves):
        return "-".join(write(half, part, gender, case, book, like) for half in halves)
    word = unicodedata.normalize("NFC", word)
    lower = word.lower()
    best: tuple[int, str] | None = None
    for row_part, row_gender, (plain, _), cases in book.own_rows:
        if not _fits(row_part, part) or not _fits(row_gender, gender) or case not in cases or not lower.endswith(plain):
            continue
        rank = 2 * len(plain) + (row_part == part)  # a first name's own row beats the general one
        if best is None or rank > best[0]:
            endings = [form for form, key in cases[case] if not mirrors or (key and key[-1] == like[-1])]
            best = rank, word[: len(word) - len(plain)] + _chosen(word, endings, case) if endings else ""
    if best is None or not best[1]:
        return word
    return best[1].upper() if word.isupper() and len(word) > 1 else best[1]


def other_gender(word: str, gender: str, pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Return how somebody's surname would be written for a man (``m``) or woman (``f``), where that differs."""
    lower = unicodedata.normalize("NFC", word.lower())
    out = []
    for man, woman in pairs:
        here, there = (woman, man) if gender == "m" else (man, woman)
        if lower.endswith(here) and len(lower) > len(here) + 1:
            form = word[: len(word) - len(here)] + there
            if key_of(form) != key_of(word):
                out.append(form)
    return out


def _fits(row: str, wanted: str) -> bool:
    return row == "x" or not wanted or row == wanted


def _stem(key: str, ending: str) -> str | None:
    """Return what stands before an ending, at least a letter; ``None`` where the ending does not fit."""
    if not key.endswith(ending) or len(key) == len(ending):
        return None
    return key[: len(key) - len(ending)]


_VOWELS = frozenset("αεηιουωaeiouyw")
_ACCENTED = frozenset("άέήίόύώΐΰ")
_DIPHTHONGS = frozenset(("ου", "αι", "ει", "οι", "αυ", "ευ", "υι", "ou"))


def _chosen(word: str, endings: list[str], case: str) -> str:
    """Choose among forms that are both right: Greek -ος has -ε in long words and where the accent is early."""
    if case != "voc" or len(endings) < 2 or endings[0] not in ("ο", "ιο", "o", "io"):
        return endings[0]
    syllables, accented = _syllables(word.lower())
    is_early = syllables > 3 or (accented >= 3 and len(endings[0]) == 1)  # Στέλιο has no more than two to the ear
    return endings[1] if is_early else endings[0]


def _syllables(word: str) -> tuple[int, int]:
    """Return how many syllables a word has, and which one counted from the end is accented (0: none is marked)."""
    count = accented = 0
    before = ""
    for letter in reversed(word):
        plain = key_of(letter)
        if plain not in _VOWELS:
            before = ""
            continue
        if letter in _ACCENTED or plain + before not in _DIPHTHONGS:
            count += 1
        if letter in _ACCENTED:
            accented = count
        before = plain
    return count, accented
