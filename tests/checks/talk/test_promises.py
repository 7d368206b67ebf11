"""A promise as numbers says the same as its words did."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.checks.honesty import UNITS
from courtesy.checks.talk.promises import Promise
from courtesy.names import LANGUAGES

SENTENCE = "We will call you back by Friday, 9 May, at 9:30."


@given(
    st.fixed_dictionaries(
        {"deadline": st.just("by Friday, 9 May, at 9:30")},
        optional={
            "weekday": st.just("Friday"),
            "month": st.just("May"),
            "working": st.just(True),
            "duration": st.builds(lambda unit, number: unit[1].format(number), st.sampled_from(UNITS), st.integers(0, 99999)),
            "time": st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59)),
        },
    ),
    st.sampled_from(LANGUAGES),
    st.text(max_size=9),
)  # fmt: skip
def test_what_is_remembered_says_the_same(data: dict[str, Any], lang: str, before: str) -> None:
    promise = Promise(SENTENCE, 0, len(SENTENCE) - 1, data, lang, in_touch=True)
    assert promise.data(before + SENTENCE, len(before)) == data
    assert promise.lang == lang


@pytest.mark.parametrize("slot", Promise.__slots__)
def test_nothing_of_the_text_is_in_it(slot: str) -> None:
    data = {"deadline": "by Friday", "weekday": "Friday", "duration": "P1D", "time": "9:30"}
    value = getattr(Promise(SENTENCE, 0, 9, data, "en", in_touch=False), slot)
    assert isinstance(value, int) or value is None or all(isinstance(one, (int, tuple, type(None))) for one in value)
