"""Words in Latin letters meet the native ones by sound."""

import pytest

from courtesy.text.fold import fold
from courtesy.text.translit import (
    finglish_sounds,
    finglish_stems,
    finglish_vowelled,
    greek_sound,
    greeklish_sounds,
    persian_sounds,
    persian_vowelled,
)


@pytest.mark.parametrize(
    ("native", "typed"),
    [
        ("ευχαριστώ", "efxaristo euxaristw eyxaristo efharisto euharistw eucharisto"),
        ("παρακαλώ", "parakalo parakalw"),
        ("συγγνώμη", "signomi sygnwmh sygnomi syggnwmh"),
        ("καλημέρα", "kalimera kalhmera"),
        ("μπορείτε", "mporeite boreite mporite"),
        ("στείλτε", "steilte stilte"),
        ("ερώτηση", "erwthsh erotisi"),
        ("συγχαρητήρια", "sygxarhthria sigxaritiria"),
        ("θέλετε", "thelete 8elete"),
        ("ξέρετε", "kserete xerete 3erete"),
        ("ψάξτε", "psaxte psakste"),
    ],
)
def test_greeklish(native: str, typed: str) -> None:
    for word in typed.split():
        assert greek_sound(fold(native)) in greeklish_sounds(fold(word)), word


@pytest.mark.parametrize(
    ("native", "typed"),
    [
        ("لطفاً", "lotfan"),
        ("ممنون", "mamnoon mamnun"),
        ("خواهش", "khahesh xahesh"),
        ("ببخشید", "bebakhshid bebaxshid"),
        ("متشکرم", "moteshakeram motshakeram"),
        ("شرمنده", "sharmande sharmandeh"),
        ("خداحافظ", "khodahafez xodahafez"),
    ],
)
def test_finglish(native: str, typed: str) -> None:
    for word in typed.split():
        assert not set(finglish_sounds(fold(word))).isdisjoint(persian_sounds(fold(native))), word


def test_greeklish_candidates_are_bounded() -> None:
    assert len(greeklish_sounds("hxuhxuhxuhxuhxu")) <= 16


@pytest.mark.parametrize(
    ("native", "typed"),
    [
        ("کار", "kar"),
        ("شب", "shab"),
        ("این", "in"),
        ("اتاق", "otagh otaq"),
        ("ساعت", "saat"),
        ("قرار", "gharar qarar"),
        ("خوانده", "khande khandeh"),
        ("نمی‌تونم", "nemitoonam nemitunam"),
        ("راستی", "rasti raasti"),
    ],
)
def test_long_vowels_agree(native: str, typed: str) -> None:
    for word in typed.split():
        assert not set(finglish_vowelled(fold(word))).isdisjoint(persian_vowelled(fold(native))), word


@pytest.mark.parametrize(("native", "typed"), [("روستایی", "rasti"), ("خنده", "khandan"), ("سال", "sel"), ("نه", "an")])
def test_long_vowels_differ(native: str, typed: str) -> None:
    assert set(finglish_vowelled(typed)).isdisjoint(persian_vowelled(fold(native)))


@pytest.mark.parametrize(
    ("typed", "stem"),
    [("javabetuno", "javab"), ("otagho", "otagh"), ("bastas", "bast"), ("kare", "kar"), ("navatoon", "nav")],
)
def test_what_is_written_onto_words_is_undone(typed: str, stem: str) -> None:
    assert stem in finglish_stems(typed)


def test_finglish_candidates_are_bounded() -> None:
    assert len(finglish_vowelled("kakokakokakokakokako")) <= 64
