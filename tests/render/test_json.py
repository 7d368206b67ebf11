"""JSON: what comes out is the report, and the schema describes all of it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given

from courtesy.model import Report
from courtesy.names import ACTS, AREAS, CHECKS, LANGUAGES, SEVERITIES
from courtesy.render import renderer
from tests.test_model import reports

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
GOOD = Report("en", 100, dict.fromkeys(AREAS, 100), [], [])


def test_the_schema_is_one() -> None:
    VALIDATOR.check_schema(SCHEMA)
    parts = SCHEMA["$defs"]
    assert parts["report"]["properties"]["lang"]["enum"] == list(LANGUAGES)
    assert parts["report"]["properties"]["scores"]["required"] == list(AREAS)
    assert parts["marker"]["properties"]["act"]["enum"] == list(ACTS)
    assert parts["finding"]["properties"]["check"]["enum"] == list(CHECKS)
    assert parts["finding"]["properties"]["severity"]["enum"] == list(SEVERITIES)


@given(reports())
def test_every_report_fits_the_schema_and_is_read_back(report: Report) -> None:
    for form, single in (("json", True), ("jsonl", False)):
        text = renderer(form, single=single).report(report, "", None, 0, None)
        VALIDATOR.validate(json.loads(text))
        assert Report.from_json(text) == report


@pytest.mark.parametrize(
    "change",
    [
        {"score": 101},
        {"score": 5.5},
        {"lang": "de"},
        {"scores": {}},
        {"markers": None},
        {"findings": [{}]},
        {"more": 1},
    ],
)
def test_the_schema_refuses_what_is_wrong(change: dict[str, object]) -> None:
    data = {**GOOD.to_dict(), **change}
    assert not VALIDATOR.is_valid(data)


@pytest.mark.parametrize("key", list(GOOD.to_dict()))
def test_the_schema_misses_what_is_left_out(key: str) -> None:
    assert not VALIDATOR.is_valid({name: value for name, value in GOOD.to_dict().items() if name != key})


def test_labels() -> None:
    lines = renderer("jsonl", single=False)
    assert list(json.loads(lines.report(GOOD, "", "x", 3, "a")))[:3] == ["id", "file", "lang"]
    assert json.loads(lines.problem("line 3: bad", None, 3, None)) == {"id": None, "error": "line 3: bad"}
    for text in (lines.report(GOOD, "", "x", 3, "a"), lines.problem("bad", None, 3, "a")):
        assert text.count("\n") == 1
        VALIDATOR.validate(json.loads(text))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_an_array_is_valid_at_any_length(count: int) -> None:
    array = renderer("json", single=False)
    body = array.separator.join(array.report(GOOD, "", n, n, None) for n in range(1, count + 1))
    text = array.begin() + body + array.end({None: count} if count else {})
    assert [entry["id"] for entry in json.loads(text)] == list(range(1, count + 1))


def test_a_single_document_is_indented() -> None:
    assert renderer("json", single=True).report(GOOD, "", None, 0, None).startswith('{\n  "lang"')
