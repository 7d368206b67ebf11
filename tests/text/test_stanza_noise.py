"""The way people type must not hide a courtesy word, whichever engine cuts the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from courtesy.names import LANGUAGES
from courtesy.text.stanza_engine import StanzaEngine
from courtesy.text.tokens import tokenize

WORDS = {
    "el": "παρακαλώ ευχαριστώ συγγνώμη καλημέρα καλησπέρα λυπάμαι ευχαριστούμε γεια".split(),
    "pl": "proszę dziękuję przepraszam witam pozdrawiam dziękujemy przykro zapraszam".split(),
    "fa": "لطفاً ممنون سپاس سلام ببخشید متشکرم درود مرسی".split(),
    "fil": "salamat pasensya paumanhin magandang ingat pakiusap kumusta paalam".split(),
    "en": "please thanks sorry hello welcome regards apologies goodbye".split(),
}
AROUND = {
    "el": ("ναι", "τώρα"),
    "pl": ("tak", "teraz"),
    "fa": ("بله", "حالا"),
    "fil": ("opo", "ngayon"),
    "en": ("yes", "now"),
}
CONTEXTS = [
    "{w};;;", "{w}!!!", "{w}???", "{w}؟", "؟{w}", "*{w}*", "_{w}_", "~{w}~", "😊{w}", "{w}😊😊", "❤️{w}❤️", "{a}...{w}", "{w}…{b}",
    "{a},{w}", "{w},{b}", "{a}.{w}", "{w}.{b}", "({w})", "[{w}]", "«{w}»", '"{w}"', "{a}/{w}", "{w}:)", ">{w}<", "\n{w}\n{b}",
]  # fmt: skip


def cases(lang: str) -> list[tuple[str, str]]:
    a, b = AROUND[lang]
    return [(w, f"{a} {context.format(w=w, a=a, b=b)} {b}") for w in WORDS[lang] for context in CONTEXTS]


def test_there_are_enough_cases() -> None:
    assert len(set(CONTEXTS)) == 25
    assert all(len(set(words)) == 8 for words in WORDS.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_built_in_engine_finds_the_word(lang: str) -> None:
    hidden = [text for word, text in cases(lang) if word not in tokenize(text, lang).words]
    assert len(hidden) <= 0.02 * len(cases(lang)), hidden


@pytest.mark.parametrize("lang", LANGUAGES)
def test_stanza_finds_the_word(models: Path, lang: str) -> None:
    read = StanzaEngine(str(models)).read([(text, lang) for _, text in cases(lang)])
    hidden = [text for (word, text), tokens in zip(cases(lang), read, strict=True) if word not in tokens.words]
    assert len(hidden) <= 0.02 * len(cases(lang)), hidden
