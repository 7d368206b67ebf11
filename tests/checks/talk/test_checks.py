"""Each check of the conversation on small conversations: what it finds, and what it leaves alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

import courtesy
from courtesy import Checker, Settings

START = datetime.fromisoformat("2026-05-04T09:00:00+02:00")  # a Monday
C, A = "customer", "agent"


def talk(*turns: tuple[Any, ...], settings: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Build a conversation of (role, text[, minutes after the start[, author]])."""
    out = []
    for role, text, *rest in turns:
        turn: dict[str, Any] = {"from": role, "text": text}
        if rest and rest[0] is not None:
            turn["at"] = (START + timedelta(minutes=rest[0])).isoformat()
        if len(rest) > 1:
            turn["author"] = rest[1]
        out.append(turn)
    return {"turns": out, "settings": settings or {}, **more}


def found(data: dict[str, Any], **options: Any) -> dict[str, courtesy.Finding]:
    return {finding.check: finding for finding in Checker(**options).check_conversation(data).findings}


def fires(check: str, data: dict[str, Any], **options: Any) -> bool:
    return check in found(data, **options)


# -- time --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "minutes", "late"),
    [("chat", 10, False), ("chat", 40, True), ("email", 23 * 60, False), ("email", 25 * 60, True), ("sms", 90, False)],
)
def test_a_reply_is_slow_by_its_channel(channel: str, minutes: int, late: bool) -> None:
    data = talk((C, "Where is my parcel?", 0), (A, "Hello! Your parcel is on its way.", minutes), channel=channel)
    assert fires("slow-reply", data) is late


def test_the_wait_is_that_of_the_oldest_unanswered_message() -> None:
    data = talk((C, "Where is my parcel?", 0), (C, "Hello?", 58), (A, "Your parcel is on its way.", 60))
    finding = found(data)["slow-reply"]
    assert finding.data == {"waited": 3600, "limit": 900, "waited_text": "1 hour"}


def test_who_sent_what_was_asked_for_waits_too() -> None:
    data = talk(
        (C, "My washer is broken.", 0), (A, "Could you send me a photo, please?", 2), (C, "I have sent two photos.", 4),
        (A, "Thank you for the photos. It is the door.", 60),
    )  # fmt: skip
    assert fires("slow-reply", data)


def test_a_follow_up_that_nobody_waited_for_is_not_slow() -> None:
    data = talk((C, "Where is my parcel?", 0), (A, "It is on its way.", 2), (A, "Your parcel has arrived.", 4000))
    assert not fires("slow-reply", data)


def test_the_limit_comes_from_the_conversation_or_from_the_house() -> None:
    data = talk((C, "Where is my parcel?", 0), (A, "It is on its way.", 40), settings={"reply_within": "PT1H"})
    assert not fires("slow-reply", data)
    del data["settings"]["reply_within"]
    assert not fires("slow-reply", data, settings=Settings(reply_within="PT1H"))
    assert fires("slow-reply", data)


def test_nobody_waits_outside_business_hours() -> None:
    hours = {"business_hours": {"mon-fri": "09:00-17:00"}, "reply_within": "PT2H", "time_zone": "Europe/Warsaw"}
    friday_evening = 4 * 24 * 60 + 8 * 60 - 30  # 16:30
    data = talk((C, "Where is my parcel?", friday_evening), (A, "It is on its way.", 7 * 24 * 60 + 60), settings=hours)
    assert not fires("slow-reply", data)  # half an hour on Friday, one on Monday
    data = talk((C, "Where is my parcel?", friday_evening), (A, "It is on its way.", 7 * 24 * 60 + 120), settings=hours)
    assert found(data)["slow-reply"].data["waited"] == 150 * 60  # type: ignore[index]


def test_unasked_messages_are_counted_within_the_period() -> None:
    day = 24 * 60
    turns = [(A, f"A word about our offer number {i}.", i * day) for i in range(4)]
    assert found(talk(*turns))["over-contact"].data == {"many": 4, "limit": 3, "period": 7.0}
    assert not fires("over-contact", talk(*turns[:3]))
    assert not fires("over-contact", talk(*turns, settings={"max_outbound": 5}))
    assert not fires("over-contact", talk(*[(role, text, at * 3) for role, text, at in turns]))


def test_replies_and_messages_in_pieces_are_not_unasked() -> None:
    turns = [
        (C, "Where is it?", 0),
        (A, "Hello,", 1),
        (A, "it is in Ghent,", 2),
        (A, "and comes today.", 3),
        (A, "Bye!", 4),
    ]
    assert not fires("over-contact", talk(*turns))


