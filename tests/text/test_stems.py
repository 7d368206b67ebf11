from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.names import LANGUAGES
from courtesy.text.stems import stem


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("el", ["παραγγελία", "παραγγελίας", "ΠΑΡΑΓΓΕΛΙΕΣ", "παραγγελια"]),
        ("pl", ["przesyłka", "przesyłkę", "przesyłki", "przesylce"]),
        ("fa", ["بسته", "بسته‌ام", "بسته‌تان"]),
        ("fa", ["می‌فرستم", "بفرستید", "نمی‌فرستیم"]),
        ("fa", ["دفترچه", "دفترچه‌تان"]),
        ("fil", ["palitan", "papalitan", "pinalitan"]),
        ("en", ["delivery", "deliveries", "delivered"]),
        ("en", ["refund", "refunds", "refunded", "refunding"]),
    ],
)
def test_forms_of_one_word_meet(lang: str, words: list[str]) -> None:
    assert len({stem(word, lang) for word in words}) == 1, [stem(word, lang) for word in words]


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("en", "invoice", "parcel"),
        ("pl", "zwrot", "zamek"),
        ("fa", "بیمه", "بسته"),
        ("el", "δέμα", "λάθος"),
        ("fil", "bayad", "bahay"),
    ],
)
def test_different_words_do_not(lang: str, one: str, other: str) -> None:
    assert stem(one, lang) != stem(other, lang)


@given(st.sampled_from(LANGUAGES), st.text(max_size=30))
def test_a_stem_does_not_depend_on_capitals(lang: str, word: str) -> None:
    if word.upper().lower() == word.lower():
        assert stem(word.upper(), lang) == stem(word.lower(), lang)
