"""What is known of names when a draft is read: the first names of all languages, the grammar of those that play a part."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from courtesy.checks.naming.tables import merged, pairs, words
from courtesy.lexicon.namebook import FRAMES, SAID, load
from courtesy.names import LANGUAGES
from courtesy.text.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from courtesy.lexicon.namebook import Ending

    Row = tuple[str, str, Ending, dict[str, list[Ending]]]
    """An ending: first name, surname or both (``g s x``), gender, nominative, the forms of each case."""

CALLING = frozenset(("nom", "voc"))
"""The cases in which somebody is addressed."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "æ": "ae", "å": "aa", "œ": "oe"})
_KURDISH = str.maketrans({"ە": "ه", "ۆ": "و", "ڵ": "ل", "ێ": "ی", "ڕ": "ر", "ۊ": "و", "ي": "ی", "ك": "ک", "ى": "ی"})
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


@lru_cache(maxsize=8192)
def key_of(word: str) -> str:
    """Return the key under which a name is compared: case, diacritics, hyphens and apostrophes make no difference."""
    key = fold(
        word[1:] if word[:2] == "\u0626\u0627" else word
    )  # a Kurdish name begins with a carrier that is not spoken
    if "\u0600" <= key[:1] <= "\u06ff":
        key = key[:-1].replace("\u06d5", "") + key[-1:]  # Kurdish writes the short vowel that Persian leaves out
        return key.translate(_KURDISH)
    return key.translate(_PLAIN)


def keys_of(word: str) -> tuple[str, ...]:
    """Return all keys of a name: one with an umlaut is written with a plain letter or with two."""
    key = key_of(word)
    spelt_out = unicodedata.normalize("NFC", word).lower().translate(_UMLAUTS)
    other = key_of(spelt_out)
    return (key,) if key == other else (key, other)


def script_of(word: str) -> str:
    """Return the script of a name: ``latin``, ``greek``, ``arabic`` or ``other``."""
    for c in word:
        if c.isalpha():
            if c < "\u0250" or "\u1e00" <= c <= "\u1eff":
                return "latin"
            if "\u0370" <= c <= "\u03ff" or "\u1f00" <= c <= "\u1fff":
                return "greek"
            if "\u0600" <= c <= "\u06ff" or "\ufb50" <= c <= "\ufefc":
                return "arabic"
            return "other"
    return "other"


class Title:
    """A word before or after a name: its gender and case, and the same for the other gender."""

    __slots__ = ("case", "flags", "gender", "group", "length", "place")

    def __init__(self, gender: str, case: str, flags: frozenset[str], group: dict[str, Any], place: int) -> None:
        self.gender = gender
        self.case = case
        self.flags = flags
        self.group = group
        self.place = place
        self.length = 1

    def for_gender(self, gender: str, case: str) -> str:
        """Return what would be written for the other gender; ``case`` decides where this form is used in several."""
        forms: list[tuple[str, str]] = self.group[gender]
        if not forms:
            return ""
        mine = self.group[self.gender]
        cases = {used for form, used in mine if form == mine[self.place][0]}
        wanted = case if case in cases else self.case
        same_case = [form for form, used in forms if used == wanted]
        if wanted != self.case and same_case:
            return same_case[0]
        if self.place < len(forms) and (not self.case or forms[self.place][1] == self.case):
            return forms[self.place][0]
        return (same_case or [forms[0][0]])[0]


