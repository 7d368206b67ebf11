"""Reading `lexicons/<language>/conversation/names.toml`: names, titles and how they are inflected.

The file is written for linguists (its header explains the keys); what is made of it is plain tables by folded key, kept in the
same cache as compiled lexicons.
"""

from __future__ import annotations

import os

from courtesy.errors import LexiconError
from courtesy.lexicon.store import builtin_folder, cached, digest_of
from courtesy.text.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Ending = tuple[str, str]
    """An ending as it is spelt, and its key."""

_LISTS = ("openers", "fillers", "not_names", "third", "third_after", "closers", "introducers", "particles", "suffixes")
_TEXTS = ("women", "men", "either", "endings", "surname_pairs", "titles")
_MORE = (
    "nicknames",
    "pet_endings",
    "subject_verbs",
    "inseparable",
    "people",
    "yours",
    "relations",
    "diminutives",
    "plurals",
)
_PAIRS = ("verb_pairs", "second_person", "agreeing")
_SPELT = ("being", "being_fillers")
"""Lists that not every language needs."""
SAID = (
    "renamed",
    "named_before",
    "on_behalf",
    "of_the_other",
    "rejected",
    "rejected_before",
    "whole_name",
    "of_others",
)
"""Phrases by which customers tell what to call them; not every language needs them."""
FRAMES = ("owned", "owned_perhaps", "owned_titled", "owned_mentioned")
"""Phrases that say whose something is."""
_KEYS = frozenset(
    (
        *_LISTS,
        *_TEXTS,
        "feminine",
        "masculine",
        "cases",
        "surname_voc_is_nom",
        "short",
        "own_voice",
        "uncalled",
        "asked",
        *_PAIRS,
        *_SPELT,
        *_MORE,
        *SAID,
        *FRAMES,
        "paying",
    )
)
_FLAGS = ("dear", "alone", "call", "after", "capital", "born", "trade")
_loaded: dict[str, dict[str, Any]] = {}


def load(lang: str) -> dict[str, Any]:
    """Return what is known of names in a language. Raises `LexiconError` for a file that is missing or wrong."""
    known = _loaded.get(lang)
    if known is None:
        path = os.path.join(builtin_folder(), lang, "conversation", "names.toml")
        digest = digest_of((path,), ("lexicon/namebook.py", "text/fold.py"))
        known = _loaded[lang] = cached(f"names.{lang}", digest, lambda: read(path))
    return known


def read(path: str) -> dict[str, Any]:
    """Read a file of names. Raises `LexiconError` that says what is wrong in it."""
    import tomllib

    try:
        with open(path, encoding="utf-8") as file:
            data = tomllib.loads(file.read())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: not valid TOML in UTF-8: {error}") from None
    for key in data:
        if key not in _KEYS:
            raise LexiconError(f"{path}: unknown key {key!r}; allowed: {', '.join(sorted(_KEYS))}")
    for key in (*_LISTS, *_TEXTS):
        if key not in data:
            raise LexiconError(f"{path}: {key!r} is missing")
    cases = data.get("cases", ["nom"])
    out: dict[str, Any] = _names(data)
    out |= {key: _phrases(data[key]) for key in _LISTS}
    out["endings"] = _endings(data["endings"], cases, path)
    out["pairs"] = [tuple(line.split()) for line in _lines(data["surname_pairs"])]
    out["titles"] = [_title(line, path) for line in _lines(data["titles"])]
    out["feminine"] = [fold(ending) for ending in data.get("feminine", [])]
    out["masculine"] = [fold(ending) for ending in data.get("masculine", [])]
    out["surname_voc_is_nom"] = bool(data.get("surname_voc_is_nom"))
    out["uncalled"] = list(data.get("uncalled", []))
    for key in _MORE:
        out[key] = [fold(entry) for entry in data.get(key, [])]
    for key in (*SAID, *FRAMES, "paying"):
        out[key] = _phrases(data.get(key, []))
    out["asked"] = {gender: _phrases(phrases) for gender, phrases in data.get("asked", {}).items()}
    for key in _PAIRS:
        out[key] = [(man, woman) for man, woman in (pair.split() for pair in data.get(key, []))]
    for key in _SPELT:
        out[key] = list(data.get(key, []))
    out["short"] = dict(data.get("short", {}))
    out["own_voice"] = data.get("own_voice", {"f": [], "m": []})
    return out


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _names(data: dict[str, Any]) -> dict[str, Any]:
    """Index first names: the gender of each, the groups that it belongs to, and which are formal."""
    gender: dict[str, str] = {}
    groups: dict[str, list[int]] = {}
    elsewhere_groups: dict[str, list[int]] = {}
    latin: dict[str, list[str]] = {}
    formal: list[str] = []
    number = 0
    for kind, sex in (("women", "f"), ("men", "m"), ("either", "x")):
        for line in _lines(data[kind]):
            native, _, elsewhere = line.partition("=")
            head, _, pets = native.partition(":")
            abroad = [name.strip() for name in elsewhere.split(",") if name.strip()]
            forms = [head.strip(), *(name.strip() for name in pets.split(",") if name.strip())]
            for name in forms:
                key = fold(name)
                gender[key] = sex if gender.get(key, sex) == sex else "x"
                groups.setdefault(key, []).append(number)
            for name in abroad:
                elsewhere_groups.setdefault(fold(name), []).append(number)
            if abroad:
                latin[fold(head.strip())] = abroad
            formal.append(fold(head.strip()))
            number += 1
    return {
        "gender": gender,
        "groups": groups,
        "abroad": elsewhere_groups,
        "latin": latin,
        "formal": dict.fromkeys(formal, True),
        "heads": formal,
    }


def _phrases(entries: list[str]) -> dict[str, list[tuple[str, ...]]]:
    """Index phrases by their first word, the longest first."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        keys = tuple(fold(word) for word in entry.split())
        if keys not in out.setdefault(keys[0], []):
            out[keys[0]].append(keys)
    for phrases in out.values():
        phrases.sort(key=len, reverse=True)
    return out


def _endings(text: str, cases: list[str], path: str) -> list[tuple[str, str, Ending, dict[str, list[Ending]]]]:
    """Read the rows: whose, gender, the nominative, and the forms of each case."""
    rows = []
    for line in _lines(text):
        part, gender, *forms = line.split()
        if part not in "gsx" or gender not in "mfx" or len(forms) != len(cases):
            raise LexiconError(f"{path}: endings: {line!r} must be: g, s or x; m, f or x; {', '.join(cases)}")
        table = {case: [_ending(form) for form in column.split("/")] for case, column in zip(cases, forms, strict=True)}
        rows.append((part, gender, _ending(forms[0]), table))
    return rows


def _ending(form: str) -> Ending:
    spelt = form.replace("-", "")
    return spelt, fold(spelt)


def _title(line: str, path: str) -> dict[str, Any]:
    """Read ``m: pan (nom), pana (gen) | f: pani | alone``."""
    out: dict[str, Any] = {"m": [], "f": [], "any": [], "flags": []}
    for piece in line.split("|"):
        who, colon, forms = piece.partition(":")
        if not colon:
            out["flags"] += who.split()
        elif who.strip() in ("m", "f", "any"):
            for form in forms.split(","):
                words, _, case = form.partition("(")
                out[who.strip()].append((words.strip(), case.strip(" )")))
        else:
            raise LexiconError(f"{path}: titles: {line!r}: a part must begin with m:, f: or any:")
    for flag in out["flags"]:
        if flag not in _FLAGS:
            raise LexiconError(f"{path}: titles: {line!r}: unknown word {flag!r}; known: {', '.join(_FLAGS)}")
    return out
