"""Whether an address is right for the customer, and what it should be."""

from __future__ import annotations

from courtesy.checks.naming.alike import distance, is_near
from courtesy.checks.naming.book import CALLING, key_of
from courtesy.checks.naming.customer import Part
from courtesy.checks.naming.forms import forms_of, nominatives_of, other_gender, vocatives_of
from courtesy.checks.naming.inside import Inside
from courtesy.checks.naming.kinship import Kinship
from courtesy.checks.naming.meaning import Meaning
from courtesy.checks.naming.mend import Mender
from courtesy.checks.naming.nicknames import Nicknames
from courtesy.checks.naming.verbs import Verbs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Context
    from courtesy.checks.naming.address import Address, Word
    from courtesy.checks.naming.book import Book
    from courtesy.checks.naming.customer import Customer
    from courtesy.checks.naming.forms import Uses
    from courtesy.checks.naming.mend import Slip, Verdict

_LONGEST_RUN = 4


class Judge:
    """Compares addresses with what is known of one customer."""

    def __init__(self, draft: Context, book: Book, customer: Customer) -> None:
        self._book = book
        self._customer = customer
        self.mender = Mender(draft, book, customer)
        self._meaning = Meaning(draft.lang, book, customer)
        self._inside = Inside(draft, book, customer)
        self._nicknames = Nicknames(book, customer)
        self._kinship = Kinship(book, customer)
        self._verbs = Verbs(draft, book, customer)
        self._accepted: dict[str, list[tuple[list[Part], Uses]]] = {}
        self._wrong_genders: tuple[dict[str, Part], dict[str, Part]] | None = None
        for name in customer.names:
            self._accept([p for p in name if p.source == "signature" or p.key not in customer.shadowed])

    def _accept(self, parts: list[Part]) -> None:
        for first in range(len(parts)):
            for last in range(first, min(first + _LONGEST_RUN, len(parts))):
                run = parts[first : last + 1]
                if self._meaning.is_torn(parts, first, last):
                    continue
                before = "".join(part.key for part in run[:-1])
                for key, uses in self._forms(parts[last]).items():
                    self._accepted.setdefault(before + key, []).append((run, uses))

    @property
    def _of_wrong_gender(self) -> tuple[dict[str, Part], dict[str, Part]]:
        """The surname's forms for the other gender: those in which somebody is called, and the others."""
        if self._wrong_genders is None:
            self._wrong_genders = ({}, {})
            shadowed = self._customer.shadowed
            for name in self._customer.names:
                for part in name:
                    if part.role != "g" and (part.source == "signature" or part.key not in shadowed):
                        self._add_wrong_gender(part, *self._wrong_genders)
        return self._wrong_genders

    def _add_wrong_gender(self, part: Part, calling: dict[str, Part], oblique: dict[str, Part]) -> None:
        gender = self._customer.gender
        for who in (gender,) if gender else ("m", "f"):
            there = "f" if who == "m" else "m"
            for form in other_gender(part.word, there, self._book.pairs):
                for key, uses in forms_of(form, "s", there, self._book.rows).items():
                    if any(case in CALLING for case, _ in uses):
                        calling[key] = part
                    else:
                        oblique.setdefault(key, part)

    def _forms(self, part: Part) -> dict[str, Uses]:
        """Return all forms of a part and of its halves, where it has a hyphen."""
        halves = [] if self._customer.wants_all else [half for half in _halves(part.word) if len(half) > 1]
        words = [part.word, *(half for half in halves if key_of(half) not in self._customer.rejected)]
        out: dict[str, Uses] = {}
        for word in words:
            for key, uses in forms_of(word, part.role, self._customer.gender, self._book.rows).items():
                out.setdefault(key, set()).update(uses)
        for key in part.keys[1:]:
            out.setdefault(key, set()).add(("nom", ""))
        return out

    def recognises(self, address: Address) -> bool:
        """Say whether an address names the customer."""
        return any(part is not None and not kind for _, part, kind in self.verdicts(address) or ())

    def is_somebody_else(self, address: Address, *, told: bool = False) -> bool:
        """Say whether no part of an address is the customer's; where it is ``told`` who it is, a like name is another one."""
        verdicts = self.verdicts(address)
        if verdicts is None or not verdicts:
            return False
        kinds = {kind for _, _, kind in verdicts}
        return "" not in kinds and (told or "other" in kinds or self.clashes(address))

    def slip(self, address: Address) -> Slip | None:
        """Return what is wrong with an address, or ``None``."""
        clash = self.clashes(address)
        verdicts = self.verdicts(address)
        if verdicts is None:
            return self._inside.clash(address)
        wrong = [(words, part, kind) for words, part, kind in verdicts if kind]
        if not address.sure and (
            any(kind not in ("", "gender", "misspelt") for _, _, kind in verdicts)
            or (clash and any(kind == "misspelt" for _, _, kind in verdicts))
        ):
            return None  # somebody else is spoken of
        if not wrong and not clash:
            return self._inside.swapped(address, verdicts) or self._inside.clash(address)
        kinds = [kind for _, _, kind in wrong]
        kind = "gender" if clash and (not kinds or "gender" in kinds) else kinds[0] if kinds else "gender"
        return self.mender.slip(address, verdicts, kind, clash=clash)

    def verb_slip(self, address: Address) -> Slip | None:
        """Return what is wrong with a title without a name and the verb beside it."""
        return self._verbs.slip(address)

    def clashes(self, address: Address) -> bool:
        """Say whether a title is for the other gender."""
        return bool(self._customer.gender and address.gender and address.gender != self._customer.gender)

    def verdicts(self, address: Address) -> list[Verdict] | None:
        """Judge each word: the part of the name that it stands for, and what is wrong (``""``: nothing).

        ``None`` where too little is known to judge.
        """
        out: list[Verdict] = []
        words = address.words
        at = 0
        while at < len(words):
            size, run = self._match(words, at, address)
            if size:
                out.append((words[at : at + size], run, ""))
                at += size
                continue
            verdict = self._misfit(words[at], at, address)
            if verdict is None:
                return None
            out.append(([words[at]], *verdict))
            at += 1
        return out

    def _match(self, words: list[Word], at: int, address: Address) -> tuple[int, Part | None]:
        for size in range(min(_LONGEST_RUN, len(words) - at), 0, -1):
            key = "".join(word.key for word in words[at : at + size])
            found = self._accepted.get(key)
            if not found:
                part = self._written_apart(key, words[at]) if size > 1 else None
                if part is not None:
                    return size, part
                continue
            calling = address.sure and any(case in CALLING for _, uses in found for case, _ in uses)
            if size == 1 and address.sure and not calling and key in self._of_wrong_gender[0]:
                return 0, None
            run, _ = found[0]
            if address.sure and size == 1 and self._is_malformed(words[at], run[-1].word, run[-1].role):
                return 0, None
            return size, run[-1]
        return 0, None

    def _is_malformed(self, word: Word, name: str, role: str) -> bool:
        """Say whether a listed first name is called by a form that names with its ending don't have: "Panie Mateuszie"."""
        if role != "g" or not self._book.has_vocative or not self._book.is_near_first_name(key_of(name)):
            return False
        right = vocatives_of(name, self._book.gender_of(key_of(name)).replace("x", ""), self._book.own_rows)
        loose = nominatives_of(word.key, self._book, calling=True)
        return bool(right) and word.key not in right and key_of(name) in loose and word.key != key_of(name)

    def _written_apart(self, key: str, word: Word) -> Part | None:
        """Return a surname in another script that is written in several words here: کریم زاده for Karimzadeh."""
        bases = {key: ""}
        return next(
            (
                part
                for part in self._customer.parts()
                if part.script != word.script
                and word.script == "arabic"
                and self._kinship.transcribes(word, bases, part)
            ),
            None,
        )

    def _misfit(self, word: Word, at: int, address: Address) -> tuple[Part | None, str] | None:
        """Judge a word that is no form of the name as it is spelt; ``None`` where too little is known."""
        book, customer = self._book, self._customer
        if word.key in book.particles and len(address.words) > 1:
            return self._meaning.particle(word)
        if len(word.key) == 1:
            return None if len(address.words) == 1 else (None, "")
        if not customer.rejected.isdisjoint(nominatives_of(word.key, book, calling=True)):
            role = "g" if any(book.is_first_name(key) for key in customer.rejected) else "s"
            meant = next(iter(customer.parts(role)), None) or self._meaning.of(word, {word.key: ""}, at, address)
            return (meant, "other") if meant and address.sure and meant.key not in customer.rejected else None
        whole = self._meaning.whole_surname(word) if len(address.words) == 1 else None
        if whole is not None:
            return whole, "misspelt"
        for table in self._of_wrong_gender:
            if word.key in table:
                return table[word.key], "gender"
        if word.key in customer.called:
            return None, ""
        parts = customer.parts()
        bases = nominatives_of(word.key, book, calling=address.sure)
        near = self._nearest(word)
        for part in parts:
            if part.role != "s" and self._kinship.are_kin(bases, part, word) and not self._kinship.is_twin(bases, near):
                pet = self._malformed_pet(word, bases, part) if address.sure else None
                return (pet, "misspelt") if pet else (part, "")
            if part.script != word.script and self._kinship.transcribes(word, bases, part):
                return part, ""
            if self._kinship.is_spelt_alike(word, part):
                return part, ""
        if (near is None or word.script == "arabic") and self._nicknames.may_be(word, bases):
            return None, ""
        if near is not None and address.sure and self._meaning.is_confused(word, bases, near, address):
            meant = self._meaning.of(word, bases, at, address)
            return (meant, "other") if meant else None
        if near is not None:
            listed = any(book.is_formal(base) for base in bases) and book.is_formal(near.key)
            return near, "other" if listed else "misspelt"
        if not address.sure:
            return None, "other"
        meant = self._meaning.of(word, bases, at, address)
        return (meant, "other") if meant else None

    def _malformed_pet(self, word: Word, bases: dict[str, str], part: Part) -> Part | None:
        """Return the pet form that a malformed one was meant for: Kasia for "Kasio"."""
        kin = [base for base in bases if base != word.key and self._book.are_kin(base, part.key)]
        if (
            not kin
            or word.key in self._book.kin_of(part.key)
            or any(not self._is_malformed(word, base, "g") for base in kin)
        ):
            return None
        return Part(kin[0], "g", part.source)

    def _nearest(self, word: Word) -> Part | None:
        """Return the part that the word is a slip of the pen for."""
        best: tuple[int, Part] | None = None
        for part in self._customer.parts():
            if part.script != word.script:
                continue
            for key in self._forms(part):
                if is_near(word.key, key):
                    wrong = distance(word.key, key)
                    if best is None or wrong < best[0]:
                        best = wrong, part
        return best[1] if best else None


def _halves(word: str) -> list[str]:
    for mark in ("-", "\u2010", "\u2011"):
        if mark in word:
            return word.split(mark)
    return []
