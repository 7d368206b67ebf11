"""From a word of a text to the symbols that it carries: dictionary look-ups, worked out once for each spelling."""

from __future__ import annotations

from courtesy.lexicon.ops import NUMBER_SYMBOL
from courtesy.lexicon.packed import Drawers, unpack, unpack_words
from courtesy.text.fold import exact, fold, unstretch
from courtesy.text.sound import SHORTEST, may_stand_for, persian_stems, shortened, skeleton, sound_of
from courtesy.text.tokens import EMOJI, LINK, NUMBER
from courtesy.text.translit import finglish_sounds, finglish_stems, finglish_vowelled, greeklish_sounds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Table = Mapping[str, bytes]

NOTHING: frozenset[int] = frozenset()
_SOUNDS_LIKE_ITSELF = 5
"""Letters of a word in Latin letters from which on its sound tells it from others."""
_ACRONYM = 4
"""Letters of a word in capitals up to which it may be an acronym rather than a Persian word in Latin letters."""
_LONGEST_END = 48
"""Letters that a beginning or ending of a rule may have at most; that bounds the time of the longest word."""
_ACCENTED = frozenset("άέήίόύώΐΰ")
_LONGEST_HEARD = 40
"""Letters of a word from which on nobody asks what it sounds like; that bounds the time of the longest word."""
_LONG_SOUND = 4
"""Letters of a sound that are enough in any language."""


def is_careful(word: str, lang: str) -> bool:
    """Say whether a word shows that its writer took care of its spelling, or is a name."""
    if word[:1].isupper() and not word.isupper():
        return True
    return lang == "el" and not _ACCENTED.isdisjoint(word.lower())


