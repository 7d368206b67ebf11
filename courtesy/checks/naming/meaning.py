"""Which part of the customer's name was meant by a word that is none of it."""

from __future__ import annotations

from courtesy.checks.naming.alike import distance
from courtesy.checks.naming.customer import Part
from courtesy.checks.naming.forms import nominatives_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.naming.address import Address, Word
    from courtesy.checks.naming.book import Book
    from courtesy.checks.naming.customer import Customer


class Meaning:
    """Tells what should have stood in an address, by its title and by what the customer is called."""

    def __init__(self, lang: str, book: Book, customer: Customer) -> None:
        self._lang = lang
        self._book = book
        self._customer = customer

    def of(self, word: Word, bases: dict[str, str], at: int, address: Address) -> Part | None:
        """Return the part of the name that a word was meant for, ``None`` where nothing is known of it."""
        return self._part(self._role(word, bases, at, address), word, at, address)

    def is_confused(self, word: Word, bases: dict[str, str], near: Part, address: Address) -> bool:
        """Say whether a word only looks like a slip of the pen: another first name for a surname, a firm that was mentioned."""
        if len(address.words) > 1 or not address.is_titled or near.script != word.script:
            return False
        listed = any(base in self._book.formal_near and base != near.key for base in bases)
        if near.role == "s":
            return self._book.has_vocative and listed and not self._book.is_first_name(near.key)
        return word.script == "arabic" and not address.after and self._customer.has_mentioned(word.key)

    def _part(self, role: str, word: Word, at: int, address: Address) -> Part | None:
        """Return the part of the name that should have stood there: in the same script, and as formal as the address is."""
        whole = self._whole(role, word, at, address)
        if whole is not None:
            return whole
        parts = [part for part in self._customer.parts(role) if part.key not in self._book.particles]
        if role == "s":
            parts.reverse()  # the last of several surnames
        parts = [part for part in parts if "other" not in (part.script, word.script)]
        if not parts:
            return None
        formal = address.is_titled and not address.is_call
        if formal and role == "g" and self._book.has_vocative:  # a pet form for a pet form
            formal = any(self._book.is_formal(base) for base in nominatives_of(word.key, self._book, calling=True))

        def rank(part: Part) -> tuple[bool, bool]:
            return part.script != word.script, (part.source == "signature") == formal

        return min(parts, key=rank)

    def _whole(self, role: str, word: Word, at: int, address: Address) -> Part | None:
        """Return several words of the name where one would not do, as in languages that leave names as they are.

        "Jhun Mar" is one first name. And where a word that the customer only mentioned was taken for the name, nobody can tell
        which part of it was meant.
        """
        names = self._customer.names
        if self._book.has_vocative or not names or any(part.script != word.script for part in names[0]):
            return None
        if role == "g" and len(address.words) > 1:
            firsts = [part for part in max(names, key=len) if part.role == "g"]
            return firsts[at] if at < len(firsts) else None
        if len(address.words) != 1 or any(part.key in self._customer.shadowed for part in names[0]):
            return None
        is_mentioned = role == "s" and self._lang == "fil" and self._customer.has_mentioned(word.key)
        is_double = role == "g" and len(names[0]) == 2 and names[0][0].source == "signature"
        if not is_mentioned and not (is_double and all(part.role == "g" for part in names[0])):
            return None
        return Part(" ".join(part.word for part in names[0]), "g", names[0][0].source)

    def is_torn(self, parts: list[Part], first: int, last: int) -> bool:
        """Say whether a run has only some words of a surname that is not said without the others: Jose for San Jose."""
        if parts[last].role != "s":
            return False
        begins = first > 0 and parts[first].role == "s" and parts[first - 1].role == "s"
        if self._customer.wants_all:
            return begins or (last + 1 < len(parts) and parts[last + 1].role == "s")
        return begins and parts[first - 1].key in self._book.inseparable

    def whole_surname(self, word: Word) -> Part | None:
        """Return the whole of a surname of several words of which only one was written."""
        for name in self._customer.names:
            for at, part in enumerate(name):
                if part.key == word.key and self.is_torn(name, at, at):
                    return Part(" ".join(p.word for p in name if p.role == "s"), "s", part.source)
        return None

    def particle(self, word: Word) -> tuple[Part | None, str]:
        """Judge "van den" where the name has "van der"; a name without such words says nothing about them."""
        ours = [part for part in self._customer.parts() if part.key in self._book.particles]
        if not ours:
            return None, ""
        return min(ours, key=lambda part: distance(part.key, word.key)), "misspelt"

    def _role(self, word: Word, bases: dict[str, str], at: int, address: Address) -> str:
        """Return which part of the name a word that is none of them was meant for."""
        count = len(address.words)
        if count > 1:
            return "s" if at == count - 1 and not self._is_second_name(bases, at, address) else "g"
        if (word.is_honoured or (address.after and self._lang == "en")) and not self._book.is_first_name(word.key):
            return "s"
        if address.after and not address.is_call and self._is_made_of_name(word.key):
            return "s"
        if not address.is_titled or address.is_call or (address.after and not address.titles[0][0] < word.at):
            return "g"
        if self._lang in ("en", "fil"):
            return "g" if self._lang == "fil" and self._goes_by_first_name(bases) else "s"
        if len(word.key) > 3 and any(
            part.script == word.script and part.key != word.key and part.key.endswith(word.key)
            for part in self._customer.parts("s")
        ):
            return "s"  # محمود for پورمحمود
        if word.script == "arabic" and self._customer.has_mentioned(word.key):
            return "s"  # a firm, or somebody else, of whom the customer wrote
        if any(self._book.is_first_name(base) for base in bases):
            return "g"
        if self._book.surname_voc_is_nom and self._calls_a_woman(word, address):
            return "g"
        return "s"

    def _is_made_of_name(self, key: str) -> bool:
        """Say whether a Persian word is a surname made of a first name: رحمانی of رحمان."""
        stem = key.removesuffix("ی")
        if stem == key or key < "\u0600" or stem.endswith(("ا", "و", "ه")):
            return False  # what is put to a vowel is no ending of surnames
        return self._book.is_first_name(stem) and not self._book.is_first_name(key)

    def _is_second_name(self, bases: dict[str, str], at: int, address: Address) -> bool:
        """Say whether a first name stands where the customer's second one would."""
        most = max((sum(part.role == "g" for part in name) for name in self._customer.names), default=0)
        before = all(self._book.is_first_name(word.key) for word in address.words[:at])
        return at < most and before and any(self._book.is_first_name(base) for base in bases)

    def _goes_by_first_name(self, bases: dict[str, str]) -> bool:
        """Say whether a first name was written to somebody who signs with the first name: "Ms. Liza" is usual then."""
        signed = [part for part in self._customer.parts() if part.source == "signature"]
        is_first_name = any(self._book.is_first_name(base) for base in bases)
        return is_first_name and bool(signed) and not any(part.role == "s" for part in signed)

    def _calls_a_woman(self, word: Word, address: Address) -> bool:
        """Say whether a form is a vocative that only first names have: "Pani Kalino"."""
        return address.gender == "f" and any(
            word.key.endswith(voc) and len(word.key) > len(voc) + 1 and voc in ("o", "u")
            for _, gender, _, cases in self._book.rows
            if gender != "m"
            for voc, _ in cases.get("voc", ())
        )
