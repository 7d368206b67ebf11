"""Inflection of names by their endings: which forms a name has, which names a form may belong to, how to write the right one."""

from __future__ import annotations

import unicodedata

from courtesy.checks.naming.book import key_of

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
        if _fits(row[0], part) and _fits(row[1], gender) and (stem := _stem(key, row[3][1], whole=row[2])) is not None
    ]
    own = [(row, stem) for row, stem in fitting if row[0] == part == "s" and len(row[3][1]) > 2]
    for (_, row_gender, _, _, cases), stem in own or fitting:  # Kowalska goes like an adjective and no other way
        for case, endings in cases.items():
            for _, ending in endings:
                out.setdefault(stem + ending, set()).add((case, row_gender))
    return out


def nominatives_of(key: str, book: Book, *, calling: bool = False) -> dict[str, str]:
    """Return the names that a form may belong to, each with its gender where the ending tells it; the form itself is one.

    ``calling`` keeps to the cases in which somebody is addressed.
    """
    out = {key: ""}
    for size in range(min(book.longest_ending, len(key)) + 1):
        stem = key[: len(key) - size]
        for nominative, gender, calls, whole in book.endings.get(key[len(key) - size :], ()):
            if (calls or not calling) and bool(stem) != whole:
                out.setdefault(stem + nominative, gender if gender != "x" else "")
    return out


def write(word: str, part: str, gender: str, case: str, book: Book) -> str:
    """Return a name in a case as it is spelt: the longest ending that fits decides."""
    if case == "nom" or (case == "voc" and part == "s" and book.surname_voc_is_nom):
        return word
    best: tuple[int, str] | None = None
    lower = unicodedata.normalize("NFC", word.lower())
    for row_part, row_gender, whole, (plain, _), cases in book.rows:
        if not _fits(row_part, part) or not _fits(row_gender, gender) or case not in cases:
            continue
        if not (lower == plain if whole else lower.endswith(plain)):
            continue
        # a first name's own row beats the general one, an ending without accent serves where the accent stands elsewhere
        rank = 2 * len(plain) + (row_part == part)
        if best is None or rank > best[0]:
            stem = "" if whole else word[: len(word) - len(plain)]
            ending = _chosen(word, [form for form, _ in cases[case]], case, part)
            form = stem + ending if stem else ending
            best = rank, form.capitalize() if word[:1].isupper() and not stem else form
    if best is None:
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


def _stem(key: str, ending: str, *, whole: bool) -> str | None:
    """Return what stands before an ending, at least a letter; ``None`` where the ending does not fit."""
    if whole:
        return "" if key == ending else None
    if not key.endswith(ending) or len(key) == len(ending):
        return None
    return key[: len(key) - len(ending)]


_VOWELS = "αεηιουωάέήίόύώaeiouyw"


def _chosen(word: str, endings: list[str], case: str, part: str) -> str:
    """Choose among forms that are both right: Greek -ος has -ε where the accent is on the third syllable from the end."""
    if case == "voc" and endings[0] in ("ο", "ιο", "o") and len(endings) > 1:
        return endings[1] if _is_accented_early(word, most=3 if part == "s" else 4) else endings[0]
    return endings[0]


def _is_accented_early(word: str, most: int) -> bool:
    """Say whether a word is accented on the third syllable from the end, or has more syllables than ``most``."""
    syllables = 0
    marked = 0
    before = ""
    for c in reversed(unicodedata.normalize("NFC", word.lower())):
        plain = key_of(c)
        if plain in _VOWELS and plain:
            diphthong = (plain + before) in ("ου", "αι", "ει", "οι", "αυ", "ευ", "υι") and before and c not in "άέίόύήώ"
            if not diphthong:
                syllables += 1
            if c in "άέήίόύώΐΰ":
                marked = syllables
            before = plain
        else:
            before = ""
    return marked >= 3 or syllables > most
