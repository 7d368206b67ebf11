"""Words that agree with the reader: "zamówiłaś" and «είσαι εγγεγραμμένη» tell a gender where no name or title does."""

from __future__ import annotations

from courtesy.checks.naming.mend import Slip
from courtesy.text.tokens import NONE, WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Context
    from courtesy.checks.naming.book import Book

_MOST_FILLERS = 2


class Agreement:
    """Judges the words of one draft that are said of the reader."""

    def __init__(self, draft: Context, book: Book, gender: str) -> None:
        self._text = draft.text
        self._tokens = draft.tokens
        self._words = [word.lower() for word in draft.tokens.words]
        self._book = book
        self._gender = gender

    def slip(self) -> Slip | None:
        """Return the first word that agrees with a reader of the other gender."""
        book = self._book
        if not self._gender or not (book.second_person or book.agreeing):
            return None
        for at, word in enumerate(self._words):
            pairs = book.second_person if not self._is_predicate(at) else (*book.second_person, *book.agreeing)
            turned = self._turned(word, pairs)
            if turned and not self._is_choice(at) and not self._is_quoted(at):
                start, end = self._tokens.starts[at], self._tokens.ends[at]
                written = self._text[start:end]
                right = turned[:1].upper() + turned[1:] if written[:1].isupper() else turned
                return Slip(start, end, written, right, "gender", "metadata", is_address=False)
        return None

    def _turned(self, word: str, pairs: tuple[tuple[str, str], ...]) -> str:
        """Return a word of the other gender as it is in the reader's; an empty string where it shows none, or the right one."""
        best = (0, "")
        for man, woman in pairs:
            right, wrong = (woman, man) if self._gender == "f" else (man, woman)
            if word.endswith(right) and len(right) > best[0]:
                best = len(right), ""
            if word.endswith(wrong) and len(wrong) > best[0]:
                best = len(wrong), word[: len(word) - len(wrong)] + right
        return best[1]

    def _is_predicate(self, at: int) -> bool:
        """Say whether a word follows a verb that says what the reader is, with hardly anything between."""
        breaks, words = self._tokens.breaks, self._words
        for place in range(at - 1, max(-1, at - 2 - _MOST_FILLERS), -1):
            if breaks[place + 1] != NONE or self._tokens.kinds[place] != WORD:
                return False
            if words[place] in self._book.being:
                return True
            if words[place] not in self._book.being_fillers:
                return False
        return False

    def _is_choice(self, at: int) -> bool:
        """Say whether both forms are offered: "zamówiłaś/eś", «εγγεγραμμένος(-η)»."""
        return self._text[self._tokens.ends[at] :].lstrip(" ").startswith(("/", "(", "\\", "-")) or self._text[
            : self._tokens.starts[at]
        ].endswith(("/", "(", "-"))

    def _is_quoted(self, at: int) -> bool:
        start = self._tokens.starts[at]
        return any(first <= start < last for first, last in self._tokens.quoted)
