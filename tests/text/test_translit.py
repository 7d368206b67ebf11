"""Words in Latin letters meet the native ones by sound."""

import pytest

from courtesy.text.fold import fold
from courtesy.text.translit import finglish_sound, greek_sound, greeklish_sounds, persian_sounds


@pytest.mark.parametrize(
    ("native", "typed"),
    [
        ("ευχαριστώ", "efxaristo euxaristw eyxaristo efharisto euharistw eucharisto"),
        ("παρακαλώ", "parakalo parakalw"),
        ("συγγνώμη", "signomi sygnwmh sygnomi syggnwmh"),
        ("καλημέρα", "kalimera kalhmera"),
        ("μπορείτε", "mporeite boreite mporite"),
        ("στείλτε", "steilte stilte"),
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
        assert finglish_sound(fold(word)) in persian_sounds(fold(native)), word


def test_greeklish_candidates_are_bounded() -> None:
    assert len(greeklish_sounds("hxuhxuhxuhxuhxu")) <= 16
