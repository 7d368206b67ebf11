"""What is known of the customer: how the name is spelt and by whom, what the customer is called, which gender is certain."""

from __future__ import annotations

from courtesy.checks.naming.alike import related
from courtesy.checks.naming.book import key_of, keys_of, script_of
from courtesy.checks.naming.claims import Claims
from courtesy.checks.naming.gender import gender_of
from courtesy.checks.naming.signing import Signatures
from courtesy.checks.naming.sounds import sounds_like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from courtesy.checks.naming.book import Book
    from courtesy.text.tokens import Tokens


_DESCENT = "سید"
"""A title that many write together with the first name, and others leave out."""
_HONOURED = ("سادات", "السادات", "الملوک", "الزمان", "الدوله", "بانو", "خاتون")
"""What is put to a first name in Persian, mostly a woman's, and left out by many who call her."""


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
        if self.key.startswith(_DESCENT) and len(self.key) > len(_DESCENT) + 2:
            self.keys += (self.key.removeprefix(_DESCENT),)
        short = [self.key.removesuffix(ending) for ending in _HONOURED if self.key.endswith(ending)]
        self.keys += tuple(key for key in short if len(key) > 2)


class Customer:
    """The names that a customer is known by, the customer's own spelling first."""

    __slots__ = (
        "called",
        "gender",
        "names",
        "record",
        "rejected",
        "shadowed",
        "texts",
        "title",
        "to_writer",
        "wants_all",
    )

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
        self.rejected: set[str] = set()
        """Keys of names that are no longer, or never were, the customer's."""
        self.wants_all = False
        """Does the customer ask for all of a compound surname?"""
        self.record: Customer | None = None
        """Whoever the metadata name, where another person writes."""
        self.to_writer = False
        """Is only that other person to be addressed?"""

    def has_mentioned(self, key: str) -> bool:
        """Say whether the customer has written a word with a capital, or half of one."""
        return any(
            key == key_of(piece)
            for text in self.texts
            for word in text.words
            if word[:1].isupper() or script_of(word) == "arabic"
            for piece in word.replace("\u200c", "-").split("-")
        )

    def has_written(self, key: str) -> bool:
        """Say whether a word stands in the customer's messages."""
        return any(key == key_of(word) for text in self.texts for word in text.words)

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
    claims = Claims(texts, book)
    signed: list[list[Part]] = []
    for words in (*signatures.found, *claims.declared):
        parts = name_parts(" ".join(_without_copula(words, stated, book)), "signature", book, customer)
        keys = {part.key for part in parts}
        if parts and not any(keys <= {part.key for part in known} for known in signed if words in claims.declared):
            if [part.key for part in parts] in [[part.key for part in known] for known in signed]:
                continue
            signed.append(parts)
    for parts in signed:
        _take_roles(parts, stated, book)
        for part in parts:
            for other in stated:
                if (
                    other.script == part.script
                    and related(part.key, part.script, other, book) == "near"
                    and not _is_typo(part, other, book)
                ):
                    customer.shadowed.add(other.key)
    for part in (part for parts in signed for part in parts):
        fuller = [other for other in stated if other.key == part.key and not other.word.isascii()]
        if fuller and part.word.isascii():  # typed in haste: pawel
            part.word = fuller[0].word
        elif part.word.islower() and part.script != "arabic":
            part.word = next((other.word for other in stated if other.key == part.key), part.word.capitalize())
    customer.shadowed -= {part.key for parts in signed for part in parts}
    customer.names = [*reversed(signed), stated] if stated else list(reversed(signed))
    customer.wants_all = claims.wants_all
    changes_gender = _renounce(customer, claims, signed, stated, book)
    customer.gender = claims.asked or gender_of(None if changes_gender else gender, customer, texts, book)
    _tell_apart(customer, claims, signed, stated, gender, book)
    return customer


def _without_copula(words: list[str], stated: list[Part], book: Book) -> list[str]:
    """Take "am" off the last word of a Persian signature, where it is one letter put to the name: «ثریام», "Sorayam"."""
    word = words[-1]
    key, bare = key_of(word), key_of(word[:-1])
    if word[-1:] not in ("م", "m") or len(key) < 4 or book.is_first_name(key) or any(key in p.keys for p in stated):
        return words
    known = any(bare in part.keys or (word[-1] == "م" and sounds_like(bare, part.key)) for part in stated)
    if not known and (stated or word[-1] == "m" or not book.is_first_name(bare)):
        return words
    return [*words[:-1], word[:-1]]


def _is_typo(part: Part, other: Part, book: Book) -> bool:
    """Say whether a signature was typed in haste: what is stated ends as surnames do, and the signature nearly so."""
    return any(
        len(ending) > 2 and other.key.endswith(ending) and not part.key.endswith(ending) for ending in book.particles
    )


