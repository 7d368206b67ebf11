"""Dated promises and what their data says."""

import pytest

import courtesy


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("You will have the refund within 24 hours.", "en", {"duration": "PT24H"}),
        ("We will send it to you by Tuesday.", "en", {"weekday": "Tuesday"}),
        ("I will call you back tomorrow.", "en", {"duration": "P1D"}),
        ("Θα λάβετε τα χρήματα έως την Παρασκευή.", "el", {"weekday": "Παρασκευή"}),
        ("Pieniądze będą na koncie do piątku.", "pl", {"weekday": "piątku"}),
        ("تا سه‌شنبه وجه را برمی‌گردانیم.", "fa", {"weekday": "سه‌شنبه"}),
        ("We will send it by Friday, 20 November.", "en", {"deadline": "by Friday, 20 November", "month": "November"}),
        ("Maibibigay ko po ang resulta hanggang Biyernes, Nobyembre 20.", "fil", {"month": "Nobyembre"}),
        ("Oddamy pieniądze do piątku, 20 listopada.", "pl", {"weekday": "piątku", "month": "listopada"}),
        ("Θα το έχετε έως την Παρασκευή 20 Νοεμβρίου.", "el", {"weekday": "Παρασκευή", "month": "Νοεμβρίου"}),
        ("Oddzwonimy dziś do godziny 16.", "pl", {"time": "16:00"}),
        ("تا ساعت ۴ بعدازظهر امروز خبرتون می‌کنم.", "fa", {"time": "16:00"}),
        ("تا ۴ ساعت دیگر خبرتون می‌کنم.", "fa", {"duration": "PT4H"}),
        ("Ipapadala po namin bago mag-Biyernes.", "fil", {"deadline": "bago mag-Biyernes", "weekday": "mag-Biyernes"}),
    ],
)
def test_deadlines_are_data(text: str, lang: str, expected: dict[str, str]) -> None:
    (finding,) = [f for f in courtesy.check(text, lang=lang).findings if f.check == "commitment"]
    assert finding.severity == "info"
    assert finding.data is not None
    assert finding.data["deadline"] in text
    for key, value in expected.items():
        assert finding.data[key] == value


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Expect the refund within 3 working days.", "en"),
        ("Η επιστροφή θα γίνει εντός τριών εργάσιμων.", "el"),
        ("Zwrot trafi na konto w ciągu trzech dni roboczych.", "pl"),
        ("مبلغ ظرف سه روز کاری برمی‌گردد.", "fa"),
        ("Papasok po ang refund sa loob ng tatlong araw na may pasok.", "fil"),
    ],
)
def test_working_days_are_told_from_others(text: str, lang: str) -> None:
    (finding,) = [f for f in courtesy.check(text, lang=lang).findings if f.check == "commitment"]
    assert finding.data is not None
    assert (finding.data["duration"], finding.data["working"]) == ("P3D", True)
