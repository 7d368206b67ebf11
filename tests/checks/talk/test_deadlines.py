from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.checks.talk.deadlines import due
from courtesy.names import LANGUAGES

ATHENS = timezone(timedelta(hours=3))
TUESDAY = datetime(2026, 6, 16, 10, 30, tzinfo=ATHENS)


def at(day: int, month: int = 6, hour: int = 23, minute: int = 59, second: int = 59, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=ATHENS)


@pytest.mark.parametrize(
    ("lang", "data", "moment"),
    [
        ("en", {"deadline": "today", "duration": "P0D"}, at(16)),
        ("en", {"deadline": "tomorrow", "duration": "P1D"}, at(17)),
        ("en", {"deadline": "by tomorrow 14:00", "duration": "P1D", "time": "14:00"}, at(17, 6, 14, 0, 0)),
        ("en", {"deadline": "within 3 hours", "duration": "PT3H"}, at(16, 6, 13, 30, 0)),
        ("en", {"deadline": "in 5 working days", "duration": "P5D", "working": True}, at(23)),
        ("en", {"deadline": "by Friday", "weekday": "Friday"}, at(19)),
        ("en", {"deadline": "by Tuesday", "weekday": "Tuesday"}, at(23)),
        ("pl", {"deadline": "do piątku", "weekday": "piątku"}, at(19)),
        ("pl", {"deadline": "w środę", "weekday": "środę"}, at(17)),
        ("pl", {"deadline": "do 3 lipca", "month": "lipca"}, at(3, 7)),
        ("pl", {"deadline": "do 20.06"}, at(20)),
        ("el", {"deadline": "έως την Παρασκευή", "weekday": "Παρασκευή"}, at(19)),
        ("el", {"deadline": "μέχρι τις 2 Ιουλίου", "month": "Ιουλίου"}, at(2, 7)),
        ("fa", {"deadline": "تا سه‌شنبه", "weekday": "سه‌شنبه"}, at(23)),
        ("fa", {"deadline": "تا جمعه", "weekday": "جمعه"}, at(19)),
        ("fa", {"deadline": "تا ۵ تیر", "month": "تیر"}, at(26)),
        ("fa", {"deadline": "تا ۱۴۰۵/۰۴/۰۵"}, at(26)),
        ("fil", {"deadline": "bago mag-Biyernes", "weekday": "mag-Biyernes"}, at(19)),
        ("fil", {"deadline": "sa Hunyo 29", "month": "Hunyo"}, at(29)),
        ("en", {"deadline": "by 3 January", "month": "January"}, at(3, 1, year=2027)),
        ("en", {"deadline": "by June", "month": "June"}, at(30)),
        ("fil", {"deadline": "hanggang Biyernes, Hulyo 3", "weekday": "Biyernes", "month": "Hulyo"}, at(3, 7)),
        ("pl", {"deadline": "w piątek 3 lipca", "weekday": "piątek", "month": "lipca"}, at(3, 7)),
    ],
)
def test_words_become_moments(lang: str, data: dict[str, object], moment: datetime) -> None:
    assert due(data, TUESDAY, lang) == moment


def test_words_without_a_date_stay_words() -> None:
    assert due({"deadline": "soon"}, TUESDAY, "en") is None
    assert due({"deadline": "by 31/31"}, TUESDAY, "en") is None


@given(
    st.sampled_from(LANGUAGES),
    st.fixed_dictionaries(
        {},
        optional={
            "deadline": st.text(max_size=20),
            "duration": st.from_regex(r"P(\d{1,5}[DWMY]|T\d{1,5}[HM])", fullmatch=True),
            "weekday": st.text(max_size=10),
            "month": st.text(max_size=10),
            "time": st.from_regex(r"\d{1,2}:\d\d", fullmatch=True),
        },
    ),
)
def test_whatever_the_words_the_answer_has_a_zone(lang: str, data: dict[str, object]) -> None:
    moment = due(data, TUESDAY, lang)
    assert moment is None or moment.utcoffset() == timedelta(hours=3)
