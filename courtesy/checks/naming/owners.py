"""Whose something is: a booking, contract or invoice in another name than that of the customer who asked about it.

The frames ("on the booking of", "made out to") stand in the files of names. A person of whom the customer wrote may own
anything, and so may somebody of the customer's family; who has a name in common with the customer and another one besides is
more likely a mistake than a stranger.
"""

from __future__ import annotations

from courtesy.checks.naming.address import Word
from courtesy.checks.naming.book import key_of, phrase_at
from courtesy.checks.naming.customer import Part
from courtesy.checks.naming.forms import forms_of, nominatives_of
from courtesy.text.tokens import CLAUSE, NONE, SENTENCE, WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from courtesy.checks.base import Context
    from courtesy.checks.naming.address import Address
    from courtesy.checks.naming.book import Book
    from courtesy.checks.naming.customer import Customer
    from courtesy.checks.naming.finder import Finder
    from courtesy.checks.naming.judge import Judge
    from courtesy.checks.naming.mend import Slip, Verdict

_NEAR = 4
"""How many words before a name may say whose it is."""
_MOST_WORDS = 4


class Owners:
    """Judges the names in one draft that say whose something is."""

    def __init__(self, draft: Context, book: Book, customer: Customer, finder: Finder, judge: Judge) -> None:
        self._draft = draft
        self._tokens = draft.tokens
        self._book = book
        self._customer = customer
        self._finder = finder
        self._judge = judge

    def slips(self, *, is_right: bool) -> list[Slip]:
        """Return the wrong owners; ``is_right``: the customer is addressed by the right name besides."""
        out: list[Slip] = []
        keys = self._finder.keys
        if not self._customer.parts() or self._is_about_paying():
            return out
        for at in range(len(keys)):
            sizes = {name: phrase_at(table, keys, at) for name, table in self._book.frames.items()}
            length = max(sizes.values())
            if not length or not self._leads_on(at + length):
                continue
            address = self._finder.named_at(at + length)
            if address is None or any(slip.end > address.words[0].start for slip in out):
                continue
            if sizes["owned_titled"] == length and not address.titles and not self._is_label(address):
                continue
            if any(not title.gender or "trade" in title.flags for _, title in address.titles):
                continue  # the doctor with whom the appointment is
            if sizes["owned_mentioned"] == length and not self._is_made_of_mentions(address):
                continue
            slip = self._slip(address, sure=sizes["owned"] == length, is_right=is_right)
            if slip is not None:
                out.append(slip)
        return out

    def _leads_on(self, at: int) -> bool:
        """Say whether a name can follow: only a colon, a dash or a quotation mark may stand between."""
        if at >= len(self._tokens.words) or self._tokens.breaks[at] >= SENTENCE:
            return False
        between = self._draft.text[self._tokens.ends[at - 1] : self._tokens.starts[at]]
        return not between.strip(" \u00a0\u200c:-–—\"'„”“«»’‘*_(")

    def _is_about_paying(self) -> bool:
        """Say whether the customer is told whom to pay, which may be anybody."""
        paying = self._book.paying
        texts = [self._finder.keys, *([key_of(word) for word in text.words] for text in self._customer.texts)]
        return any(phrase_at(paying, keys, at) for keys in texts for at in range(len(keys)) if keys[at] in paying)

    def _is_made_of_mentions(self, address: Address) -> bool:
        """Say whether the customer has written all words of a name; where not, it may be somebody of ours."""
        return all(self._customer.has_mentioned(word.key) for word in address.words)

    def _is_label(self, address: Address) -> bool:
        """Say whether a colon stands before a name: "for: Jan Kos" is a label."""
        at = address.first
        return ":" in self._draft.text[self._tokens.ends[at - 1] : self._tokens.starts[at]]

    def _slip(self, address: Address, *, sure: bool, is_right: bool) -> Slip | None:
        words = address.words
        if len(words) > _MOST_WORDS or self._is_told(address) or any(self._is_half_known(word) for word in words):
            return None
        verdicts = self._judge.verdicts(address)
        if not verdicts or not any(kind for _, _, kind in verdicts):
            return None
        known = {part.role for _, part, kind in verdicts if part is not None and not kind}
        if {"g", "s"} <= known or (words[0].script == "arabic" and len(words) == 1 and not address.is_titled):
            return None  # a second name besides the known ones
        wrong = self._meant(verdicts, known)
        if wrong is None:
            return None
        others = [word for (run, _, kind) in verdicts if kind == "other" for word in run]
        if not self._is_mistake(address, wrong, others, known, sure=sure, is_right=is_right):
            return None
        kinds = [kind for _, _, kind in wrong if kind]
        kind = "other" if "other" in kinds else kinds[0]
        clash = self._judge.clashes(address)
        return self._judge.mender.slip(address, wrong, kind, clash=clash, case=self._case(address, wrong), called=False)

    def _is_mistake(
        self, address: Address, wrong: list[Verdict], others: list[Word], known: set[str], *, sure: bool, is_right: bool
    ) -> bool:
        """Say whether the customer is meant."""
        words = address.words
        is_mixed = bool(known) and len(words) > 1
        if any(self._is_plural(word) for word in words):
            return False
        if not others:  # a slip of the pen
            return sure or is_mixed
        if known == {"s"} and is_mixed and others[-1] is words[-1] and not self._first_names(words[-1]):
            return False  # Ford Motors
        if known == {"g"} and is_mixed:
            return not any(self._is_introduced(word) for word in others)
        if any(self._is_mentioned(word) for word in others) or self._tells_of_others():
            return False
        if known == {"s"} and is_mixed:
            return self._is_same_gender(others[0]) and (sure or not is_right)
        if not sure or known:
            return False
        if any(part is not None and part.script != run[0].script for run, part, _ in wrong):
            return False
        first = words[0]
        if len(words) > 1:
            return len(others) == len(words) == 2 and (address.is_titled or bool(self._first_names(first)))
        return len(others) == 1 and not self._draft.reading.lists(first.at) and not first.text.isupper()

    def _meant(self, verdicts: list[Verdict], known: set[str]) -> list[Verdict] | None:
        """Put to each wrong word the part of the customer's name that should stand there."""
        out: list[Verdict] = []
        for number, (run, part, kind) in enumerate(verdicts):
            if kind != "other":
                out.append((run, part, kind))
                continue
            role = part.role if part is not None else ""
            if len(verdicts) > 1:
                role = "s" if number == len(verdicts) - 1 else "g"
                if len(known) == 1:
                    role = "s" if known == {"g"} else "g"
            elif not role:
                role = "g" if self._first_names(run[0]) else "s"
            meant = self._whole(role, run[0])
            if meant is None:
                return None
            out.append((run, meant, kind))
        return out

    def _whole(self, role: str, word: Word) -> Part | None:
        """Return all of the customer's surname, or the first of the first names that begins as what was written."""
        for name in sorted(self._customer.names, key=lambda name: name[0].script != word.script):
            parts = [part for part in name if part.role == role]
            if parts and (role == "g" or len(parts) == 1):
                return min(parts, key=lambda part: part.key[0] != word.key[0])
            if parts:
                return Part(" ".join(part.word for part in parts), role, parts[0].source)
        return None

    def _case(self, address: Address, verdicts: list[Verdict]) -> str:
        """Return the case in which the words stand that are right; the nominative where none tells it."""
        titled: list[str] = []
        for at, title in address.titles:
            key = self._finder.keys[at]
            same = [t.case for phrase, t in self._book.titles[key] if phrase == (key,) and t.case not in ("", "voc")]
            titled = same or ([title.case] if title.case else titled)
        for run, part, kind in verdicts:
            names = [part.word] if part is not None and not kind else self._first_names(run[-1])
            role = part.role if part is not None else "g"
            uses = {
                case
                for name in names
                for case, _ in forms_of(name, role, self._customer.gender, self._book.own_rows).get(run[-1].key, ())
            }
            for case in ("nom", "gen", "acc", "dat", "ins", "loc"):
                if case in uses and (case in titled or not titled):
                    return case
        return titled[0] if titled else "nom"

    def _is_told(self, address: Address) -> bool:
        """Say whether it goes on with who somebody is, or with a second person: "Jan Kos, our fitter", "Ann and Tom Lee"."""
        tokens, keys, last = self._tokens, self._finder.keys, address.last
        if last >= len(keys):
            return False
        if tokens.breaks[last] == CLAUSE and keys[last] in self._book.third:
            return not self._customer.has_written(keys[last])
        if tokens.breaks[last] != NONE or last + 1 >= len(keys) or len(keys[last]) > 4:
            return False
        return tokens.breaks[last + 1] == NONE and bool(self._first_names(self._word(last + 1)))

    def _word(self, at: int) -> Word:
        return Word(self._tokens.words[at], self._tokens.starts[at], at)

    def _first_names(self, word: Word) -> list[str]:
        """Return the listed first names that a word may be a form of."""
        if word.script != "arabic" and not word.text[:1].isupper():
            return []
        return [base for base in nominatives_of(word.key, self._book) if self._book.is_first_name(base)]

    def _is_half_known(self, word: Word) -> bool:
        """Say whether one half of a double name is the customer's: it may have been added."""
        known = {part.key for part in self._customer.parts()}
        halves = word.text.replace("\u2010", "-").split("-")
        return len(halves) > 1 and any(
            not known.isdisjoint(nominatives_of(key_of(half), self._book)) for half in halves
        )

    def _is_plural(self, word: Word) -> bool:
        """Say whether a whole family is meant: "na nazwisko Nowaków"."""
        stems = [word.key.removesuffix(ending) for ending in self._book.plurals if word.key.endswith(ending)]
        return any(len(stem) > 2 and p.key.startswith(stem) for stem in stems for p in self._customer.parts("s"))

    def _is_same_gender(self, word: Word) -> bool:
        genders = {self._book.gender_of(name) for name in self._first_names(word)}
        return not self._customer.gender or self._customer.gender in genders or not genders

    def _is_mentioned(self, word: Word) -> bool:
        return any(True for _ in self._mentions(word))

    def _is_introduced(self, word: Word) -> bool:
        """Say whether the customer wrote of a name as one that somebody has, not as of a street or firm."""
        firsts = {part.key for part in self._customer.parts("g")}
        for keys, at in self._mentions(word):
            before = range(max(0, at - _NEAR), at)
            tables = (*self._book.frames.values(), self._book.introducers, self._book.said["renamed"])
            if any(at - phrase <= _NEAR and phrase_at(table, keys, phrase) for phrase in before for table in tables):
                if not firsts.intersection(keys[max(0, at - 2) : at]) or keys[at - 1] in firsts:
                    return True
            if self._is_of_others(keys[max(0, at - _NEAR) : at + _NEAR]) or (at and keys[at - 1] in firsts):
                return True
        return False

    def _mentions(self, word: Word) -> Iterable[tuple[list[str], int]]:
        """Return where the customer has written a name, in whichever form."""
        wanted = set(nominatives_of(word.key, self._book))
        for text in self._customer.texts:
            keys = [key_of(piece) for piece in text.words]
            for at, key in enumerate(keys):
                if text.kinds[at] == WORD and not wanted.isdisjoint(nominatives_of(key, self._book)):
                    yield keys, at

    def _tells_of_others(self) -> bool:
        """Say whether the customer has written of somebody whose thing it may be."""
        return any(self._is_of_others([key_of(word) for word in text.words]) for text in self._customer.texts)

    def _is_of_others(self, keys: list[str]) -> bool:
        relations = self._book.relations
        return bool(relations) and any(key.startswith(relations) for key in keys)
