"""How two spellings of a name belong together: the same, a slip of the pen, a pet form, the same name in another script."""

from __future__ import annotations

from functools import lru_cache

from courtesy.checks.naming.forms import nominatives_of
from courtesy.checks.naming.sounds import latin_sound, sounds_like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.naming.book import Book
    from courtesy.checks.naming.customer import Part


def distance(one: str, other: str) -> int:
    """Return how many letters are wrong, left out, too many or swapped."""
    from rapidfuzz.distance import OSA  # only a draft that addresses somebody needs it

    return int(OSA.distance(one, other))


@lru_cache(maxsize=4096)
def is_near(one: str, other: str) -> bool:
    """Say whether one name could be a slip of the pen for the other."""
    least = min(len(one), len(other))
    if least < 3 or abs(len(one) - len(other)) > 4:
        return False
    if one[0] != other[0] and one[-1] != other[-1] and one[1:3] != other[1:3] and least < 6:
        return False
    wrong = distance(one, other)
    if wrong <= (1 if least < 6 else 2) or (wrong <= 3 and least >= 10):
        return True
    return least > 4 and one.isascii() and distance(latin_sound(one), latin_sound(other)) <= 1


def is_short_for(short: str, name: str, book: Book) -> bool:
    """Say whether a first name is another one cut short: Alex for Alexandra."""
    return len(short) >= 3 and len(name) - len(short) >= 2 and name.startswith(short) and not book.is_formal(short)


def related(key: str, script: str, part: Part, book: Book) -> str:
    """Say how a name as somebody typed it belongs to a part of a name: ``same``, ``kin``, ``near``, ``other script`` or not."""
    if script == part.script:
        if key in part.keys:
            return "same"
        bases = nominatives_of(key, book)
        if part.key in bases:
            return "same"
        if part.role != "s":
            kin = book.kin_of(part.key)
            if any(base in kin or is_short_for(base, part.key, book) for base in bases):
                return "kin"
        return "near" if is_near(key, part.key) else ""
    if part.role != "s" and key in book.kin_of(part.key):
        return "kin"
    if "other" in (script, part.script):
        return ""
    native, latin = (key, part.key) if part.script == "latin" else (part.key, key)
    if "latin" in (script, part.script) and sounds_like(native, latin):
        return "other script"
    return ""
