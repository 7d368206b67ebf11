"""An address: the titles and name words of a draft that belong together."""

from __future__ import annotations

from courtesy.checks.naming.book import key_of, script_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.naming.book import Title

_POSSESSIVES = ("'s", "’s")
_HONOURS = (
    "-san", "-sama", "-sensei", "-ssi", "-nim", "-ji", "-garu", "-gaaru", "-saheb", "-sahib", "-bhai", "-ben", "-kun", "-chan",
)  # fmt: skip
"""What Japan, Korea and India put to a name that they honour."""
_DEAR = ("\u200cجان", "\u200cجون", "\u200cخان", "\u200cخانم", "\u200cخانوم")
"""What Persian puts to a first name, here written together with it."""


class Word:
    """A word of a name as it stands in the draft."""

    __slots__ = ("at", "end", "is_honoured", "key", "script", "start", "text")

    def __init__(self, text: str, start: int, at: int, key: str = "") -> None:
        for mark in _POSSESSIVES:
            text = text.removesuffix(mark)
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.at = at
        self.key = key or key_of(text)
        self.script = script_of(text)
        self.is_honoured = False
        """Is it followed by a suffix that surnames have more often than first names?"""

    def without_honour(self) -> Word:
        """Return the name without what only honours its bearer: Tanaka-san."""
        lower = self.text.lower()
        honour = next((ending for ending in (*_HONOURS, *_DEAR) if lower.endswith(ending)), "")
        if not honour:
            return self
        word = Word(self.text[: len(self.text) - len(honour)], self.start, self.at)
        word.is_honoured = honour in _HONOURS
        return word


class Address:
    """Titles and name words that belong together."""

    __slots__ = ("after", "first", "last", "opened", "spoken_of", "sure", "titles", "words")

    def __init__(self, first: int) -> None:
        self.first = first
        self.last = first
        self.titles: list[tuple[int, Title]] = []
        """Each title with its first word's place."""
        self.words: list[Word] = []
        self.after = False
        """Does a title stand after the name?"""
        self.opened = False
        """Does it follow a greeting or thanks?"""
        self.spoken_of = False
        """Is it certainly somebody else, of whom the draft only speaks?"""
        self.sure = False
        """Is it certainly the reader who is meant?"""

    @property
    def gender(self) -> str:
        """The gender that the titles show, the last one first."""
        genders = [title.gender for _, title in reversed(self.titles) if title.gender and "born" not in title.flags]
        return genders[0] if genders else ""

    @property
    def is_titled(self) -> bool:
        """Whether there is a title that is more than "dear"."""
        return any("dear" not in title.flags for _, title in self.titles)

    @property
    def is_call(self) -> bool:
        """Whether it is a title of the kind that goes with a first name: Ma'am Liza, Kuya Ben."""
        return any("call" in title.flags for _, title in self.titles)
