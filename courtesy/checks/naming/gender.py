"""The gender in which a customer is addressed: what is stated, what the name tells, and the customer's own grammar."""

from __future__ import annotations

from courtesy.checks.naming.book import key_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from courtesy.checks.naming.book import Book
    from courtesy.checks.naming.customer import Customer
    from courtesy.text.tokens import Tokens


def gender_of(stated: str | None, customer: Customer, texts: Sequence[Tokens], book: Book) -> str:
    """Return the gender that is certain, ``""`` where none is."""
    firsts = [part for part in customer.parts("g") if len(part.key) > 1]
    by_name = {gender for part in firsts if (gender := book.gender_of(part.key)) in ("f", "m")}
    if stated in ("f", "m"):
        if _voice(texts, book) == stated:
            return stated
        return "" if by_name and stated not in by_name and any(p.source == "signature" for p in firsts) else stated
    if customer.gender:
        return customer.gender
    voice = _voice(texts, book)
    if len(by_name) == 1 and not any(book.gender_of(part.key) == "x" for part in firsts):
        return "" if voice and voice not in by_name else by_name.pop()
    if by_name or voice:
        return "" if by_name else voice
    by_surname = {gender for part in customer.parts("s") if (gender := surname_gender(part.key, book))}
    if len(by_surname) == 1:
        return by_surname.pop()
    by_ending = {book.gender_by_ending(part.key) for part in firsts if not book.is_first_name(part.key)} - {""}
    return by_ending.pop() if len(by_ending) == 1 else ""


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
    found = [
        gender for gender, endings in book.own_voice.items() if any(_speaks(text, endings, book) for text in texts)
    ]
    return found[0] if len(found) == 1 else ""


def _speaks(text: Tokens, endings: tuple[str, ...], book: Book) -> bool:
    """Say whether a word has such an ending; behind a preposition it is a noun: "z działem reklamacji"."""
    words = [word.lower() for word in text.words]
    return any(
        word.endswith(endings) and not (at and words[at - 1] in book.third) for at, word in enumerate(words)
    ) or any(" " in ending and ending in text.text.lower() for ending in endings)
