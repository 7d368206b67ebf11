"""The filter that docs/hooks/filter.md shows, run as it stands there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from .real import KIND, RUDE, shown

LANGUAGES = sorted(KIND)


def filter_of_the_page(*command: str) -> Any:
    names: dict[str, Any] = {}
    exec(compile(shown("filter.md", "python"), "filter.md", "exec"), names)
    return names["Filter"](command)


@pytest.fixture(scope="module")
def courtesy() -> Iterator[Any]:
    command = [sys.executable, "-m", "courtesy", "--input-format", "jsonl", "--format", "jsonl", "--fail-on", "never"]
    assert " ".join(command[3:]) in shown("filter.md", "")
    with closing(filter_of_the_page(*command)) as it:
        yield it


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_question_one_answer(courtesy: Any, lang: str) -> None:
    assert courtesy.verdict(KIND[lang]) == (True, "")
    passes, why = courtesy.verdict(RUDE[lang])
    assert not passes
    assert why


def test_what_can_not_be_checked_passes_and_the_next_one_is_checked(courtesy: Any) -> None:
    passes, why = courtesy.verdict("")
    assert passes
    assert why.startswith("not checked: line ")
    assert not courtesy.verdict(RUDE["en"])[0]


def test_a_command_that_is_gone_stops_nobody() -> None:
    with closing(filter_of_the_page(sys.executable, "-c", "")) as it:
        it.process.wait(60)
        assert it.verdict(RUDE["en"]) == (True, "not checked")
