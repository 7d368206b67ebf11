"""What is known of the customer: how the name is spelt and by whom, what the customer is called, which gender is certain."""

from __future__ import annotations

from courtesy.checks.naming.book import key_of, keys_of, phrase_at, script_of
from courtesy.checks.naming.forms import nominatives_of
from courtesy.checks.naming.sounds import latin_sound, sounds_like
from courtesy.text.langid import identify
from courtesy.text.tokens import CLAUSE, LINE, WORD, tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from courtesy.checks.naming.book import Book
    from courtesy.text.tokens import Tokens

_LONGEST_NAME = 5
_HALVES = ("-", "\u2010", "\u2011", "\u200c")


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

    __slots__ = ("gender", "names", "shadowed", "title")

    def __init__(self) -> None:
        self.names: list[list[Part]] = []
        self.shadowed: set[str] = set()
        """Keys of spellings in the metadata that the customer spells otherwise."""
        self.gender = ""
        """``f``, ``m`` or ``""`` where it is not certain."""
        self.title = ""
        """The title that the customer signs with: "Mrs"."""

    def parts(self, role: str = "") -> list[Part]:
        """Return all words of the names that still count, the customer's own spelling first."""
        return [
            part
            for name in self.names
            for part in name
            if (not role or part.role == role) and not (part.source == "metadata" and part.key in self.shadowed)
        ]


def distance(one: str, other: str) -> int:
    """Return how many letters are wrong, left out, too many or swapped."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one, other))


def is_near(one: str, other: str) -> bool:
    """Say whether one name could be a slip of the pen for the other."""
    least = min(len(one), len(other))
    if least < 3:
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
        if part.role != "s" and any(
            book.are_kin(base, part.key) or is_short_for(base, part.key, book) for base in bases
        ):
            return "kin"
        return "near" if is_near(key, part.key) else ""
    if part.role != "s" and book.are_kin(key, part.key):
        return "kin"
    native, latin = (key, part.key) if part.script == "latin" else (part.key, key)
    if "latin" in (script, part.script) and sounds_like(native, latin):
        return "other script"
    return ""


def know(name: str | None, gender: str | None, texts: Sequence[str], own: Sequence[str], book: Book) -> Customer:
    """Gather what is known of a customer from the metadata and the customer's own messages."""
    customer = Customer()
    stated = name_parts(name or "", "metadata", book, customer)
    ours = {key_of(word) for writer in own for word in writer.split()}
    signed: list[list[Part]] = []
    for text in texts:
        for words in _signatures(text, stated, ours, book):
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
    if not book.is_first_name(keys[0]) and book.is_first_name(keys[-1]) and len(keys) == 2:
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


def _signatures(text: str, stated: list[Part], ours: set[str], book: Book) -> list[list[str]]:
    """Find where the customer says or signs the own name."""
    tokens = tokenize(text, identify(text))
    keys = [key_of(word) for word in tokens.words]
    found = _introduced(tokens, keys, stated, book)
    for first, last in _segments(tokens):
        words = _signed(tokens, keys, first, last, stated, ours, book)
        if words:
            found.append(words)
    return found


def _introduced(tokens: Tokens, keys: list[str], stated: list[Part], book: Book) -> list[list[str]]:
    """Names after "my name is" and before «هستم»."""
    out = []
    for at in range(len(keys)):
        if tokens.kinds[at] != WORD:
            continue
        length = phrase_at(book.introducers, keys, at)
        if length:
            words = _names_from(tokens, keys, at + length, stated, book)
            if words:
                out.append(words)
        if keys[at] in book.suffixes and len(keys[at]) > 3 and at and script_of(tokens.words[at]) != "latin":
            first = at
            while first > 0 and at - first < 3 and tokens.breaks[first] < CLAUSE:
                first -= 1
            for start in range(first, at):
                if _is_name(keys[start], tokens.words[start], stated, book):
                    out.append(tokens.words[start:at])
                    break
    return out


def _names_from(tokens: Tokens, keys: list[str], at: int, stated: list[Part], book: Book) -> list[str]:
    words: list[str] = []
    while at < len(keys) and len(words) < _LONGEST_NAME and tokens.kinds[at] == WORD:
        if tokens.breaks[at] >= CLAUSE and (words or tokens.breaks[at] > CLAUSE):
            break
        word, key = tokens.words[at], keys[at]
        known = _is_name(key, word, stated, book)
        if not known and not (words and word[:1].isupper()):
            break
        words.append(word)
        at += 1
    return words


def _is_name(key: str, word: str, stated: list[Part], book: Book) -> bool:
    if any(related(key, script_of(word), part, book) for part in stated):
        return True
    return book.is_first_name(key) and (word[:1].isupper() or script_of(word) == "arabic") and key not in book.not_names


