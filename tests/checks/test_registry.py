"""Which checks run, and how care takes the edge off a fault."""

import pytest

import courtesy
from courtesy.checks.registry import choose
from courtesy.names import CHECKS


def severities(text: str, check: str) -> set[str]:
    return {f.severity for f in courtesy.check(text, lang="en").findings if f.check == check}


def test_care_makes_a_brush_off_good_to_know() -> None:
    assert severities("That's not my department.", "brush-off") == {"error"}
    assert severities("That's not my department. I'll look into it myself and call you.", "brush-off") <= {"info"}


def test_an_offer_alone_does_not_excuse_an_error() -> None:
    assert severities("That's not my department. Is there anything else I can help you with?", "brush-off") == {"error"}


def test_an_insult_stays_an_insult() -> None:
    assert severities("You idiot. I'm sorry, I'll look into it myself.", "rudeness") == {"error"}


def test_a_forgotten_please_pales_beside_a_graver_fault() -> None:
    assert severities("Send me the invoice.", "missing-please") == {"warning"}
    assert severities("Send me the invoice, you idiot.", "missing-please") <= {"info"}


def test_choosing() -> None:
    assert choose(None, None) == frozenset(CHECKS)
    assert choose(["warmth"], ["grudge"]) == {c for c, (area, _) in CHECKS.items() if area == "warmth"} - {"grudge"}
    with pytest.raises(courtesy.OptionError, match="no check and no area"):
        choose(["politeness"], None)
