"""Noisy typing costs little: messages that are found when typed well are found when typed in haste."""

import pytest

from tests.labelled import figures, twins

LEAST = {
    ("el", "a"): 0.92, ("el", "b"): 0.92, ("pl", "a"): 0.95, ("pl", "b"): 0.75, ("fa", "a"): 0.90, ("fa", "b"): 0.90,
    ("fil", "a"): 0.90, ("fil", "b"): 0.75, ("en", "a"): 0.90, ("en", "b"): 0.72,
}  # fmt: skip
"""Share of what reviewers mark that must be found, a little under what was measured last."""


@pytest.mark.parametrize(("lang", "manner"), LEAST)
def test_noisy_twins_are_found(lang: str, manner: str) -> None:
    rates = figures(twins(lang, manner)).rates()
    assert rates["recall"] >= LEAST[lang, manner]
    assert rates["precision"] >= 0.90
