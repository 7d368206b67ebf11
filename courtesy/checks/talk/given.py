"""What the customer has already told us: numbers, e-mail, phone, name, address, dates, what happened."""

from __future__ import annotations

import re

from courtesy.text.fold import plain_digits
from courtesy.text.stems import stem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from courtesy.checks.talk.base import Talk

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_CODE = re.compile(r"(?<![\w@.,:/+-])#?(?=[\w/-]*\d)[A-Za-z0-9Α-Ωα-ω]+(?:[-/][A-Za-z0-9]+)*(?![\w@]|[.,:]\d)")
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./]\d{1,2}(?:\.(?=\s|$))?)(?!\d)"
)
_GROUPED = re.compile(
    r"(?<![\w@.,:/+])(?:[A-ZΑ-Ω]{1,4}[ -]?)?\d{1,4}(?:[ -]\d{2,4})+(?:[ -]?[A-ZΑ-Ω]{1,3})?(?![\w@]|[.,:]\d)"
)
"""Numbers written in groups, plates: 600 381 22, IZP 4082."""
_PLATE = re.compile(r"(?<!\w)(?:[A-ZΑ-Ω]{1,3}[ -]?\d{1,4}[A-ZΑ-Ω]?(?: \d[A-Z]{2})?|\d{2} ?[آ-ی] ?\d{3})(?!\w)")
_YEAR = re.compile(r"(?:19|20|13|14)\d\d\Z")
_DIGIT_RUN = re.compile(r"[+(]?\d[\d\s().-]{5,}\d")
_LEAST_DIGITS, _LEAST_PHONE = 4, 9
_REGIONS = {"el": "GR", "pl": "PL", "fa": "IR", "fil": "PH", "en": "GB"}


class Given:
    """Something that the customer gave: its words, and the place of the turn (-1: known from the customer's record)."""

    __slots__ = ("text", "turn")

    def __init__(self, text: str, turn: int) -> None:
        self.text = text
        self.turn = turn


def given(talk: Talk, kind: str, asked: frozenset[str] = frozenset()) -> Given | None:
    """Return where the customer gave something of a kind, the latest first.

    ``asked`` are the stems of the words that ask: some number or other is a serial number only where the customer calls it so, or
    where we had asked for it. A ``kind`` is ``order``, ``code``, ``email``, ``phone``, ``name``, ``address``, ``date`` or
    ``problem``.
    """
    if kind == "name" and talk.conversation.customer.name:
        return Given(talk.conversation.customer.name, -1)
    finder = _FINDERS.get(kind)
    for index in talk.theirs():
        if kind == "code" and not _is_called_so(talk, index, asked):
            continue
        found = finder(talk, index) if finder is not None else _signalled(talk, index, f"gives-{kind}")
        if found:
            return Given(found, index)
    return None


def _is_called_so(talk: Talk, index: int, asked: frozenset[str]) -> bool:
    heard = talk.heard(index)
    if not asked.isdisjoint(stem(word, heard.lang) for word in heard.tokens.words):
        return True
    return index > 0 and talk.turns[index - 1].role == "agent" and talk.heard(index - 1).gives("asks-code")


def _order(talk: Talk, index: int) -> str:
    text = plain_digits(talk.turns[index].text)
    taken = [match.span() for pattern in (_EMAIL, _DATE) for match in pattern.finditer(text)]
    taken += _phones(text, _region(talk, index), sure=True)
    for match in (*_GROUPED.finditer(text), *_CODE.finditer(text)):
        word = match.group().replace(" ", "")
        digits = sum(c.isdigit() for c in word)
        if digits >= _LEAST_DIGITS or (len(word) >= 5 and (word.isupper() or digits >= 2) and not word.isdecimal()):
            if not _YEAR.match(word) and not any(a < match.end() and match.start() < b for a, b in taken):
                return talk.turns[index].text[match.start() : match.end()]
    return ""


def _code(talk: Talk, index: int) -> str:
    """Any other number by which a thing is known: of a device, a meter, a parcel, a car; a postcode."""
    found = _order(talk, index)
    if found:
        return found
    match = _PLATE.search(plain_digits(talk.turns[index].text))
    return talk.turns[index].text[match.start() : match.end()] if match else ""


def _email(talk: Talk, index: int) -> str:
    text = talk.turns[index].text
    if "@" not in text:
        return ""
    from email_validator import EmailNotValidError, validate_email

    for match in _EMAIL.finditer(text):
        address = match.group().rstrip(".-")
        try:
            validate_email(address, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            if not address.rpartition(".")[2].isalpha():  # reserved names ("x@shop.example") were given all the same
                continue
        return address
    return ""


def _phone(talk: Talk, index: int) -> str:
    text = talk.turns[index].text
    for start, end in _phones(plain_digits(text), _region(talk, index)):
        return text[start:end].strip()
    return ""


def _date(talk: Talk, index: int) -> str:
    match = _DATE.search(plain_digits(talk.turns[index].text))
    if match:
        return talk.turns[index].text[match.start() : match.end()]
    return _signalled(talk, index, "gives-date")


def _problem(talk: Talk, index: int) -> str:
    heard = talk.heard(index)
    for signal in ("problem", "upset", "request"):
        for hit in heard.signals.get(signal, ()):
            return heard.sentence(hit.sentence)
    return ""


def _signalled(talk: Talk, index: int, signal: str) -> str:
    heard = talk.heard(index)
    for hit in heard.signals.get(signal, ()):
        start, end = heard.context.span(hit)
        return heard.turn.text[start:end]
    return ""


_FINDERS: dict[str, Callable[[Talk, int], str]] = {
    "order": _order,
    "code": _code,
    "email": _email,
    "phone": _phone,
    "date": _date,
    "problem": _problem,
}


def _region(talk: Talk, index: int) -> str:
    return _REGIONS[talk.heard(index).context.lang] if "+" not in talk.turns[index].text else "GB"


def _phones(text: str, region: str, *, sure: bool = False) -> list[tuple[int, int]]:
    """Return where telephone numbers stand in a text, its digits plain already; ``sure`` asks for numbers that are in use."""
    return [
        match.span()
        for match in _DIGIT_RUN.finditer(text)
        if sum(c.isdigit() for c in match.group()) >= _LEAST_PHONE and _is_phone(match.group(), region, sure)
    ]


def _is_phone(text: str, region: str, sure: bool) -> bool:
    import phonenumbers  # a library of every country's plan: loaded when a draft asks for a number, and not before

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number) if sure else phonenumbers.is_possible_number(number)
