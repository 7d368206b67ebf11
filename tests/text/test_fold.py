"""Keys undo what people do to spelling, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.text.fold import exact, fold, unstretch


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Don't", "dont"), ("don’t", "dont"), ("e-mail", "email"), ("PLEASE", "please"),
        ("ΠΑΡΑΚΑΛΩ", "παρακαλω"), ("παρακαλώ", "παρακαλω"), ("σας", "σασ"), ("ΣΑΣ", "σασ"), ("Kαλημέρα", "καλημερα"),
        ("żądać", "zadac"), ("Łódź", "lodz"), ("DZIĘKUJĘ", "dziekuje"),
        ("كتاب", "کتاب"), ("ي", "ی"), ("می‌خواهم", "میخواهم"), ("لطفاً", "لطفا"), ("لطفــا", "لطفا"), ("مسئول", "مسیول"),
        ("آقای", "اقای"), ("خانهٔ", "خانه"), ("خانه\u200cی", "خانه"), ("گواهی", "گواهی"), ("۲۴", "24"), ("٣", "3"), ("n’yo", "nyo"), ("paki-check", "pakicheck"),
        ("pô", "po"), ("zero\u200bwidth", "zerowidth"), ("ﻼ", "لا"),
    ],
)  # fmt: skip
def test_spellings_meet(typed: str, key: str) -> None:
    assert fold(typed) == key


def test_exact_keeps_diacritics_and_apostrophes() -> None:
    assert exact("Żądać") == "żądać" != exact("zadać")
    assert exact("We’re") == "we're" != exact("were")


@pytest.mark.parametrize(
    ("key", "meant"), [("sooo", "so"), ("pleeease", "please"), ("gooood", "good"), ("سلاااام", "سلام")]
)
def test_stretched_letters(key: str, meant: str) -> None:
    assert meant in unstretch(key)


def test_ordinary_words_are_not_stretched() -> None:
    assert unstretch("good") == ()


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)
