"""The values that go in and out: immutable, comparable, and the same after a trip through JSON."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.errors import InputError, OptionError
from courtesy.model import Finding, Marker, Message, Report
from courtesy.names import ACTS, AREAS, CHECKS, LANGUAGES, SEVERITIES

plain_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
json_data = st.dictionaries(
    plain_text, st.none() | st.booleans() | st.integers() | plain_text | st.lists(st.integers(), max_size=3), max_size=3
)


@st.composite
def markers(draw: st.DrawFn) -> Marker:
    text, start = draw(plain_text), draw(st.integers(0, 1000))
    return Marker(draw(st.sampled_from(ACTS)), start, start + len(text), text)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    text, start = draw(plain_text), draw(st.integers(0, 1000))
    return Finding(
        draw(st.sampled_from(list(CHECKS))),
        draw(plain_text),
        draw(st.sampled_from(SEVERITIES)),
        start,
        start + len(text),
        text,
        draw(plain_text),
        draw(plain_text),
        draw(st.none() | json_data),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    scores = st.integers(0, 100)
    return Report(
        draw(st.sampled_from(LANGUAGES)),
        draw(scores),
        {area: draw(scores) for area in AREAS},
        draw(st.lists(markers(), max_size=3)),
        draw(st.lists(findings(), max_size=3)),
    )


GOOD = {
    "lang": "pl",
    "score": 41,
    "scores": dict.fromkeys(AREAS, 50),
    "markers": [{"act": "greeting", "start": 0, "end": 5, "text": "Cześć"}],
    "findings": [
        {
            "check": "brush-off",
            "rule": "pl.brush-off.x",
            "severity": "error",
            "start": 7,
            "end": 10,
            "text": "nie",
            "message": "why",
            "suggestion": "try",
            "data": {"deadline": "2026-05-04"},
        }
    ],
}


@given(reports())
def test_a_report_survives_json_and_pickle(report: Report) -> None:
    assert Report.from_dict(report.to_dict()) == report
    assert Report.from_json(report.to_json()) == report
    assert Report.from_json(report.to_json(indent=2)) == report
    assert pickle.loads(pickle.dumps(report)) == report
    assert copy.deepcopy(report) == report
    assert hash(Report.from_dict(report.to_dict())) == hash(report)


def test_json_has_the_keys_in_their_order() -> None:
    report = Report.from_dict(GOOD)
    assert json.loads(report.to_json()) == GOOD
    assert list(report.to_dict()) == ["lang", "score", "scores", "markers", "findings"]
    assert "Cześć" in report.to_json()


@pytest.mark.parametrize(
    "value",
    [Message("hi"), Marker("thanks", 0, 0, ""), Report.from_dict(GOOD).findings[0], Report.from_dict(GOOD)],
)
def test_values_are_immutable(value: Message | Marker | Finding | Report) -> None:
    name = value.__slots__[0]
    with pytest.raises(AttributeError, match="immutable"):
        setattr(value, name, None)
    with pytest.raises(AttributeError, match="immutable"):
        delattr(value, name)
    with pytest.raises(AttributeError):
        value.unknown = 1
    assert value == copy.copy(value)
    assert value != object()
    assert type(value).__name__ in repr(value)


def test_different_values_differ() -> None:
    assert Message("hi") != Message("hi", lang="en")
    assert Marker("thanks", 0, 0, "") != Message("thanks")


def without(key: str) -> dict[str, object]:
    return {name: value for name, value in GOOD.items() if name != key}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([], "report: must be an object, not list"),
        (without("lang"), "'lang' must be a string, not NoneType"),
        ({**GOOD, "lang": "de"}, "unknown lang 'de'"),
        ({**GOOD, "score": 101}, "'score' must be a whole number 0..100, not 101"),
        ({**GOOD, "score": True}, "'score' must be a whole number"),
        ({**GOOD, "scores": {"basics": 1}}, "'scores' must be an object with the keys basics, warmth"),
        ({**GOOD, "scores": {**dict.fromkeys(AREAS, 1), "warmth": -1}}, "'warmth' must be a whole number"),
        ({**GOOD, "markers": None}, "'markers' must be a list of objects"),
        ({**GOOD, "findings": [1]}, "'findings' must be a list of objects"),
        ({**GOOD, "markers": [{**GOOD["markers"][0], "act": "thank"}]}, "unknown act 'thank'; did you mean 'thanks'?"),
        ({**GOOD, "markers": [{**GOOD["markers"][0], "end": 4}]}, "'start' and 'end' must be offsets"),
        ({**GOOD, "findings": [{**GOOD["findings"][0], "check": "x"}]}, "unknown check 'x'"),
        ({**GOOD, "findings": [{**GOOD["findings"][0], "data": 1}]}, "'data' must be an object, not int"),
        ({**GOOD, "findings": [{**GOOD["findings"][0], "rule": None}]}, "'rule' must be a string"),
    ],
)
def test_wrong_reports_are_named(data: object, told: str) -> None:
    with pytest.raises(InputError) as caught:
        Report.from_dict(data)
    assert told in str(caught.value)


def test_what_is_no_json_is_named() -> None:
    with pytest.raises(InputError, match="report: not JSON"):
        Report.from_json("{")


def test_questions_to_a_report() -> None:
    report = Report.from_dict(GOOD)
    assert report.has("greeting")
    assert not report.has("thanks")
    assert report.worst == "error"
    assert report.score_for("brush-off") == 30
    assert report.score_for("coldness") == 100
    assert report.findings[0].area == "ownership"
    with pytest.raises(OptionError, match="did you mean 'coldness'"):
        report.score_for("coldnes")
    with pytest.raises(OptionError, match="did you mean 'thanks'"):
        report.has("thank")
    assert Report("en", 100, dict.fromkeys(AREAS, 100), [], []).worst is None
