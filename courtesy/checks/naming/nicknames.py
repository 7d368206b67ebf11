"""Pet forms that no list holds: pieces of a first name, doubled or with an ending that pet forms have."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.naming.address import Word
    from courtesy.checks.naming.book import Book
    from courtesy.checks.naming.customer import Customer


class Nicknames:
    """Tells what may be a pet form of one customer's first name."""

    def __init__(self, book: Book, customer: Customer) -> None:
        self._book = book
        self._customer = customer

    def may_be(self, word: Word, bases: dict[str, str]) -> bool:
        """Say whether a name that nobody listed begins like the customer's first name: there are more pet forms than lists."""
        if word.script == "arabic":
            return self._is_compound(word.key)
        if self._is_nickname(word.key):
            return True
        if any(self._book.is_first_name(base) for base in bases):
            return False
        if any(self._is_diminutive(base) for base in bases):
            return True
        return any(
            part.key[:3] == word.key[:3] and len(word.key) + 3 <= len(part.key) for part in self._customer.parts("g")
        )

    def _is_compound(self, key: str) -> bool:
        """Say whether the first half of a Persian name of two is in its short form: ممدحسین for محمدحسین."""
        for part in self._customer.parts("g"):
            for at in range(3, len(part.key) - 1):
                rest = part.key[at:]
                if key.endswith(rest) and self._book.are_kin(key.removesuffix(rest), part.key[:at]):
                    return True
        return False

    def _is_diminutive(self, key: str) -> bool:
        """Say whether a name that nobody listed is a form of endearment of one the customer may go by: Gosiaczek, Κατερινιώ."""
        stems = [key.removesuffix(ending) for ending in self._book.diminutives if key.endswith(ending)]
        stems = [stem for stem in stems if len(stem) > 2]
        return any(
            name.startswith(stem[: max(3, len(stem) - 1)])
            for stem in stems
            for part in self._customer.parts("g")
            for name in self._book.kin_of(part.key)
        )

    def _is_nickname(self, key: str) -> bool:
        """Say whether a word is a piece of the customer's first name with the ending of a pet form, doubled, or anybody's."""
        book = self._book
        if not book.pet_endings or book.is_formal(key):
            return False
        firsts = self._customer.parts("g")
        if key in book.nicknames:
            return not self._customer.called and not any(part.key in book.nicknames for part in firsts)
        if len(key) > 3 and not book.is_first_name(key) and any(_by_ear(p.key).endswith(_by_ear(key)) for p in firsts):
            return True  # Kardo for Ricardo
        half = key[: len(key) // 2]
        pieces = {key.removesuffix(ending) for ending in book.pet_endings if key.endswith(ending)}
        if key == half * 2:
            pieces.add(half)
        if key[:1] == key[2:3]:
            pieces.add(key[2:])  # Bebet for Beth
        begins = not book.is_first_name(key)  # Condring for Conrado; but Carding is Ricardo and not Carlos
        return any(
            len(piece) > 2 and (_by_ear(piece) in _by_ear(part.key) or (begins and piece[:3] == part.key[:3]))
            for piece in pieces
            for part in firsts
        )


def _by_ear(key: str) -> str:
    """Return a Filipino name as its pet forms are spelt: Panyang for Epifania."""
    for letters, sound in (("ph", "p"), ("f", "p"), ("v", "b"), ("z", "s"), ("c", "k"), ("y", "i")):
        key = key.replace(letters, sound)
    return key
