"""Labelled conversations by writers who had not seen the checks: what fails is known, and nothing else does."""

from __future__ import annotations

import json

import pytest

from courtesy.names import CONVERSATION_CHECKS, LANGUAGES
from tests.tools import conversations


def test_exactly_the_known_failures_fail() -> None:
    known = json.loads(conversations.KNOWN.read_text(encoding="utf-8"))
    assert conversations.failures() == known, (
        "run tests/tools/conversations.py --write-failures and look at what changed"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_are_spelt_right_and_there_are_enough(lang: str) -> None:
    data = [row for part in "ab" for row in conversations.rows(conversations.FOLDER / f"{lang}_{part}.jsonl")]
    assert len({row["id"] for row in data}) == len(data) >= 40
    assert {check for row in data for check in row["must"] + row["may"]} <= set(CONVERSATION_CHECKS)
    assert {check for row in data for check in row["must"]} == set(CONVERSATION_CHECKS)
