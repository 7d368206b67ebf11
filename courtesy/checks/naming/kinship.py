"""How a word of a draft belongs to the customer's name without being it: a pet form, the same name in another script."""

from __future__ import annotations

from courtesy.checks.naming.alike import is_near, is_short_for
from courtesy.checks.naming.forms import forms_of
from courtesy.checks.naming.sounds import consonants, latin_habit, latin_sound, romanised, sounds_like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.naming.address import Word
    from courtesy.checks.naming.book import Book
    from courtesy.checks.naming.customer import Customer, Part


class Kinship:
    """Knows by which other words one customer may be called."""

    def __init__(self, book: Book, customer: Customer) -> None:
        self._book = book
        self._customer = customer

    def are_kin(self, bases: dict[str, str], part: Part, word: Word) -> bool:
        """Say whether the customer may go by one of the names that a word stands for because of one part of the name."""
        if part.script != word.script and self._has_own_spelling(part, word.script):
            return False
        return any(
            (self._book.are_kin(base, part.key) and not self._is_otherwise(base, part))
            or (part.script == word.script and is_short_for(base, part.key, self._book))
            for base in bases
        )

    def _is_otherwise(self, base: str, part: Part) -> bool:
        """Say whether a pet form stands for another of its names than this: the Ola of the records is Aleksandra, not Olga."""
        book = self._book
        if base != part.key and any(
            p.script == "latin"
            and base != p.key
            and not book.is_formal(p.key)
            and latin_sound(base) == latin_sound(p.key)
            for p in (part, *(p for p in self._customer.parts() if p.source == "signature"))
        ):
            return not any(p.key == base for p in self._customer.parts())  # Nicky is no way to spell Nikki
        if book.is_formal(part.key) or not book.is_formal(base):
            return False
        full = [p for p in self._customer.parts("g") if book.is_formal(p.key) and book.are_kin(p.key, part.key)]
        return bool(full) and not any(p.key == base or book.are_kin(p.key, base) for p in full)

    def is_twin(self, bases: dict[str, str], near: Part | None) -> bool:
        """Say whether a name is a formal one much like the customer's but not hers: Steve may be Steven, not Stephen."""
        if near is None or near.role == "s" or not self._book.is_formal(near.key):
            return False
        formal = [base for base in bases if self._book.is_formal(base)]
        return bool(formal) and not any(self._book.are_kin(base, near.key) for base in formal)

    def is_spelt_alike(self, word: Word, part: Part) -> bool:
        """Say whether a Persian name is typed in Latin letters in another usual way: Zolnoor, Zolnour."""
        if part.script != "latin" or word.script != "latin" or self._book.langs[0] != "fa":
            return False
        return latin_habit(word.key) == latin_habit(part.key)

    def _has_own_spelling(self, part: Part, script: str) -> bool:
        """Say whether the customer has written the same name in another script."""
        return any(
            other.script == script and "latin" in (script, part.script) and _sound_alike(part, other)
            for other in self._customer.parts()
        )

    def transcribes(self, word: Word, bases: dict[str, str], part: Part) -> bool:
        """Say whether a word is a part of the name in another script."""
        if "latin" not in (word.script, part.script) or self._has_own_spelling(part, word.script):
            return False
        if word.script == "latin":
            natives = forms_of(part.word, part.role, self._customer.gender, self._book.rows)
            if any(sounds_like(native, word.key) for native in natives):
                return True
            return (
                part.script == "greek"
                and is_near(romanised(part.word).lower(), word.key)
                and not self._book.is_formal(word.key)
            )
        if word.script == "greek" and not self._book.is_first_name(part.key):
            if any(consonants(romanised(base).lower()) == consonants(part.key) for base in bases):
                return True  # a foreign name by ear: Γκάλμπρεϊθ for Galbraith
        latins = (part.key, *forms_of(part.word, part.role, self._customer.gender, self._book.rows))
        return any(sounds_like(base, latin) for base in bases for latin in latins)


def _sound_alike(one: Part, other: Part) -> bool:
    native, latin = (one, other) if other.script == "latin" else (other, one)
    return latin.script == "latin" and native.script != "latin" and sounds_like(native.key, latin.key)
