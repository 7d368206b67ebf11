"""Spellings that sound alike get one key; words that only look alike do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.names import LANGUAGES
from courtesy.text.fold import fold
from courtesy.text.sound import may_stand_for, shortened, skeleton, sound_of


@pytest.mark.parametrize(
    ("lang", "usual", "typed"),
    [
        ("el", "αφήσαμε", "αφισαμε αφησαμαι αφεισαμε"),
        ("el", "γίνεται", "γινετε γηνεται"),
        ("el", "ερώτηση", "ερωτιση εροτησι"),
        ("pl", "wyłącznie", "wyłoncznie wylacznie wyłonczńie"),
        ("pl", "przesyłka", "pszesyłka przesylka"),
        ("pl", "dostaną", "dostanom dostana"),
        ("pl", "żałować", "rzałować zalowac"),
        ("pl", "Państwo", "Państfo panstwo"),
        ("pl", "prośba", "proźba prozba"),
        ("fa", "غذا", "غزا قذا غظا"),
        ("fa", "می‌خواهم", "میخاهم می‌خاهم"),
        ("fa", "توضیح", "توزیح توظیه"),
        ("en", "receive", "recieve receeve"),
        ("en", "definitely", "definately"),
        ("en", "separate", "seperate"),
        ("fil", "kailangan", "kaelangan kailangann"),
        ("fil", "reklamo", "riklamo reclamo"),
        ("fil", "puwede", "pwede"),
    ],
)
def test_misspellings_sound_like_the_word(lang: str, usual: str, typed: str) -> None:
    for word in typed.split():
        assert sound_of(fold(word), lang) == sound_of(fold(usual), lang), word


@pytest.mark.parametrize(
    ("lang", "word", "other"),
    [
        ("el", "χάσετε", "φτάσετε"),
        ("pl", "zamówienie", "zapomnienie"),
        ("pl", "sprawa", "sprawna"),
        ("fa", "سفارش", "سفارت"),
        ("en", "refund", "refuse"),
        ("fil", "bayad", "bawal"),
    ],
)
def test_other_words_sound_otherwise(lang: str, word: str, other: str) -> None:
    assert sound_of(fold(word), lang) != sound_of(fold(other), lang)


@given(st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_any_text_has_a_sound(text: str, lang: str) -> None:
    key = fold(text)
    assert len(sound_of(key, lang)) <= 2 * len(key)


@pytest.mark.parametrize(
    ("short", "word"),
    [
        ("bkas", "bukas"),
        ("ngaun", "ngayon"),
        ("hbang", "habang"),
        ("cguro", "siguro"),
        ("tlga", "talaga"),
        ("psensya", "pasensya"),
    ],
)
def test_words_without_their_vowels(short: str, word: str) -> None:
    readings = shortened(short)
    assert any(skeleton(reading) == skeleton(word) and may_stand_for(reading, word) for reading in readings)


@pytest.mark.parametrize(("short", "word"), [("bkas", "bakasyon"), ("kls", "kalesa"), ("sb", "sabi")])
def test_too_little_is_left(short: str, word: str) -> None:
    readings = shortened(short)
    assert not any(skeleton(reading) == skeleton(word) and may_stand_for(reading, word) for reading in readings)