class Book:
    """The facts that are used on one draft: titles and phrases of ``langs``, endings of ``langs``, names of all languages."""

    def __init__(self, langs: Sequence[str], also: Iterable[str] = ()) -> None:
        self.langs = tuple(dict.fromkeys(langs))
        self._natives: list[tuple[str, list[str]]] | None = None
        self._formal_near: frozenset[str] | None = None
        self._kin: dict[str, frozenset[str]] = {}
        self._first_names: dict[str, bool] = {}
        own = [load(lang) for lang in self.langs]
        self.near_langs = tuple(dict.fromkeys((*self.langs, *also)))
        self._all = [load(lang) for lang in dict.fromkeys((*self.near_langs, *LANGUAGES))]
        self._near = len(self.near_langs)
        self.rows: list[Row] = [row for lang in self.near_langs for row in load(lang)["endings"]]
        self.own_rows: list[Row] = [row for facts in own for row in facts["endings"]]
        """The endings of the draft's own language, by which names are written."""
        self.endings: dict[str, list[tuple[str, str, bool]]] = {}
        """For each ending the nominatives that it may stand for: their key, gender, and whether it is used in calling."""
        for _, gender, (_, nominative), cases in self.rows:
            for case, forms in cases.items():
                for _, form in forms:
                    self.endings.setdefault(form, []).append((nominative, gender, case in CALLING))
        self.longest_ending = max(map(len, self.endings), default=0)
        self.pairs: list[tuple[str, str]] = [pair for facts in self._all for pair in facts["pairs"]]
        self.pairs.sort(key=lambda pair: -len(pair[0] + pair[1]))
        self.surname_voc_is_nom: bool = own[0]["surname_voc_is_nom"]
        self.uncalled: tuple[str, ...] = tuple(own[0]["uncalled"])
        self.subject_verbs: tuple[str, ...] = tuple(ending for facts in own for ending in facts["subject_verbs"])
        """Endings of a verb whose subject is somebody spoken of with respect."""
        self.pet_endings: tuple[str, ...] = tuple(ending for facts in own for ending in facts["pet_endings"])
        self.plurals = tuple(ending for facts in own for ending in facts["plurals"])
        """Endings of a surname that stands for a whole family."""
        self.diminutives = tuple(ending for facts in own for ending in facts["diminutives"])
        """Endings of endearment that any first name may have."""
        self.nicknames = frozenset(name for facts in own for name in facts["nicknames"])
        """Nicknames that anybody may have, whatever the name is."""
        self.has_vocative = any("voc" in row[3] for row in self.own_rows)
        self.titles: dict[str, list[tuple[tuple[str, ...], Title]]] = {}
        for facts in own:
            for group in facts["titles"]:
                self._add_titles(group)
        for entries in self.titles.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self.openers = merged([*own, load("en")], "openers")
        self.frames = {name: merged([*own, load("en")], name) for name in FRAMES}
        self.paying = merged(self._all[: self._near], "paying")
        self.fillers = words(own, "fillers")
        self.not_names = words(own, "not_names")
        self.third = words(own, "third")
        self.third_after = words(own, "third_after")
        self.yours = frozenset(key for facts in own for key in facts["yours"])
        everywhere = self._all
        self.closers = merged(everywhere, "closers")
        self.introducers = merged(everywhere, "introducers")
        self.particles = words(everywhere, "particles")
        self.people = frozenset(key for facts in own for key in facts["people"])
        self.relations: tuple[str, ...] = tuple(key for facts in self._all[: self._near] for key in facts["relations"])
        """Beginnings of words for people for whom a customer may ask something."""
        self.inseparable = frozenset(key for facts in everywhere for key in facts["inseparable"])
        self.suffixes = words(everywhere, "suffixes")
        self.said = {name: merged(everywhere, name) for name in SAID}
        self.asked = {
            gender: merged([facts["asked"] for facts in everywhere if gender in facts["asked"]], gender)
            for gender in ("f", "m")
        }
        self.said_first = frozenset(word for table in (*self.said.values(), *self.asked.values()) for word in table)
        """Words with which begins what customers say of names; most texts have few of them."""
        self.verb_pairs: list[tuple[str, str]] = [pair for facts in own for pair in facts["verb_pairs"]]
        """Endings of a verb whose subject is a man, a woman."""
        self.second_person: tuple[tuple[str, str], ...] = pairs(own, "second_person")
        """Endings of what is only said to a man, to a woman."""
        self.agreeing: tuple[tuple[str, str], ...] = pairs(own, "agreeing")
        """Endings of what a man, a woman is told to be, behind a word of ``being``."""
        self.being = frozenset(word for facts in own for word in facts["being"])
        self.being_fillers = frozenset(word for facts in own for word in facts["being_fillers"])
        self.short: dict[str, str] = {}
        for facts in everywhere:
            self.short.update(facts["short"])
        self.own_voice: dict[str, tuple[str, ...]] = {
            gender: tuple(
                unicodedata.normalize("NFC", ending)
                for facts in everywhere
                for ending in facts["own_voice"].get(gender, ())
            )
            for gender in ("f", "m")
        }

    def _add_titles(self, group: dict[str, Any]) -> None:
        flags = frozenset(group["flags"])
        for gender in ("m", "f", "any"):
            for place, (form, case) in enumerate(group[gender]):
                keys = tuple(fold(word) for word in form.split())
                title = Title("" if gender == "any" else gender, case, flags, group, place)
                title.length = len(keys)
                self.titles.setdefault(keys[0], []).append((keys, title))

    def gender_of(self, key: str) -> str:
        """Return the gender of a first name, ``x`` where it has both or the languages differ, ``""`` where it is unknown."""
        near = {facts["gender"][key] for facts in self._all[: self._near] if key in facts["gender"]}
        if near:
            return near.pop() if len(near) == 1 else "x"
        far = {facts["gender"][key] for facts in self._all if key in facts["gender"]}
        if far:
            return far.pop() if len(far) == 1 else "x"
        return ""

    def is_first_name(self, key: str) -> bool:
        """Say whether a first name, or pet form, is listed."""
        known = self._first_names.get(key)
        if known is None:
            known = any(key in facts["gender"] for facts in self._all)
            if len(self._first_names) < 20_000:
                self._first_names[key] = known
        return known

    def is_near_first_name(self, key: str) -> bool:
        """Say whether a first name is listed for the languages at hand."""
        return any(key in facts["gender"] for facts in self._all[: self._near])

    @property
    def formal_near(self) -> frozenset[str]:
        """The names that the languages at hand list as names of their own."""
        if self._formal_near is None:
            self._formal_near = frozenset(key for facts in self._all[: self._near] for key in facts["formal"])
        return self._formal_near

    def is_formal(self, key: str) -> bool:
        """Say whether a name is listed as a name of its own, not only as somebody's pet form."""
        return any(key in facts["formal"] for facts in self._all)

    def kin_of(self, key: str) -> frozenset[str]:
        """Return all names that the person with a listed name may go by: who has a name is asked about many words."""
        known = self._kin.get(key)
        if known is None:
            near = {key}
            for facts in self._all:
                mine = {*facts["groups"].get(key, ()), *facts["abroad"].get(key, ())}
                for names in (facts["groups"], facts["abroad"]):
                    near.update(name for name, groups in names.items() if not mine.isdisjoint(groups))
            known = self._kin[key] = frozenset(name for name in near if self.are_kin(name, key))
        return known

    def are_kin(self, one: str, other: str) -> bool:
        """Say whether the same person may go by both names: one is the other's pet form, or both of them belong to a third."""
        for facts in self._all:
            groups, abroad = facts["groups"], facts["abroad"]
            ones, others = set(groups.get(one, ())), set(groups.get(other, ()))
            # two names abroad for one native name are two names: Stephen, Steven
            if ones.intersection(abroad.get(other, ())) or others.intersection(abroad.get(one, ())):
                return True
            # and so are two names of their own that are somebody else's pet forms too: Marc and Mark for Marcus
            two = one in facts["formal"] and other in facts["formal"]
            if any(not two or facts["heads"][group] in (one, other) for group in ones & others):
                return True
        return False

    def is_english(self, key: str) -> bool:
        """Say whether a first name is common in English."""
        return key in load("en")["formal"]

    def latin_of(self, key: str) -> str:
        """Return the usual spelling in Latin letters of a listed name, or an empty string."""
        for facts in self._all:
            if key in facts["latin"]:
                return str(facts["latin"][key][0])
        return ""

    def natives(self) -> list[tuple[str, list[str]]]:
        """Return the listed names of other scripts, each with the folded spellings in Latin letters."""
        if self._natives is None:
            self._natives = [
                (native, [fold(spelling) for spelling in latins]) for native, latins in load("fa")["latin"].items()
            ]
        return self._natives

    def gender_by_ending(self, key: str) -> str:
        """Tell the gender of a first name that is not listed by its ending, where the language at hand allows it."""
        for facts in self._all[: self._near]:
            found = [
                (len(ending), gender)
                for gender, endings in (("f", facts["feminine"]), ("m", facts["masculine"]))
                for ending in endings
                if key.endswith(ending) and len(key) > len(ending) + 1
            ]
            if found:
                return max(found)[1]
        return ""


@lru_cache(maxsize=64)
def book_for(langs: tuple[str, ...], also: tuple[str, ...]) -> Book:
    """Return the book for drafts in a language and its company, to customers who write these languages."""
    return Book(langs, also)


def phrase_at(table: dict[str, list[tuple[str, ...]]], keys: Sequence[str], at: int) -> int:
    """Return how many words the longest phrase takes that begins at a place; 0 where none does."""
    for phrase in table.get(keys[at], ()):
        if tuple(keys[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0
