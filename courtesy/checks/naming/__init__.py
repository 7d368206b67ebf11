"""The check `wrong-name`: the draft addresses the customer by a name that is misspelt, somebody else's, or in the wrong gender.

Only what is addressed counts, and only what is known: a name in the metadata, or the customer's own signature, which decides how
the name is spelt. Other people may be mentioned by any name. Where in doubt the check is silent.
"""

from __future__ import annotations

from courtesy.checks.naming.agreement import Agreement
from courtesy.checks.naming.book import book_for, key_of, phrase_at
from courtesy.checks.naming.claims import speaks_of_the_other
from courtesy.checks.naming.customer import know
from courtesy.checks.naming.finder import Finder
from courtesy.checks.naming.forms import nominatives_of
from courtesy.checks.naming.judge import Judge
from courtesy.checks.naming.mend import Slip
from courtesy.checks.naming.owners import Owners
from courtesy.checks.naming.runs import may_address
from courtesy.lexicon.store import read_with
from courtesy.text.tokens import CLAUSE, NONE, SENTENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from courtesy.checks.base import Context
    from courtesy.checks.naming.address import Address
    from courtesy.checks.naming.book import Book
    from courtesy.checks.naming.customer import Customer
    from courtesy.text.tokens import Tokens

__all__ = ["Slip", "misaddressed"]


_SHORT = 6
"""How many words a sentence has at most that does nothing but thank or apologise."""


def misaddressed(
    draft: Context, name: str | None, gender: str | None, texts: Sequence[Tokens], own: Sequence[str]
) -> list[Slip]:
    """Find where a draft addresses the customer by a wrong name.

    ``name`` and ``gender`` (``"f"``, ``"m"``) are what the metadata say; ``texts`` are the customer's own messages, as they
    were read; ``own`` the names of our agents, which are never the customer's.
    """
    langs = read_with(draft.lang)
    book = book_for(tuple(langs), tuple(dict.fromkeys(text.lang for text in texts)))
    if not may_address(draft, book):
        return []
    ours = frozenset(key_of(word) for writer in own for word in writer.split())
    customer = know(name, gender, texts, ours, book)
    slips = _slips(draft, book, customer, ours)
    if slips and customer.record is not None and not customer.to_writer and not speaks_of_the_other(draft.tokens, book):
        return slips if _slips(draft, book, customer.record, ours) else []  # the draft may answer either of them
    return slips


def _slips(draft: Context, book: Book, customer: Customer, ours: frozenset[str]) -> list[Slip]:
    finder = Finder(draft, book, customer, ours)
    addresses = finder.addresses()
    agreeing = Agreement(draft, book, customer.gender).slip()
    judge = Judge(draft, book, customer)
    owners = Owners(draft, book, customer, finder, judge)
    if not addresses:
        return owners.slips(is_right=False) or ([agreeing] if agreeing is not None else [])
    slips = []
    is_right = False
    for address in addresses:
        if address.words and address.sure:
            if is_right and _is_aside(draft, address, book):
                if judge.is_somebody_else(address, told=_follows_others(draft, address, book)):
                    continue
            slip = judge.slip(address)
            if slip is not None:
                slips.append(slip)
            else:
                is_right = is_right or judge.recognises(address)
    if not slips and not is_right:
        slips = [slip for a in addresses if a.words and not a.sure and (slip := judge.slip(a)) is not None]
    slips += [
        slip
        for slip in owners.slips(is_right=is_right)
        if all(slip.start >= a.end or slip.end <= a.start for a in slips)
    ]
    named = all(judge.recognises(address) for address in addresses if address.words)
    slips += [] if slips else _lone(addresses, judge, draft, book, may_differ=is_right and named)
    if not slips and agreeing is not None:
        slips.append(agreeing)
    return sorted(slips, key=lambda slip: slip.start)


def _is_aside(draft: Context, address: Address, book: Book) -> bool:
    """Say whether an address stands between commas inside a sentence, where it may tell who somebody is."""
    breaks = draft.tokens.breaks
    if address.last >= len(breaks) or breaks[address.last] >= SENTENCE:
        if address.is_call or _ends_to_reader(draft, address, book):
            return False  # "thank you, Ma'am Brenda!"
    return not address.opened and breaks[address.first] == CLAUSE and not _is_only_called(address, book)


def _is_only_called(address: Address, book: Book) -> bool:
    """Say whether a first name is in a form in which nobody is spoken of: Karolino."""
    if not book.has_vocative or not address.words:
        return False
    key = address.words[0].key
    bases = nominatives_of(key, book, calling=True)
    return not book.is_first_name(key) and any(base != key and book.is_near_first_name(base) for base in bases)


def _follows_others(draft: Context, address: Address, book: Book) -> bool:
    """Say whether words for somebody else stand right before: "our engineer, Mr Brown, will call"."""
    before = [key_of(word) for word in draft.tokens.words[max(0, address.first - 3) : address.first]]
    people = tuple(book.people)
    return any(key in book.third or (people and key.startswith(people)) for key in before)


def _ends_to_reader(draft: Context, address: Address, book: Book) -> bool:
    """Say whether a sentence of thanks ends with a word for the reader and then an address: "for your patience, Mr Brown"."""
    keys = [key_of(word) for word in draft.tokens.words[: address.first]]
    begin = len(keys) - 1
    while begin > 0 and draft.tokens.breaks[begin] < SENTENCE:
        begin -= 1
    if any(
        length and at + length == len(keys)
        for at in range(begin, len(keys))
        for length in (phrase_at(book.openers, keys, at), phrase_at(book.closers, keys, at))
    ):
        return len(keys) - begin <= _SHORT  # "Once again our apologies, Mr Brown."
    begins = range(begin, min(begin + 2, len(keys)))  # "Thank you", «σας ευχαριστούμε»
    if not any(phrase_at(book.openers, keys, at) or phrase_at(book.closers, keys, at) for at in begins):
        return False
    people = tuple(book.people)
    last = keys[max(begin, len(keys) - 3) :]
    if people and any(key.startswith(people) for key in last):
        return False
    return any(key in book.yours for key in last)


def _speaks_of_people(draft: Context, book: Book) -> bool:
    """Say whether a draft has words for other people, whom a title without a name may stand for."""
    people = tuple(book.people)
    return not people or any(key_of(word).startswith(people) for word in draft.tokens.words)


def _lone(addresses: list[Address], judge: Judge, draft: Context, book: Book, *, may_differ: bool) -> list[Slip]:
    """Titles without a name in the wrong gender; what a verb shows counts for itself.

    A draft that uses both genders may speak of two people, unless it names the customer rightly and nobody else
    (``may_differ``).
    """
    alone = [address for address in addresses if not address.words]
    genders = {address.gender for address in addresses if address.gender and (address.sure or not address.words)}
    of_two = len(genders) > 1 and _speaks_of_people(draft, book)
    for address in alone:
        slip = judge.verb_slip(address)
        if slip is not None and not (of_two and slip.start == draft.tokens.starts[address.first]):
            return [slip]
    if len(genders) > 1:
        if not may_differ or of_two:
            return []
        alone = [a for a in alone if a.first > 0 and draft.tokens.breaks[a.first] == NONE and len(a.titles) == 1]
        alone = [a for a in alone if any("capital" in title.flags for _, title in a.titles)]
    for address in alone:
        slip = judge.slip(address)
        if slip is not None:
            return [slip]
    return []
