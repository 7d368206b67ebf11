"""Verbs beside a title that stands for the reader: "czy sprawdziła Pani" tells a gender twice."""

from __future__ import annotations

from courtesy.checks.naming.mend import Slip
from courtesy.text.tokens import NONE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Context
    from courtesy.checks.naming.address import Address
    from courtesy.checks.naming.book import Book
    from courtesy.checks.naming.customer import Customer


class Verbs:
    """Judges verbs of one draft whose subject is the reader."""

    def __init__(self, draft: Context, book: Book, customer: Customer) -> None:
        self._text = draft.text
        self._tokens = draft.tokens
        self._pairs = sorted(book.verb_pairs, key=lambda pair: -len(pair[0] + pair[1]))
        self._book = book
        self._gender = customer.gender

    def slip(self, address: Address) -> Slip | None:
        """Return what is wrong with a title that is a verb's subject: its own gender, or the verb's."""
        if not self._pairs or not self._gender or address.words or len(address.titles) != 1:
            return None
        at, title = address.titles[0]
        if not any(case == "nom" for form, case in self._forms(at)):
            return None
        verb = next((place for place in (at - 1, at + 1) if self._is_joined(place, at) and self._ending(place)), None)
        if verb is None:
            return None
        shown = {gender for gender, _ in self._ending(verb).items()}
        if title.gender != self._gender:
            if title.gender not in shown:
                return None  # "kurier oddał Pani": somebody else does it
            new_title = title.for_gender(self._gender, "nom")
            new_title = new_title[:1].upper() + new_title[1:] if self._tokens.words[at][:1].isupper() else new_title
        elif title.gender in shown or self._can_be_object(at):
            return None
        else:
            new_title = self._tokens.words[at]
        word = self._tokens.words[verb]
        gender, ending = next(iter(self._ending(verb).items()))
        new_verb = word if gender == self._gender else self._turned(word, ending)
        first, last = min(at, verb), max(at, verb)
        start, end = self._tokens.starts[first], self._tokens.ends[last]
        right = f"{new_title} {new_verb}" if at < verb else f"{new_verb} {new_title}"
        if right == self._text[start:end]:
            return None
        return Slip(start, end, self._text[start:end], right, "gender", "metadata", is_address=False)

    def _forms(self, at: int) -> list[tuple[str, str]]:
        key = self._tokens.words[at].lower()
        return [(key, title.case) for phrase, title in self._book.titles.get(key, ()) if phrase == (key,)]

    def _can_be_object(self, at: int) -> bool:
        """Say whether a title looks the same where something is done to or for the reader."""
        return any(case in ("acc", "dat") for _, case in self._forms(at))

    def _is_joined(self, place: int, at: int) -> bool:
        words = self._tokens.words
        return 0 <= place < len(words) and self._tokens.breaks[max(place, at)] == NONE

    def _ending(self, place: int) -> dict[str, tuple[str, str]]:
        """Return the gender that a verb shows with the pair of endings that shows it."""
        word = self._tokens.words[place].lower()
        if len(word) < 3 or self._book.is_first_name(word):
            return {}
        best: tuple[int, str, tuple[str, str]] | None = None
        for pair in self._pairs:
            for gender, ending in zip("mf", pair, strict=True):
                if word.endswith(ending) and (best is None or len(ending) > best[0]):
                    best = len(ending), gender, pair
        return {} if best is None else {best[1]: best[2]}

    def _turned(self, word: str, pair: tuple[str, str]) -> str:
        here, there = pair if self._gender == "f" else (pair[1], pair[0])
        return word[: len(word) - len(here)] + there
