"""What customers say about names besides their own: that one is new or unwelcome, that they write for somebody else."""

from __future__ import annotations

from courtesy.checks.naming.book import key_of, phrase_at, script_of
from courtesy.text.tokens import CLAUSE, NONE, SENTENCE, WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from courtesy.checks.naming.book import Book
    from courtesy.text.tokens import Tokens

_LONGEST_NAME = 4


class Claims:
    """What the messages of one customer say about how to address her or him."""

    __slots__ = ("asked", "declared", "is_renamed", "last_words", "on_behalf", "rejected", "to_writer", "wants_all")

    def __init__(self, texts: Sequence[Tokens], book: Book) -> None:
        self.is_renamed = False
        """Does the customer say that a name has changed, or was taken down wrongly?"""
        self.on_behalf = False
        """Does somebody write for the customer of the metadata?"""
        self.to_writer = False
        """Is the answer wanted by whoever writes, and by nobody else?"""
        self.wants_all = False
        """Does the customer ask for all of a compound surname?"""
        self.asked = ""
        """The gender in which the customer asks to be addressed."""
        self.rejected: set[str] = set()
        """Keys of names that the customer does not want to hear."""
        self.last_words: set[str] = set()
        """Keys of the few words with which the messages end, where a signature stands."""
        self.declared: list[list[str]] = []
        """Names that the customer says are the ones to use."""
        for tokens in texts:
            self._read(tokens, [key_of(word) for word in tokens.words], book)

    def _read(self, tokens: Tokens, keys: list[str], book: Book) -> None:
        said = book.said
        genders: set[str] = set()
        for at in [at for at, key in enumerate(keys) if key in book.said_first]:
            length = phrase_at(said["renamed"], keys, at)
            if length:
                self.is_renamed = True
                self._declare(_names_after(tokens, at + length) or _listed_at(tokens, keys, at + length, book))
            if phrase_at(said["named_before"], keys, at):
                self._declare(_names_before(tokens, keys, at, book))
            self.on_behalf = self.on_behalf or bool(phrase_at(said["on_behalf"], keys, at))
            self.to_writer = self.to_writer or bool(phrase_at(said["of_the_other"], keys, at))
            self.wants_all = self.wants_all or bool(phrase_at(said["whole_name"], keys, at))
            length = phrase_at(said["rejected"], keys, at)
            if length:
                self.rejected.update(key_of(word) for word in _names_after(tokens, at + length))
                if at + length < len(keys) and keys[at + length] > "\u0600" and book.is_first_name(keys[at + length]):
                    self.rejected.add(keys[at + length])
            if at and phrase_at(said["rejected_before"], keys, at):
                self.rejected.add(keys[at - 1])
            genders.update(gender for gender in ("f", "m") if phrase_at(book.asked[gender], keys, at))
        first = max((at for at, gap in enumerate(tokens.breaks[: len(keys)]) if gap >= CLAUSE), default=0)
        if len(keys) - first <= _LONGEST_NAME and said["rejected"].keys().isdisjoint(keys[first:]):
            self.last_words.update(keys[first:])
        if len(genders) == 1:
            self.asked = genders.pop()

    def _declare(self, words: list[str]) -> None:
        if words:
            self.declared.append(words)
            self.is_renamed = True


def speaks_of_the_other(draft: Tokens, book: Book) -> bool:
    """Say whether a draft speaks to its reader of the one for whom the reader writes: "your father's modem"."""
    keys = [key_of(word) for word in draft.words]
    return any(phrase_at(book.said["of_the_other"], keys, at) for at in range(len(keys)))


def _names_after(tokens: Tokens, at: int) -> list[str]:
    """Return the words with a capital from a place on."""
    words: list[str] = []
    while at < len(tokens.words) and len(words) < _LONGEST_NAME and tokens.kinds[at] == WORD:
        if tokens.breaks[at] >= (SENTENCE if not words else CLAUSE) or not tokens.words[at][:1].isupper():
            break
        if not words and len(tokens.words[at]) == 1:
            break  # "with a V, not a W"
        words.append(tokens.words[at])
        at += 1
    return words


def _listed_at(tokens: Tokens, keys: list[str], at: int, book: Book) -> list[str]:
    """Return a listed first name that stands at a place, for scripts without capitals."""
    if at >= len(keys) or tokens.breaks[at] >= SENTENCE or script_of(tokens.words[at]) != "arabic":
        return []
    return tokens.words[at : at + 1] if book.is_first_name(keys[at]) else []


def _names_before(tokens: Tokens, keys: list[str], at: int, book: Book) -> list[str]:
    """Return the words with a capital, a title among them, that end where a phrase begins."""
    first = at
    if first and script_of(tokens.words[first - 1]) == "arabic" and tokens.breaks[first] == NONE:
        return tokens.words[first - 1 : first] if book.is_first_name(keys[first - 1]) else []
    while first and at - first < _LONGEST_NAME and tokens.words[first - 1][:1].isupper():
        if first < at and tokens.breaks[first] != NONE and keys[first - 1] not in book.titles:
            break
        first -= 1
    return tokens.words[first:at]