class Vocabulary:
    """All words of a compiled lexicon."""

    __slots__ = (
        "_excluded", "_heard", "_heard_ends", "_skeletons", "_sound", "_spellings", "_tables", "_vowelled", "_words", "lang",
    )  # fmt: skip

    def __init__(self, lang: str, data: Mapping[str, Any]) -> None:
        """Take the tables that the compiler made: keys with their symbols, packed."""
        self.lang = lang
        self._words = Drawers(data["word"])
        self._sound = Drawers(data["sound"])  # el: both alphabets have one key, `greek_sound`
        self._vowelled = Drawers(data["vowelled"])
        self._heard = self._sound if lang == "el" else Drawers(data["heard"])
        ends = "sound" if lang == "el" else "heard"
        self._heard_ends: tuple[Table, Table] = (data[f"{ends}_prefix"], data[f"{ends}_suffix"])
        self._skeletons = Drawers(data["skeletons"])
        self._tables: Mapping[str, Table] = data
        self._spellings = Drawers(data["spelling"])
        self._excluded: Table = data["excluded"]

    def __contains__(self, key: str) -> bool:
        """Say whether a folded word is listed as such."""
        return key in self._words

    def covers(self, key: str, beyond: int) -> bool:
        """Say whether a beginning with a star, of more than so many letters, covers a folded word."""
        prefixes = self._tables["prefix"]
        return any(key[:cut] in prefixes for cut in range(beyond + 1, min(len(key), _LONGEST_END) + 1))

    def symbols(self, word: str, kind: int) -> frozenset[int]:
        """Return the symbols of a word as it stands in the text. ``kind`` is its kind from `courtesy.text.tokens`."""
        if kind == LINK:
            return NOTHING
        tables = self._tables
        if kind == EMOJI:
            key = fold(word) or word
            return frozenset(unpack(self._words.get(key, b"") or self._words.get(key[:1], b"")))
        found = set(unpack(tables["exact"].get(exact(word), b"")))
        key = fold(word)
        if kind == NUMBER:
            found.add(NUMBER_SYMBOL)
        found |= self._by_key(key)
        for usual in unpack_words(self._spellings.get(key, b"")):
            found |= self._by_key(usual)
        if not found:
            for short in unstretch(key):
                found = self._by_key(short)
                if found:
                    key = short
                    break
        if not found and key.isascii():
            if self.lang == "el":
                found = self._by_sound(key)
            elif self.lang == "fa" and len(key) <= _LONGEST_HEARD and not (word.isupper() and len(word) <= _ACRONYM):
                found = self._finglish(key)
        return frozenset(found) if found else NOTHING

    def heard(self, word: str) -> frozenset[int]:
        """Return the symbols of the words that a word sounds like, for one that may be misspelt; most often none.

        Listed words are not misspelt, nor those with a Greek accent, which only careful writers set, nor names.
        """
        key = fold(word)
        if not SHORTEST[self.lang] <= len(key) <= _LONGEST_HEARD or not key.isalpha() or is_careful(word, self.lang):
            return NOTHING
        if key in self._words and self.lang != "el":  # Greek γίνετε is listed and often stands for γίνεται
            return NOTHING
        if key.isascii() and self.lang in ("el", "fa"):  # `symbols` has read it by its sound already
            return NOTHING
        sound = sound_of(key, self.lang)
        if len(sound) < min(_LONG_SOUND, SHORTEST[self.lang]):
            return NOTHING
        found = self._with_ends(sound, self._heard.get(sound, b""), *self._heard_ends)
        if not found and self.lang == "fil":
            found = self._shortened(key)
        elif not found and self.lang == "fa":
            found = self._stemmed(key)
        return frozenset(found) if found else NOTHING

    def _stemmed(self, key: str) -> set[int]:
        """Return the symbols of a Persian word without what is written onto it in chats."""
        for form in persian_stems(key):
            if form in self._words:
                return self._by_key(form)
        return set()

    def _shortened(self, key: str) -> set[int]:
        """Return the symbols of the words that a word without vowels, as in text messages, may stand for."""
        meant: list[str] = []
        for short in shortened(key):
            words = unpack_words(self._skeletons.get(skeleton(short), b""))
            meant += [word for word in words if may_stand_for(short, word)]
        nearest = min(map(len, meant), default=0)
        return set().union(*(self._by_key(word) for word in meant if len(word) <= nearest + 1))

    def symbols_of_lemma(self, lemma: str) -> frozenset[int]:
        """Return the symbols of a dictionary form: only of words listed as such, for an ending with a star means forms."""
        key = fold(lemma)
        found = {*unpack(self._words.get(key, b"")), *unpack(self._tables["exact"].get(exact(lemma), b""))}
        if found and key in self._excluded:
            found.difference_update(unpack(self._excluded[key]))
        return frozenset(found) if found else NOTHING

    def lists(self, word: str) -> bool:
        """Say whether a word is listed as such, not only covered by a beginning or ending with a star.

        Of Greek and Persian in Latin letters only longer words are: acronyms sound like too many others.
        """
        key = fold(word)
        if key in self._words:
            return True
        if len(key) < _SOUNDS_LIKE_ITSELF or not key.isascii() or self.lang not in ("el", "fa"):
            return False
        return any(sound in self._sound for sound in self._sounds(key))

    def spells(self, word: str) -> bool:
        """Say whether something with a digit in it is a way of typing a word: ``8a`` for θα, ``2loy`` for *tuloy*."""
        key = fold(word)
        if key in self._spellings or key in self._words:
            return True
        return self.lang == "el" and key.isascii() and any(sound in self._sound for sound in self._sounds(key))

    def _by_key(self, key: str) -> set[int]:
        return self._with_ends(key, self._words.get(key, b""), self._tables["prefix"], self._tables["suffix"])

    def _with_ends(self, key: str, whole: bytes, prefixes: Table, suffixes: Table) -> set[int]:
        found = set(unpack(whole))
        for cut in range(2, min(len(key), _LONGEST_END) + 1):
            if (symbols := prefixes.get(key[:cut])) is not None:
                found.update(unpack(symbols))
            if (symbols := suffixes.get(key[-cut:])) is not None:
                found.update(unpack(symbols))
        if found and key in self._excluded:
            found.difference_update(unpack(self._excluded[key]))
        return found

    def _sounds(self, key: str) -> tuple[str, ...]:
        return greeklish_sounds(key) if self.lang == "el" else finglish_sounds(key)

    def _by_sound(self, key: str) -> set[int]:
        tables = self._tables
        for sound in self._sounds(key):
            if len(sound) > 1:
                whole = self._sound.get(sound, b"")
                if found := self._with_ends(sound, whole, tables["sound_prefix"], tables["sound_suffix"]):
                    return found
        return set()

    def _finglish(self, key: str) -> set[int]:
        """Return the symbols of a Persian word in Latin letters: as it is, or without what is written onto it.

        A word whose long vowels agree goes before one that has the consonants only.
        """
        forms = (key, *finglish_stems(key))
        for form in forms:
            found: set[int] = set()
            for sound in finglish_vowelled(form):
                for word in unpack_words(self._vowelled.get(sound, b"")):
                    found |= self._by_key(word)
            if found:
                return found
        for form in forms:
            if found := self._by_sound(form):
                return found
        return set()
