"""Regular expressions that are compiled when they are first used.

Compiling is the dearest part of importing a module, and a message seldom needs more than a few of them.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class LazyPattern:
    """A regular expression with the ways of using it that this project needs."""

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def _pattern(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """Do as `re.Pattern.search` does."""
        return self._pattern().search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """Do as `re.Pattern.match` does."""
        return self._pattern().match(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Do as `re.Pattern.finditer` does."""
        return self._pattern().finditer(text)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Do as `re.Pattern.sub` does."""
        return self._pattern().sub(replacement, text)
