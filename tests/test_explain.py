"""The explanations, and their catalogues in four languages."""

from __future__ import annotations

import io
import string
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from courtesy.errors import LanguageError, OptionError
from courtesy.explain import TEXTS, what, why
from courtesy.explain.examples import EXAMPLES
from courtesy.i18n import translator
from courtesy.names import CHECKS, CONVERSATION_CHECKS, LANGUAGES

PACKAGE = Path(__file__).parents[1] / "courtesy"
TRANSLATED = tuple(lang for lang in LANGUAGES if lang != "en")
KEYWORDS = {"N_": None, "say": None, "_say": None}


def catalogue(lang: str) -> Catalog:
    with open(PACKAGE / "locale" / lang / "LC_MESSAGES" / "courtesy.po", "rb") as file:
        return read_po(file, locale=lang)


def marked() -> set[str]:
    found = extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {str(message) for _, _, message, _, _ in found}


def test_every_check_is_explained_in_order() -> None:
    assert list(TEXTS) == list(EXAMPLES) == list(CHECKS)
    for check in CHECKS:
        assert why(check) != what(check)
        assert why(check).endswith((".", "?"))
        assert 30 <= len(why(check)) <= 200


def test_examples() -> None:
    for check, pairs in EXAMPLES.items():
        assert "en" in pairs
        assert set(pairs) <= set(LANGUAGES)
        assert check in CONVERSATION_CHECKS or set(pairs) == set(LANGUAGES)
        for bad, better in pairs.values():
            assert bad
            assert better
            assert bad != better


@pytest.mark.parametrize("lang", TRANSLATED)
def test_nothing_is_untranslated_or_left_over(lang: str) -> None:
    messages = {str(message.id): message for message in catalogue(lang) if message.id}
    assert set(messages) == marked()
    for english, message in messages.items():
        assert message.string, f"{lang}: {english!r} is not translated"
        assert not message.fuzzy, f"{lang}: {english!r} is marked fuzzy"
        assert not list(message.check())
        fields = [[name for _, name, _, _ in string.Formatter().parse(text)] for text in (english, str(message.string))]
        assert set(fields[0]) == set(fields[1])


@pytest.mark.parametrize("lang", TRANSLATED)
def test_compiled_catalogues_are_up_to_date(lang: str) -> None:
    fresh = io.BytesIO()
    write_mo(fresh, catalogue(lang))
    fresh.seek(0)
    with open(PACKAGE / "locale" / lang / "LC_MESSAGES" / "courtesy.mo", "rb") as file:
        shipped = read_mo(file)
    assert {m.id: m.string for m in read_mo(fresh) if m.id} == {m.id: m.string for m in shipped if m.id}


@pytest.mark.parametrize("lang", TRANSLATED)
def test_translations_are_in_their_script(lang: str) -> None:
    script = {"el": ("\u0370", "\u1fff"), "fa": ("\u0600", "\u06ff")}.get(lang)
    for check in CHECKS:
        text = why(check, lang)
        assert text != why(check)
        if script:
            assert sum(script[0] <= sign <= script[1] for sign in text) > len(text) / 2


def test_unknown_names() -> None:
    with pytest.raises(OptionError, match="unknown check 'coldnes'; did you mean 'coldness'"):
        why("coldnes", "en")
    with pytest.raises(LanguageError, match="unknown interface language 'de'"):
        why("coldness", "de")


def test_english_opens_no_catalogue() -> None:
    code = "import sys; from courtesy.explain import why; why('coldness', 'en'); print('gettext' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code]) == b"False\n"


def test_english_is_the_text_itself() -> None:
    assert translator("en")("Why:") == "Why:"
    assert translator("pl")("Why:") == "Dlaczego:"
    assert translator("pl")("not in the catalogue") == "not in the catalogue"
