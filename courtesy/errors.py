"""What can go wrong, in words that say what would be right."""

from __future__ import annotations


class CourtesyError(Exception):
    """Base of every error that `courtesy` raises on purpose."""


class LanguageError(CourtesyError, ValueError):
    """A language code that `courtesy` does not know."""


class OptionError(CourtesyError, ValueError):
    """An argument, option or setting with a value that is not allowed."""


class InputError(CourtesyError, ValueError):
    """A message or report that can't be read: not text, not JSON, or of the wrong shape."""


class EngineError(CourtesyError, RuntimeError):
    """A tokenization engine that was asked for and can't be had here."""


class LexiconError(CourtesyError, ValueError):
    """A lexicon file with a mistake; the text names file, line and what would be right."""


def nearest(word: str, known: tuple[str, ...] | list[str]) -> str:
    """Return ``"; did you mean 'x'?"`` for the nearest known name, or an empty string."""
    from difflib import get_close_matches

    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""
