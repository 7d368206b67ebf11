"""What is known of the customer: how the name is spelt and by whom, what the customer is called, which gender is certain."""

from __future__ import annotations

from courtesy.checks.naming.alike import related
from courtesy.checks.naming.book import key_of, keys_of, script_of
from courtesy.checks.naming.signing import Signatures

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from courtesy.checks.naming.book import Book
    from courtesy.text.tokens import Tokens


class Part:
    """One word of the customer's name."""

    __slots__ = ("key", "keys", "role", "script", "source", "word")

    def __init__(self, word: str, role: str, source: str) -> None:
        self.word = word
        self.role = role
        """``g`` for a first name, ``s`` for a surname, ``""`` where that is not known."""
        self.source = source
        self.keys = keys_of(word)
        self.key = self.keys[0]
        self.script = script_of(word)


class Customer:
    """The names that a customer is known by, the customer's own spelling first."""

    __slots__ = ("called", "gender", "names", "shadowed", "texts", "title")

    def __init__(self) -> None:
        self.names: list[list[Part]] = []
        self.shadowed: set[str] = set()
        """Keys of spellings in the metadata that the customer spells otherwise."""
        self.called: set[str] = set()
        """Keys of words that may be a nickname of the customer's: no address is wrong for them, and none is mended with them."""
        self.texts: Sequence[Tokens] = ()
        self.gender = ""
        """``f``, ``m`` or ``""`` where it is not certain."""
        self.title = ""
        """The title that the customer signs with: "Mrs"."""

    def has_mentioned(self, key: str) -> bool:
        """Say whether the customer has written a word with a capital, or half of one."""
        return any(
            key == key_of(piece)
            for text in self.texts
            for word in text.words
            if word[:1].isupper()
            for piece in word.split("-")
        )

    def parts(self, role: str = "") -> list[Part]:
        """Return all words of the names that still count, the customer's own spelling first."""
        return [
            part
            for name in self.names
            for part in name
            if (not role or part.role == role) and not (part.source == "metadata" and part.key in self.shadowed)
        ]


def know(name: str | None, gender: str | None, texts: Sequence[Tokens], ours: frozenset[str], book: Book) -> Customer:
    """Gather what is known of a customer from the metadata and the customer's own messages."""
    customer = Customer()
    stated = name_parts(name or "", "metadata", book, customer)
    signatures = Signatures(texts, stated, ours, book)
    customer.called = signatures.called
    customer.texts = texts
    signed: list[list[Part]] = []
    for words in signatures.found:
        parts = name_parts(" ".join(words), "signature", book, customer)
        if parts and [part.key for part in parts] not in [[part.key for part in known] for known in signed]:
            signed.append(parts)
    for parts in signed:
        _take_roles(parts, stated, book)
        for part in parts:
            for other in stated:
                if other.script == part.script and related(part.key, part.script, other, book) == "near":
                    customer.shadowed.add(other.key)
    for part in (part for parts in signed for part in parts):
        fuller = [other for other in stated if other.key == part.key and not other.word.isascii()]
        if fuller and part.word.isascii():  # typed in haste: pawel
            part.word = fuller[0].word
        elif part.word.islower() and part.script != "arabic":
            part.word = next((other.word for other in stated if other.key == part.key), part.word.capitalize())
    customer.shadowed -= {part.key for parts in signed for part in parts}
    customer.names = [*reversed(signed), stated] if stated else list(reversed(signed))
    customer.gender = _gender(gender, customer, texts, book)
    return customer


