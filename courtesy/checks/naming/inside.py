"""What is wrong inside an address whose words are all known: their order, or a title and a surname of two genders."""

from __future__ import annotations

from courtesy.checks.naming.book import key_of
from courtesy.checks.naming.forms import nominatives_of, other_gender
from courtesy.checks.naming.gender import surname_gender
from courtesy.checks.naming.mend import Slip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Context
    from courtesy.checks.naming.address import Address, Word
    from courtesy.checks.naming.book import Book
    from courtesy.checks.naming.customer import Customer, Part
    from courtesy.checks.naming.mend import Verdict


class Inside:
    """Judges addresses of one draft by themselves."""

    def __init__(self, draft: Context, book: Book, customer: Customer) -> None:
        self._text = draft.text
        self._lang = draft.lang
        self._starts = draft.tokens.starts
        self._book = book
        self._customer = customer

    def swapped(self, address: Address, verdicts: list[Verdict]) -> Slip | None:
        """Surname before first name, which English does not do."""
        parts = [part for _, part, _ in verdicts if part is not None]
        if self._lang not in ("en", "fa") or not parts or len(parts) != len(verdicts):
            return None
        if self._lang == "en" and len(parts) == 1 and not address.words[0].text.islower():
            return self._half_swapped(address, parts[0])
        if len(parts) != 2:
            return None
        scripts = {part.script for part in parts}
        if [part.role for part in parts] != ["s", "g"] or scripts != {"latin" if self._lang == "en" else "arabic"}:
            return None
        words = address.words
        order = [verdicts[1][0], verdicts[0][0]]
        right = " ".join(self._text[run[0].start : run[-1].end] for run in order)
        start, end = words[0].start, words[-1].end
        return Slip(start, end, self._text[start:end], right, "other", parts[0].source)

    def _half_swapped(self, address: Address, part: Part) -> Slip | None:
        """A surname as if it were the first name: "Dear Grant" to William Grant."""
        name = next((known for known in self._customer.names if part in known), [])
        if address.is_titled or len(name) != 2 or [p.role for p in name] != ["g", "s"] or part is not name[1]:
            return None
        if any(len(known) == 1 and known[0].key == part.key for known in self._customer.names):
            return None  # the customer signs so
        first = name[0]
        if not self._book.is_english(first.key) or len(address.words) != 1:
            return None
        word = address.words[0]
        return Slip(word.start, word.end, self._text[word.start : word.end], first.word, "other", first.source)

    def clash(self, address: Address) -> Slip | None:
        """A title and a surname of two genders, which is wrong whoever the reader is."""
        if self._customer.gender or not address.gender or not address.words or not address.sure:
            return None
        word = address.words[-1]
        if any(word.key in part.keys for part in self._customer.parts()):
            return None
        bases = nominatives_of(word.key, self._book, calling=True)
        genders = {surname_gender(base, self._book) for base in bases}
        if address.gender in genders or not genders - {""}:
            return None
        there = "m" if address.gender == "f" else "f"
        return self._mended_inside(address, word, there)

    def _mended_inside(self, address: Address, word: Word, there: str) -> Slip | None:
        for base in nominatives_of(word.key, self._book, calling=True):
            if surname_gender(base, self._book) != there:
                continue
            for form in other_gender(
                base, address.gender, [(key_of(man), key_of(woman)) for man, woman in self._book.pairs]
            ):
                right = form.capitalize() if word.text[:1].isupper() else form
                start = self._starts[address.titles[0][0]]
                return Slip(
                    start,
                    word.end,
                    self._text[start : word.end],
                    self._text[start : word.start] + right,
                    "gender",
                    "metadata",
                )
        return None
