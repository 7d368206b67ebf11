"""The ledger as JSON and as a calendar."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from icalendar import Calendar

from courtesy.cli import main

TALK = {
    "id": "c1",
    "turns": [
        {"from": "customer", "at": "2026-05-04T09:00:00+02:00", "text": "Where is my refund?"},
        {
            "from": "agent",
            "author": "Eva",
            "at": "2026-05-04T09:05:00+02:00",
            "text": "You will have the refund by Wednesday.",
        },
        {"from": "customer", "at": "2026-05-08T09:00:00+02:00", "text": "Nothing has come."},
        {
            "from": "agent",
            "author": "Eva",
            "at": "2026-05-08T09:05:00+02:00",
            "text": "Hello, I am looking at your account.",
        },
    ],
}


def run(capsys, *options: str) -> str:
    main(["--input-format", "conversation", *options, json.dumps(TALK)])
    return capsys.readouterr().out


def test_the_ledger_is_a_line_of_json(capsys) -> None:
    (line,) = run(capsys, "--commitments").splitlines()
    data = json.loads(line)
    assert data["id"] == "c1"
    assert data["commitments"] == [
        {
            "turn": 1,
            "text": "You will have the refund by Wednesday",
            "deadline": "by Wednesday",
            "author": "Eva",
            "made_at": "2026-05-04T09:05:00+02:00",
            "due": "2026-05-06T23:59:59+02:00",
            "state": "broken",
        }
    ]


def test_the_ledger_is_a_calendar_that_others_read(capsys) -> None:
    calendar = Calendar.from_ical(run(capsys, "--commitments=ical"))
    (task,) = calendar.walk("VTODO")
    assert task["summary"] == "You will have the refund by Wednesday"
    assert task["due"].dt == datetime(2026, 5, 6, 21, 59, 59, tzinfo=UTC)
    assert task["status"] == "NEEDS-ACTION"
    assert run(capsys, "--commitments=ical") == run(capsys, "--commitments=ical")