def name_parts(text: str, source: str, book: Book, customer: Customer) -> list[Part]:
    """Take a name apart: titles and what follows a name are left out, first names and surnames told apart."""
    turned = text.split(",", 1)
    if len(turned) == 2 and turned[1].strip() and key_of(turned[1].strip(" .")) not in book.suffixes:
        text = f"{turned[1]} {turned[0]}"
    words = [word.strip(".,;:()[]\"'„”“«»!*_~-–—") for word in text.split()]
    words = [word for word in words if word and any(c.isalpha() for c in word)]
    keys = [key_of(word) for word in words]
    while len(words) > 1 and (length := _title_at(keys, book)):
        title = next(title for phrase, title in book.titles[keys[0]] if len(phrase) == length)
        if len(words) == length:
            break
        if title.gender and not customer.gender:
            customer.gender = title.gender
            customer.title = " ".join(words[:length])
        words, keys = words[length:], keys[length:]
    while len(words) > 1 and keys[-1] in book.suffixes:
        words, keys = words[:-1], keys[:-1]
    words = [book.short.get(key, word) if len(key) < 4 else word for word, key in zip(words, keys, strict=True)]
    words = [word.capitalize() if word in book.short.values() else word for word in words if word]
    parts = [Part(word, "", source) for word in words]
    full = [part for part in parts if len(part.key) > 1]
    if len(full) > 1:
        at = _surname_at([part.key for part in full], book)
        for number, part in enumerate(full):
            part.role = "s" if number in at else "g"
    elif full:
        full[0].role = "g" if book.is_first_name(full[0].key) else "s" if len(parts) > 1 else ""
    return full


def _title_at(keys: list[str], book: Book) -> int:
    for phrase, title in book.titles.get(keys[0], ()):
        if tuple(keys[: len(phrase)]) == phrase and "after" not in title.flags and not book.is_first_name(keys[0]):
            return len(phrase)
    return 0


def _surname_at(keys: list[str], book: Book) -> range:
    """Return which words are the surname: from the first particle on, or the last, or the first where a first name ends."""
    for number, key in enumerate(keys):
        if number and key in book.particles and number + 1 < len(keys):
            return range(number, len(keys))
    if not book.is_first_name(keys[0]) and book.is_near_first_name(keys[-1]) and len(keys) == 2:
        if not book.gender_by_ending(keys[0]) or book.is_formal(keys[-1]):
            return range(1)
    return range(len(keys) - 1, len(keys))


def _take_roles(parts: list[Part], stated: list[Part], book: Book) -> None:
    """Let the words of a signature be what the same words are in the metadata."""
    for part in parts:
        for other in stated:
            if related(part.key, part.script, other, book):
                part.role = other.role or part.role
                break
        else:
            if len(parts) == 1 and stated and not part.role:
                part.role = "g"  # a name that only friends know


def _gender(stated: str | None, customer: Customer, texts: Sequence[Tokens], book: Book) -> str:
    """Return the gender that is certain, ``""`` where none is."""
    firsts = [part for part in customer.parts("g") if len(part.key) > 1]
    by_name = {gender for part in firsts if (gender := book.gender_of(part.key)) in ("f", "m")}
    if stated in ("f", "m"):
        return "" if by_name and stated not in by_name and any(p.source == "signature" for p in firsts) else stated
    if customer.gender:
        return customer.gender
    if len(by_name) == 1 and not any(book.gender_of(part.key) == "x" for part in firsts):
        return by_name.pop()
    if by_name:
        return ""
    by_surname = {gender for part in customer.parts("s") if (gender := surname_gender(part.key, book))}
    if len(by_surname) == 1:
        return by_surname.pop()
    by_ending = {book.gender_by_ending(part.key) for part in firsts if not book.is_first_name(part.key)} - {""}
    if len(by_ending) == 1:
        return by_ending.pop()
    return _voice(texts, book)


def surname_gender(key: str, book: Book) -> str:
    """Return the gender that only a long ending of a surname tells for certain: -ska, -όπουλος."""
    best = (3, "")
    for man, woman in book.pairs:
        for ending, gender in ((key_of(man), "m"), (key_of(woman), "f")):
            if key.endswith(ending) and len(ending) >= best[0] and len(key) > len(ending) + 1:
                best = (len(ending), gender)
    return best[1]


def _voice(texts: Sequence[Tokens], book: Book) -> str:
    """Return the gender in which the customer speaks of herself or himself."""
    words = {word for text in texts for word in text.text.lower().replace(",", " ").replace(".", " ").split()}
    found = [gender for gender, endings in book.own_voice.items() if any(word.endswith(endings) for word in words)]
    return found[0] if len(found) == 1 else ""