def _renounce(customer: Customer, claims: Claims, signed: list[list[Part]], stated: list[Part], book: Book) -> bool:
    """Note the words of the metadata that a new name replaces; say whether it is a first name of the other gender."""
    changed = False
    rejected = set(claims.rejected)
    for parts in signed if claims.is_renamed else ():
        for role, other_role in (("g", "s"), ("s", "g")):
            mine = [part for part in parts if part.role == role]
            old = [part for part in stated if part.role == role]
            if not mine or not old or any(_may_be_same(one, other, book) for one in mine for other in old):
                continue
            shared = [part for part in parts if part.role == other_role]
            if not any(_may_be_same(p, o, book) for p in shared for o in stated if o.role == other_role):
                continue
            rejected.update(part.key for part in old)
            changed = changed or (role == "g" and {book.gender_of(p.key) for p in mine} <= {"f", "m"})
    rejected -= claims.last_words  # whoever signs so cannot mean it
    customer.rejected = rejected
    for parts in (*signed, stated):
        halves = {
            key_of(half) for part in stated if part.role == "s" for half in part.word.split("-") if "-" in part.word
        }
        out = rejected | (halves if claims.wants_all else set())
        parts[:] = [part for part in parts if parts is stated or part.key not in out]
    customer.names = [parts for parts in customer.names if parts]
    customer.shadowed.update(
        part.key
        for part in stated
        if part.key in rejected or (signed and not rejected.isdisjoint(map(key_of, part.word.split("-"))))
    )
    return changed


def _may_be_same(one: Part, other: Part, book: Book) -> bool:
    genders = {book.gender_of(one.key), book.gender_of(other.key)} if one.role == "g" else set()
    return bool(related(one.key, one.script, other, book)) and genders != {"f", "m"}


def _tell_apart(
    customer: Customer, claims: Claims, signed: list[list[Part]], stated: list[Part], gender: str | None, book: Book
) -> None:
    """Tell whoever writes from whom the metadata name, where the writer's first name is another one of another gender."""
    firsts = [part for part in stated if part.role == "g"]
    if not firsts or claims.is_renamed or claims.asked:
        return
    own = [[part for part in parts if part.role == "g"] for parts in signed]
    known = [any(related(p.key, p.script, first, book) for p in names for first in firsts) for names in own]
    if any(known) and not claims.on_behalf:
        return
    signed = [parts for parts, is_known in zip(signed, known, strict=True) if not is_known]
    own = [names for names, is_known in zip(own, known, strict=True) if not is_known]
    theirs = {found for first in firsts if (found := book.gender_of(first.key)) in ("f", "m")}
    stated_gender = gender or (theirs.pop() if len(theirs) == 1 else "")
    for parts, names in zip(reversed(signed), reversed(own), strict=True):
        genders = {book.gender_of(part.key) for part in names}
        if len(genders) != 1 or not (genders <= {"f", "m"}):
            continue
        if not claims.on_behalf and (len(parts) < 2 or stated_gender in genders):
            continue
        record = Customer()
        record.names, record.gender, record.texts = [stated], stated_gender, customer.texts
        customer.names, customer.gender = [parts], genders.pop()
        customer.record, customer.to_writer = record, claims.to_writer
        return


def name_parts(text: str, source: str, book: Book, customer: Customer) -> list[Part]:
    """Take a name apart: titles and what follows a name are left out, first names and surnames told apart."""
    turned = text.split(",", 1)
    if len(turned) == 2 and turned[1].strip() and key_of(turned[1].strip(" .")) not in book.suffixes:
        text = f"{turned[1]} {turned[0]}"
    words = [word.strip(".,;:()[]\"'„”“«»!*_~-–—") for word in text.split()]
    words = [word.removesuffix("\u200cام") for word in words]  # "I am Reyhane" is one word in Persian
    words = [word for word in words if word and any(c.isalpha() for c in word)]
    keys = [key_of(word) for word in words]
    while len(words) > 1 and (length := _title_at(keys, book)):
        title = next(title for phrase, title in book.titles[keys[0]] if len(phrase) == length)
        if len(words) == length:
            break
        if title.gender and not customer.gender and "born" not in title.flags:
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
    is_turned = keys[0][:1] < "\u0600"  # nobody turns a name round in Persian
    if is_turned and not book.is_first_name(keys[0]) and book.is_near_first_name(keys[-1]) and len(keys) == 2:
        if not book.gender_by_ending(keys[0]) or book.is_formal(keys[-1]):
            return range(1)
    return range(len(keys) - 1, len(keys))


def _take_roles(parts: list[Part], stated: list[Part], book: Book) -> None:
    """Let the words of a signature be what the same words are in the metadata."""
    for part in parts:
        for other in stated:
            if related(part.key, part.script, other, book) or part.key in map(key_of, other.word.split("-")):
                part.role = other.role or part.role
                break
        else:
            if len(parts) == 1 and stated and not part.role:
                part.role = "g"  # a name that only friends know