def _segments(tokens: Tokens) -> Iterable[tuple[int, int]]:
    """Return the stretches between commas, full stops and line breaks."""
    first = 0
    for at in range(1, len(tokens.words) + 1):
        if tokens.breaks[at] >= CLAUSE:
            yield first, at
            first = at


def _signed(
    tokens: Tokens, keys: list[str], first: int, last: int, stated: list[Part], ours: set[str], book: Book
) -> list[str]:
    """Return the name that a stretch consists of, if it can be the customer's."""
    count = len(keys)
    after_closer = _after_closer(keys, first, book)
    length = phrase_at(book.closers, keys, first)
    while first < last and length and first + length < last:  # "thanks Anna"
        first += length
        after_closer = True
        length = phrase_at(book.closers, keys, first)
    while last - first > 1 and (
        len(keys[first]) == 1 or (tokens.words[first].islower() and _has_capital(tokens, first, last))
    ):
        first += 1
    places = [at for at in range(first, last) if tokens.kinds[at] == WORD and not _is_cut(tokens, at, last)]
    words = [tokens.words[at] for at in places]
    if not words or any(word_key in ours for word_key in keys[first:last]):
        return []
    if last - first > _LONGEST_NAME:
        return _tail(tokens, keys, last, stated, book) if last == count else []
    if _opens(keys, first, last, book):
        return []
    ties = [number for number, at in enumerate(places) if _tied(keys[at], tokens.words[at], stated, book)]
    if ties:
        begin = ties[0]
        while begin and keys[places[begin - 1]] in book.titles:
            begin -= 1
        return words if len(words) <= 2 else words[begin : ties[-1] + 1]
    at_end = last == count or tokens.breaks[last] == LINE
    alone = tokens.breaks[first] > CLAUSE or after_closer
    if not at_end or not alone or (last < count - 8 and not after_closer):
        return []
    known = book.is_first_name(keys[first]) or (len(words) == 1 and tokens.breaks[first] == LINE and words[0].istitle())
    named = all(word[:1].isupper() for word in words) or script_of(words[0]) == "arabic"
    plain = any(key in book.not_names or phrase_at(book.closers, [key], 0) for key in keys[first:last])
    if plain or not (known or (after_closer and named)) or (len(words) > 1 and not named):
        return []
    return words if len(words) <= 3 else []


def _tied(key: str, word: str, stated: list[Part], book: Book) -> bool:
    """Say whether a word is one of the known name's, in any form or script."""
    if len(key) < 2:
        return False
    script = script_of(word)
    if (
        stated
        and word.isupper()
        and key == "".join(part.key[0] for part in stated)[: len(key)]
        and script == stated[0].script
    ):
        return True  # JC for Juan Carlos
    if any(related(key, script, part, book) for part in stated):
        return True
    if len(key) < 4 or not book.is_first_name(key):
        return False
    return any(part.script == script and part.key[:4] == key[:4] for part in stated)  # Edgar for Edgardo


def _is_cut(tokens: Tokens, at: int, last: int) -> bool:
    """Say whether a word is an abbreviation inside a name: Κων/να, Chr. Brown."""
    mark = tokens.text[tokens.ends[at] : tokens.ends[at] + 1]
    return mark == "/" or (at and tokens.text[tokens.starts[at] - 1] == "/") or (mark == "." and at + 1 < last)


def _tail(tokens: Tokens, keys: list[str], last: int, stated: list[Part], book: Book) -> list[str]:
    """Take a name off the end of a sentence that runs into it: "where is my parcel anna nowak"."""
    first = last
    while first > 0 and last - first < _LONGEST_NAME and _tied(keys[first - 1], tokens.words[first - 1], stated, book):
        first -= 1
    return tokens.words[first:last]


def _has_capital(tokens: Tokens, first: int, last: int) -> bool:
    return any(tokens.words[at][:1].isupper() for at in range(first + 1, last))


def _opens(keys: list[str], first: int, last: int, book: Book) -> bool:
    """Say whether a stretch greets somebody else: "Hello Mr Brown"."""
    length = phrase_at(book.openers, keys, first)
    return bool(length) and first + length <= last and not phrase_at(book.closers, keys, first)


def _after_closer(keys: list[str], first: int, book: Book) -> bool:
    return any(first >= size and phrase_at(book.closers, keys, first - size) == size for size in (1, 2, 3, 4))


def _gender(stated: str | None, customer: Customer, texts: Sequence[str], book: Book) -> str:
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


def _voice(texts: Sequence[str], book: Book) -> str:
    """Return the gender in which the customer speaks of herself or himself."""
    found = {
        gender
        for text in texts
        for word in text.lower().replace(",", " ").replace(".", " ").split()
        for gender, endings in book.own_voice
        for ending in endings
        if word.endswith(ending)
    }
    return found.pop() if len(found) == 1 else ""
