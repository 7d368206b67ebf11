"""The model of a conversation: what is read, and what is refused in words that help."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import courtesy
from courtesy import Conversation, InputError, Settings, Turn
from courtesy.conversation import MOST_TURNS

AGENT = {"from": "agent", "text": "Hello."}
CUSTOMER = {"from": "customer", "text": "Where is my parcel?"}


def test_what_the_interface_shows_is_read() -> None:
    conversation = Conversation.from_dict(
        {
            "id": "c1",
            "lang": "auto",
            "channel": "email",
            "customer": {"name": "Anna Nowak", "gender": "f"},
            "settings": {"reply_within": "PT24H", "max_outbound": 3, "outbound_period": "P7D"},
            "turns": [
                {"from": "customer", "at": "2026-05-04T09:00:00+02:00", "text": "..."},
                {"from": "agent", "author": "Piotr", "at": "2026-05-05T11:00:00+02:00", "text": "..."},
            ],
        }
    )
    assert conversation.id == "c1"
    assert conversation.customer.name == "Anna Nowak"
    assert conversation.settings.reply_within == timedelta(hours=24)
    assert conversation.settings.outbound_period == timedelta(days=7)
    assert conversation.draft.author == "Piotr"
    assert conversation.draft.at is not None
    assert conversation.draft.at.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "a conversation must be an object"),
        ({}, "turns must be a list of at least one turn"),
        ({"turns": []}, "turns must be a list of at least one turn"),
        ({"turns": [CUSTOMER]}, "no turn is from 'agent'"),
        ({"turns": ["hello"]}, r"turns\[0\] must be an object"),
        ({"turns": [{"from": "bot", "text": "x"}]}, r"turns\[0\].from must be 'customer' or 'agent', not 'bot'"),
        ({"turns": [{"text": "x"}]}, r"turns\[0\].from must be"),
        ({"turns": [{"from": "agent"}]}, r"turns\[0\].text is missing"),
        ({"turns": [{"from": "agent", "text": 5}]}, r"turns\[0\].text must be a string"),
        ({"turns": [{"from": "agent", "text": "\ud800"}]}, "half a character"),
        ({"turns": [{**AGENT, "at": "2026-05-04T09:00:00"}]}, r"turns\[0\].at: .* has no time zone"),
        ({"turns": [{**AGENT, "at": "2026-05-04"}]}, "has no time zone"),
        ({"turns": [{**AGENT, "at": "yesterday"}]}, "must be a time like"),
        ({"turns": [{**AGENT, "at": 1_700_000_000}]}, "must be a time like"),
        ({"turns": [{**AGENT, "at": "2026-02-30T09:00:00Z"}]}, "2026-02-30"),
        (
            {"turns": [{**CUSTOMER, "at": "2026-05-04T10:00:00Z"}, {**AGENT, "at": "2026-05-04T09:00:00Z"}]},
            r"turns\[1\].at .* is earlier than turns\[0\].at",
        ),
        ({"turns": [AGENT], "lang": "xx"}, "unknown language 'xx'"),
        ({"turns": [AGENT], "channel": "pigeon"}, "channel: 'pigeon' is unknown"),
        ({"turns": [AGENT], "customer": "Anna"}, "customer must be an object"),
        ({"turns": [AGENT], "customer": {"name": 5}}, "customer.name must be a string"),
        ({"turns": [AGENT], "customer": {"gender": "x"}}, 'customer.gender must be "f", "m"'),
        ({"turns": [AGENT], "settings": {"reply_in": "PT1H"}}, "settings: unknown key 'reply_in'; did you mean"),
        ({"turns": [AGENT], "settings": {"reply_within": "24h"}}, "is no ISO 8601 duration"),
        ({"turns": [AGENT], "settings": {"reply_within": "-PT1H"}}, "above zero"),
        ({"turns": [AGENT], "settings": {"reply_within": 5}}, "settings.reply_within must be a string"),
        ({"turns": [AGENT], "settings": {"max_outbound": -1}}, "max_outbound must be a whole number"),
        ({"turns": [AGENT], "settings": {"max_outbound": True}}, "max_outbound must be a whole number"),
        ({"turns": [AGENT], "settings": {"time_zone": "Mars/Olympus"}}, "is no IANA time zone"),
        ({"turns": [AGENT], "settings": {"time_zone": "../../etc/passwd"}}, "is no IANA time zone"),
        ({"turns": [AGENT], "settings": {"business_hours": {"mon-fri": "9-17"}}}, "business_hours"),
        ({"turns": [AGENT], "settings": {"business_hours": {"mon": "17:00-09:00"}}}, "business_hours"),
        ({"turns": [AGENT], "settings": {"business_hours": {"someday": "09:00-17:00"}}}, "business_hours"),
        ({"turns": [AGENT] * (MOST_TURNS + 1)}, "are too many for one conversation"),
        ({"turns": [{**CUSTOMER, "text": "x" * 10_000_000}, AGENT]}, "more than .* characters"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(data: object, says: str) -> None:
    with pytest.raises(InputError, match=says):
        courtesy.Checker().check_conversation(data)  # type: ignore[arg-type]


def test_without_times_the_rest_is_checked() -> None:
    report = courtesy.Checker().check_conversation({"turns": [CUSTOMER, {**AGENT, "text": "That is not my problem."}]})
    assert {"apathy"} <= {finding.check for finding in report.findings}
    assert report.commitments == ()


def test_turns_behind_the_draft_are_left_out() -> None:
    turns = [CUSTOMER, AGENT, {"from": "customer", "text": "You idiot!"}]
    alone = courtesy.Checker().check_conversation({"turns": turns[:2]})
    assert courtesy.Checker().check_conversation({"turns": turns}) == alone


def test_settings_of_the_house_fill_what_a_conversation_leaves_open() -> None:
    own = Settings(reply_within="PT1H")
    both = own.over(Settings(reply_within="PT9H", max_outbound=1))
    assert both.reply_within == timedelta(hours=1)
    assert both.max_outbound == 1


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3)
    )
)
def test_no_value_gives_a_traceback(value: object) -> None:
    for data in (
        {"turns": value},
        {"turns": [AGENT], "customer": value},
        {"turns": [AGENT], "settings": value},
        {"turns": [{**AGENT, "at": value}]},
        {"turns": [AGENT], "settings": {"business_hours": {"mon": value}}},
        {"turns": [AGENT], "settings": {"outbound_period": value}},
    ):
        try:
            Conversation.from_dict(data)
        except InputError:
            continue


def test_a_report_with_commitments_is_read_back() -> None:
    at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    conversation = Conversation(
        [
            Turn("customer", "Where is my refund?", None, at),
            Turn("agent", "You will have the refund by Friday.", "Eva", at + timedelta(minutes=2)),
            Turn("customer", "Still nothing here.", None, at + timedelta(days=7)),
            Turn("agent", "Hello again, let me see.", "Eva", at + timedelta(days=7, minutes=3)),
        ]
    )
    report = courtesy.check_conversation(conversation)
    assert report.commitments is not None
    assert [entry.state for entry in report.commitments] == ["broken"]
    assert report.commitments[0].due == datetime(2026, 5, 8, 23, 59, 59, tzinfo=UTC)
    again = courtesy.Report.from_json(json.dumps(report.to_dict()))
    assert again == report


def everything_in(value: object, seen: set[int]) -> Iterator[object]:
    """Yield all that an object holds, however deep."""
    if id(value) in seen:
        return
    seen.add(id(value))
    yield value
    inside = [getattr(value, name, None) for name in getattr(type(value), "__slots__", ())]
    inside += value.values() if isinstance(value, dict) else ()
    inside += value if isinstance(value, (dict, list, tuple, set, frozenset)) else ()
    for one in inside:
        yield from everything_in(one, seen)


def test_no_text_of_a_conversation_is_kept() -> None:
    checker = courtesy.Checker(lang="en")
    before = {one for one in everything_in(checker, set()) if isinstance(one, str)}
    promise = {"from": "agent", "text": "Quux and I will send you the zebedee by Friday.", "at": "2026-05-04T09:00:00Z"}
    talk = {"customer": {"name": "Zebedeia Quux"}, "turns": [CUSTOMER, promise, CUSTOMER, AGENT]}
    assert checker.check_conversation(talk).commitments
    assert {one for one in everything_in(checker, set()) if isinstance(one, str)} == before


def test_what_was_read_before_reads_the_same() -> None:
    checker = courtesy.Checker()
    turns = [
        CUSTOMER,
        {"from": "agent", "text": "Tomorrow."},
        {"from": "agent", "text": "I have looked. We will send it by Friday. Then it is yours."},
        {"from": "agent", "text": "Θα σας καλέσουμε αύριο το πρωί."},
        {"from": "agent", "text": "I have looked. We will send it by Friday. Then it is yours.", "lang": "pl"},
        AGENT,
    ]
    fresh = [courtesy.check_conversation({"turns": [*turns[:n], AGENT]}).commitments for n in range(1, 6)]
    for _ in range(2):
        assert [checker.check_conversation({"turns": [*turns[:n], AGENT]}).commitments for n in range(1, 6)] == fresh
    assert [entry.deadline for entry in fresh[-1] or ()] == ["by Friday", "αύριο το πρωί"]
