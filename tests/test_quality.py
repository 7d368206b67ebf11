"""Labelled messages by writers who never saw the lexicons, kept as regression data.

What fails on them today is written down in ``tests/known_failures``; the files must say exactly that, so that nothing gets worse
unnoticed and nothing that works now stays listed as broken. After a change that is meant, look at the difference that
``python tests/tools/quality.py --write-failures`` makes, and commit it.
"""

from __future__ import annotations

import pytest

from courtesy.names import ACTS, CHECKS, LANGUAGES
from tests.labelled import FRESH, KNOWN, check, figures, read

FILES = sorted(FRESH.glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_labels_use_the_fixed_names(path) -> None:
    for row in read(path):
        assert row["lang"] in LANGUAGES
        assert {*row["must"], *row.get("may", [])} <= set(CHECKS)
        assert {*row["acts"], *row.get("acts_may", [])} <= set(ACTS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_known_failures_are_exactly_what_fails(lang: str) -> None:
    now = {o.failure["id"]: o.failure for path in FRESH.glob(f"{lang}_*.jsonl") for o in check(read(path)) if o.failure}
    listed = {entry["id"]: entry for entry in read(KNOWN / f"{lang}.jsonl")}
    worse = [entry for key, entry in now.items() if listed.get(key) != entry]
    mended = [entry for key, entry in listed.items() if key not in now]
    assert not worse, f"fails now but is not listed so: {worse[:5]}"
    assert not mended, f"works now and must leave the list: {mended[:5]}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_figures_hold(lang: str) -> None:
    """The floors that users were promised in docs/quality.md, over all rounds of a language."""
    outcomes = [o for path in FRESH.glob(f"{lang}_*.jsonl") for o in check(read(path))]
    assert len(outcomes) >= 200
    rates = figures(outcomes).rates()
    assert rates["recall"] >= 0.70
    assert rates["precision"] >= 0.90
    assert rates["clean"] >= 0.95
    assert rates["act_recall"] >= 0.90
    assert rates["act_precision"] >= 0.90
