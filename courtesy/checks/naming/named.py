"""Titles and the name that belongs to them, wherever they stand in a draft and whoever bears it."""

from __future__ import annotations

from courtesy.checks.naming.address import Address, Word
from courtesy.checks.naming.runs import Names
from courtesy.text.tokens import NONE, WORD


class Named(Names):
    """Reads names together with the titles around them."""

    def named_at(self, at: int) -> Address | None:
        """Return the titles and name that stand at a place, whoever bears it; ``None`` where there is no name."""
        address = Address(at)
        while at < self._count and (title := self._title_at(at)) is not None:
            address.titles.append((at, title))
            at += title.length
        if at >= self._count or (address.titles and self.breaks[at] != NONE):
            return None
        address.words = self._run(at, titled=True)
        if not address.words or any(word.key in self.own for word in address.words):
            return None
        at = address.words[-1].at + 1
        if len(address.words) == 1 and address.words[0].script == "arabic" and self._can_be_surname(at):
            if self.book.is_first_name(address.words[0].key):
                address.words.append(Word(self.tokens.words[at], self.tokens.starts[at], at))
                at += 1
        address.last = self._titles_after(address, at)
        return address

    def _can_be_surname(self, at: int) -> bool:
        """Say whether a word behind a first name, in a script without capitals, is no word of the language."""
        if at >= self._count or self.breaks[at] != NONE or self.tokens.kinds[at] != WORD:
            return False
        key = self.keys[at]
        if self._title_at(at, after=True) or key in self.book.not_names or key in self.book.third_after or len(key) < 3:
            return False
        return not self._is_everyday(at)

    def _titles_after(self, address: Address, end: int) -> int:
        while end < self._count and self.breaks[end] == NONE:
            title = self._title_at(end, after=True)
            if title is None:
                break
            address.titles.append((end, title))
            address.after = True
            end += title.length
            more = self._run(end, titled=False) if end < self._count and self.breaks[end] == NONE else []
            if more and more[0].key in self._known:
                address.words += more[:1]
                end += 1
        return end

    def _praise_at(self, at: int) -> int:
        """Return how many words of praise stand between a title and what follows it: «برادر گرامی سید نرجس»."""
        title = self._title_at(at, after=True)
        if title is None or title.gender or "call" in title.flags or self.book.is_first_name(self.keys[at]):
            return 0
        end = at + title.length
        if end >= self._count or self.breaks[end] != NONE:
            return 0
        key = self.keys[end]
        goes_on = self._title_at(end) is not None or self.book.is_first_name(key) or self._is_close(key)
        return title.length if goes_on else 0
