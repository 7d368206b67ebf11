"""The interface in five languages: English as it stands in the source, the others from gettext catalogues.

English never opens a catalogue, and the standard library's ``gettext`` is imported for the other languages only: the
command starts once for every message in some hooks, and most of them speak English.

To change a text: edit it, then see "Translations" in CONTRIBUTING.md.
"""

from __future__ import annotations

from courtesy.errors import LanguageError
from courtesy.names import LANGUAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_translators: dict[str, Callable[[str], str]] = {}


def N_(text: str) -> str:  # noqa: N802  (the name by which catalogue tools know it)
    """Mark a text for translation and return it as it is."""
    return text


def translator(ui_lang: str) -> Callable[[str], str]:
    """Return the function that turns a marked English text into the interface language, one of `LANGUAGES`.

    Raises `LanguageError` for any other.
    """
    found = _translators.get(ui_lang)
    if found is None:
        if ui_lang not in LANGUAGES:
            raise LanguageError(f"unknown interface language {ui_lang!r}; known are {', '.join(LANGUAGES)}")
        found = _translators[ui_lang] = N_ if ui_lang == "en" else _catalogue(ui_lang)
    return found


def _catalogue(code: str) -> Callable[[str], str]:
    import os
    from gettext import GNUTranslations

    path = os.path.join(os.path.dirname(__file__), "locale", code, "LC_MESSAGES", "courtesy.mo")
    with open(path, "rb") as file:
        return GNUTranslations(file).gettext
