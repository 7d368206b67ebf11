"""What a wrong address should be: the right title and name, in the case and script of the draft."""

from __future__ import annotations

from courtesy.checks.naming.book import key_of
from courtesy.checks.naming.forms import nominatives_of, write
from courtesy.checks.naming.persian import in_latin, in_persian
from courtesy.checks.naming.sounds import romanised

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.base import Context
    from courtesy.checks.naming.address import Address, Word
    from courtesy.checks.naming.book import Book, Title
    from courtesy.checks.naming.customer import Customer, Part

    Verdict = tuple[list[Word], Part | None, str]
    """Words of a draft, the part of the customer's name that they stand for, and what is wrong (``""``: nothing)."""


class Slip:
    """An address that is wrong: replacing ``text[start:end]`` with ``right`` mends it."""

    __slots__ = ("end", "is_address", "kind", "right", "source", "start", "written")

    def __init__(
        self, start: int, end: int, written: str, right: str, kind: str, source: str, *, is_address: bool = True
    ) -> None:
        self.start = start
        self.end = end
        self.written = written
        self.right = right
        self.kind = kind
        """``misspelt``, ``other`` (another name) or ``gender``."""
        self.source = source
        """Where the right form is known from: ``metadata`` or ``signature``."""
        self.is_address = is_address
        """Can a message begin with the right form? A verb that agrees with the reader cannot."""

    def __repr__(self) -> str:
        return f"Slip({self.start}, {self.end}, {self.written!r}, right={self.right!r}, {self.kind}, {self.source})"


class Mender:
    """Writes addresses anew for one draft and one customer."""

    def __init__(self, draft: Context, book: Book, customer: Customer) -> None:
        self._text = draft.text
        self._lang = draft.lang
        self._starts = draft.tokens.starts
        self._ends = draft.tokens.ends
        self._book = book
        self._customer = customer

    def slip(
        self, address: Address, verdicts: list[Verdict], kind: str, *, clash: bool, case: str = "", called: bool = True
    ) -> Slip:
        """Return a wrong address with the right one; ``clash`` is a title of the wrong gender.

        ``case`` is the one that the words around ask for, and ``called`` says whether the reader is called at all.
        """
        changes: list[tuple[int, int, str]] = []
        source = "metadata"
        if clash or (self._customer.rejected and self._customer.title):
            for at, title in address.titles:
                if title.gender and (not clash or title.gender != self._customer.gender):
                    changes.append(
                        (self._starts[at], self._ends[at + title.length - 1], self._title(at, title, address))
                    )
        case = case or self._case(address)
        formal = address.is_titled and any(
            wrong and part is not None and part.role == "s" for _, part, wrong in verdicts
        )
        for words, part, wrong in verdicts:
            if part is not None and (
                wrong
                or (
                    clash
                    and len(words) == 1
                    and (part.role != "g" or (part.script == words[0].script and self._is_foreign(part)))
                    and part.key != words[0].key
                )
                or (formal and self._is_pet_form(words, part))
            ):
                is_plain = self._is_plain(address, words, part) or (clash and self._is_foreign(part))
                named = "nom" if case == "voc" and is_plain else case
                changes.append((words[0].start, words[-1].end, self._written(part, named, words)))
                if wrong:
                    source = self._source(part)
        starts = [self._starts[at] for at, _ in address.titles] + [word.start for word in address.words]
        ends = [self._ends[at + title.length - 1] for at, title in address.titles] + [
            word.end for word in address.words
        ]
        start, end = min(starts), max(ends)
        right = self._text[start:end]
        for a, b, new in sorted(changes, reverse=True):
            right = right[: a - start] + new + right[b - start :]
        return Slip(start, end, self._text[start:end], right, kind, source, is_address=called)

    def _is_pet_form(self, words: list[Word], part: Part) -> bool:
        """Say whether a first name before a surname that is mended is only a pet form: then the whole name is written."""
        if part.role != "g" or len(words) != 1 or words[0].script != part.script:
            return False
        return part.key not in nominatives_of(words[0].key, self._book)

    def _is_plain(self, address: Address, words: list[Word], part: Part) -> bool:
        """Say whether a draft that is on first-name terms calls by the nominative, as many do: "Hej Marek"."""
        book = self._book
        if part.role != "g" or address.is_titled or not book.surname_voc_is_nom or not book.has_vocative:
            return False
        word = words[0]
        if not book.is_first_name(word.key):
            called = key_of(write(part.word, "g", self._customer.gender, "voc", book))
            return part.key[-1] == word.key[-1] != called[-1]  # "Hej Kammila" for Kamila
        return key_of(write(word.text, "g", book.gender_of(word.key).replace("x", ""), "voc", book)) != word.key

    def _is_foreign(self, part: Part) -> bool:
        """Say whether a man's first name ends as only women's do here, and so is left as it is: "Panie Andrea"."""
        book = self._book
        if part.role != "g" or not book.has_vocative or book.is_near_first_name(part.key):
            return False
        if not book.is_first_name(part.key):
            return False
        return self._customer.gender == "m" and book.gender_by_ending(part.key) == "f"

    def _source(self, part: Part) -> str:
        """Say whether the customer has written a part of the name so."""
        signed = any(p.source == "signature" and p.key == part.key for p in self._customer.parts())
        return "signature" if signed else part.source

    def _title(self, at: int, title: Title, address: Address) -> str:
        here = self._text[self._starts[at] : self._ends[at + title.length - 1]]
        calling = address.sure or "dear" in title.flags
        wanted = title.for_gender(self._customer.gender, "voc" if calling else "nom")
        own = self._customer.title
        if own and self._lang in ("en", "fil") and "call" not in title.flags:
            wanted = own
        if not wanted:
            return here
        return wanted[:1].upper() + wanted[1:] if here[:1].isupper() else wanted

    def _case(self, address: Address) -> str:
        cases = [title.case for _, title in address.titles if title.case]
        if address.sure and (not cases or "voc" in cases):
            return "voc"
        return cases[0] if cases else "voc"

    def _written(self, part: Part, case: str, words: list[Word]) -> str:
        word = part.word
        script = words[0].script
        if script == "latin" and part.script == "greek":
            word = romanised(word)
        elif script == "latin" and part.script == "arabic":
            word = in_latin(part.key, self._book)
        elif script == "arabic" and part.script == "latin":
            return in_persian(part.key, self._book) or word
        elif script != "latin" and part.script == "latin":
            return word
        form = write(word, part.role or "s", self._customer.gender, case, self._book, words[0].key)
        if words[0].text.isupper() and len(words[0].text) > 1:
            return form.upper()
        return form[:1].upper() + form[1:] if words[0].text[:1].isupper() else form