# -- handoffs ----------------------------------------------------------------------------------------------------------


def test_the_second_handoff_is_told() -> None:
    turns = [
        (C, "My router is dead.", 0),
        (A, "I'll look.", 1, "Ann"),
        (C, "Thanks", 2),
        (A, "Hi, Bob here.", 3, "Bob"),
        (C, "Still dead.", 4),
    ]
    assert found(talk(*turns, (A, "Hello, I am Cleo.", 5, "Cleo")))["handoffs"].data == {
        "handoffs": 2,
        "agents": ["Ann", "Bob", "Cleo"],
    }
    assert not fires("handoffs", talk(*turns, (A, "Let me look at the router again.", 5, "Bob")))
    assert not fires("handoffs", talk(*turns[:3], (A, "Hi, Bob here.", 3, "Bob")))


def test_several_who_ask_the_same_are_handoffs() -> None:
    turns = [
        (C, "I want my money back.", 0),
        (A, "What is your order number?", 1, "Ann"),
        (C, "I can't find it.", 2),
        (A, "Could you tell me your order number, please?", 3, "Bob"),
    ]
    assert found(talk(*turns))["handoffs"].data == {"handoffs": 0, "agents": ["Ann", "Bob"]}


# -- promises ----------------------------------------------------------------------------------------------------------


def test_a_promise_is_broken_when_its_day_has_passed() -> None:
    turns = [
        (C, "Where is my refund?", 0),
        (A, "You will have the refund by Wednesday.", 5),
        (C, "Nothing here.", 6000),
    ]
    finding = found(talk(*turns, (A, "Hello, I am looking at your account.", 6001)))["broken-promise"]
    assert finding.data["due"] == "2026-05-06T23:59:59+02:00"  # type: ignore[index]
    assert finding.data["turn"] == 1  # type: ignore[index]
    sorry = (A, "I'm very sorry that the refund is late.", 6001)
    assert not fires("broken-promise", talk(*turns, sorry))
    before = [*turns[:2], (C, "Nothing here.", 1000)]
    assert not fires("broken-promise", talk(*before, (A, "Hello, I am looking at your account.", 1001)))


def test_what_was_delivered_is_kept() -> None:
    turns = [
        (C, "Where is my refund?", 0),
        (A, "You will have the refund by Wednesday.", 5),
        (A, "We have sent your refund today.", 2000),
        (C, "One more thing: do you sell lamps?", 6000),
        (A, "Yes, we do, from 20 euros.", 6001),
    ]
    report = Checker().check_conversation(talk(*turns))
    assert [entry.state for entry in report.commitments or ()] == ["kept"]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("I have the first half now, but the rest did not arrive. Where is it?", "Our shop in Leeds is open till six."),
        ("Wednesday is over. Where is it?", "It has been given to the bank. I'll put you through to their team."),
    ],
    ids=["the customer has half of it", "it was passed on"],
)
def test_what_is_passed_on_or_half_done_is_not_kept(asked: str, answer: str) -> None:
    turns = [(C, "Where is my refund?", 0), (A, "You will have the refund by Wednesday.", 5), (C, asked, 6000)]
    assert fires("broken-promise", talk(*turns, (A, answer, 6001)))


def test_working_days_leave_the_weekend_out() -> None:
    friday = 4 * 24 * 60
    turns = [(C, "Where is my refund?", friday), (A, "You will have the refund within 2 working days.", friday + 5)]
    report = Checker().check_conversation(talk(*turns, (A, "Hello!", friday + 9)))
    assert [str(entry.due) for entry in report.commitments or ()] == ["2026-05-12 23:59:59+02:00"]


# -- listening ---------------------------------------------------------------------------------------------------------


def test_a_reply_about_something_else_did_not_listen() -> None:
    question = (C, "Does the blue kettle switch itself off when it boils dry?")
    finding = found(talk(question, (A, "Our summer catalogue has just come out, have a look at the garden chairs!")))
    assert finding["not-listening"].data == {"unanswered": [question[1]]}
    for reply in (
        "Yes, it does.",
        "The kettle has a sensor for that.",
        "It turns off by itself, so boiling dry is no problem.",
        "Which model do you have, the small or the large one?",
    ):
        assert not fires("not-listening", talk(question, (A, reply))), reply


def test_another_language_may_answer() -> None:
    data = talk((C, "Πού βρίσκεται το δέμα μου;"), (A, "Your parcel is with the courier in Patras."))
    assert not fires("not-listening", data)


def test_thanks_leave_nothing_open() -> None:
    assert not fires(
        "not-listening", talk((C, "It works now."), (A, "Great!"), (C, "Thank you so much!"), (A, "My pleasure!"))
    )


@pytest.mark.parametrize(
    ("said", "asks", "kind", "given"),
    [
        ("My order GX-44718 has not come.", "What is your order number, please?", "order", "GX-44718"),
        ("Write to me at ann@mail.example.", "Could you send me your e-mail address?", "email", "ann@mail.example"),
        ("Call me: +48 601 234 567.", "Could you give me your phone number?", "phone", "+48 601 234 567"),
    ],
)
def test_what_was_given_need_not_be_asked(said: str, asks: str, kind: str, given: str) -> None:
    data = found(talk((C, said), (A, asks)))["repeated-question"].data
    assert data == {"kind": kind, "given": given, "turn": 0}
    assert not fires("repeated-question", talk((C, "It has not come."), (A, asks)))


def test_reading_it_back_is_no_repeated_question() -> None:
    data = talk((C, "My order GX-44718 has not come."), (A, "Is GX-44718 the right order number?"))
    assert not fires("repeated-question", data)


# -- the same again ----------------------------------------------------------------------------------------------------

STOCK = "We have passed your case to the team in charge and will let you know as soon as there is any news about it."


def test_the_same_reply_again_is_canned() -> None:
    turns = [(C, "My sofa is torn."), (A, f"Hello Eva! {STOCK}"), (C, "And now?")]
    finding = found(talk(*turns, (A, f"Good morning Eva, {STOCK.replace('any ', '')} Best wishes, Tom")))[
        "canned-reply"
    ]
    assert finding.data["turn"] == 1  # type: ignore[index]
    assert not fires("canned-reply", talk(*turns, (A, "The workshop has the sofa and sews it on Thursday, Eva.")))


def test_replies_to_others_can_be_compared() -> None:
    data = talk((C, "My sofa is torn."), (A, STOCK))
    assert not fires("canned-reply", data)
    assert found(data, compare=["Something else.", STOCK])["canned-reply"].data == {"others": True, "alike": 1.0}


# -- manners -----------------------------------------------------------------------------------------------------------


def test_thanks_want_an_answer() -> None:
    turns = [(C, "My card is blocked."), (A, "I have unblocked it."), (C, "Thank you very much, you saved my day!")]
    assert fires("missing-welcome", talk(*turns, (A, "The new card costs nothing.")))
    assert not fires("missing-welcome", talk(*turns, (A, "You're welcome! The new card costs nothing.")))
    ahead = talk((C, "Hello"), (A, "Hello!"), (C, "Can you unblock my card? Thanks"), (A, "Sure, it is unblocked."))
    assert not fires("missing-welcome", ahead)


def test_who_is_upset_wants_understanding() -> None:
    upset = (C, "This is the third time I write and I am really angry. Where is my money?")
    assert fires("missing-empathy", talk(upset, (A, "Your money will be sent on Friday.")))
    assert not fires("missing-empathy", talk(upset, (A, "I'm so sorry about that. Your money will be sent on Friday.")))
    assert not fires("missing-empathy", talk((C, "Where is my money?"), (A, "Your money will be sent on Friday.")))


# -- what the conversation changes for a single message ----------------------------------------------------------------


def test_an_apology_one_turn_ago_counts() -> None:
    alone = talk((C, "Where is it?"), (A, "The parcel was lost on the way."))
    assert fires("missing-apology", alone)
    data = talk((C, "Where is it?"), (A, "I'm sorry, let me see."), (A, "The parcel was lost on the way."))
    assert not fires("missing-apology", data)


def test_a_trade_word_that_the_customer_used_is_no_jargon() -> None:
    draft = (A, "The RMA is with the warehouse.")
    assert fires("jargon", talk((C, "Where is my lamp?"), draft))
    assert not fires("jargon", talk((C, "Where is my RMA?"), draft))


def test_quoted_lines_of_the_customer_are_not_our_voice() -> None:
    said = "This is ridiculous and you are all idiots."
    quoting = f"Hello Eva,\nyou wrote:\n{said}\nI understand, and I will look into it today."
    assert fires("rudeness", talk((C, "Hello"), (A, quoting)))
    assert not fires("rudeness", talk((C, said), (A, quoting)))


def test_a_chat_greets_in_its_first_message_only() -> None:
    assert fires("missing-greeting", talk((C, "Is it open?"), (A, "We are open until nine today.")))
    later = talk((C, "Hi"), (A, "Hello!"), (C, "Is it open?"), (A, "We are open until nine today."))
    assert not fires("missing-greeting", later)
