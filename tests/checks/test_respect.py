"""Raised voices, explained trade words, mixed ways of address."""

import pytest

import courtesy


def found(text: str, check: str, lang: str = "en", **options: str) -> list[str]:
    return [f.text for f in courtesy.check(text, lang=lang, **options).findings if f.check == check]


@pytest.mark.parametrize(
    ("text", "lang", "span"),
    [
        ("PLEASE READ THE EMAIL. Thanks", "en", "PLEASE READ THE EMAIL"),
        ("I told you I CANNOT HELP.", "en", "CANNOT HELP"),
        ("Where is it??", "en", "??"),
        ("Wait!!!", "en", "!!!"),
        ("What?!?!", "en", "?!?!"),
        ("ΔΕΝ ΓΙΝΕΤΑΙ ΤΙΠΟΤΑ", "el", "ΔΕΝ ΓΙΝΕΤΑΙ ΤΙΠΟΤΑ"),
        ("Τι θέλετε;;;", "el", ";;;"),
        ("PROSZĘ NIE PISAĆ", "pl", "PROSZĘ NIE PISAĆ"),
        ("کجایید؟؟؟", "fa", "؟؟؟"),
        ("HINDI PO PWEDE", "fil", "HINDI PO PWEDE"),
        ("SEFARESHE SHOMA RA FERESTADAM", "fa", "SEFARESHE SHOMA RA FERESTADAM"),
        ("PERIMENETE LIGO PARAKALW", "el", "PERIMENETE LIGO PARAKALW"),
    ],
)
def test_shouting(text: str, lang: str, span: str) -> None:
    assert any(span in piece or piece in span for piece in found(text, "shouting", lang))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The PDF has your IBAN and the SMS code AB12CD.", "en"),
        ("Thank you! See you soon!", "en"),
        ("Great news!! Your parcel is here.", "en"),
        ("Flight AEE 701 to JFK.", "en"),
        ("JUAN DELA CRUZ", "fil"),
        ("salam, name SMS va ATM ra check konid", "fa"),
        ("to IBAN sas einai edw, to PIN oxi", "el"),
        ("Στείλτε το ΑΦΜ, παρακαλώ.", "el"),
        ("Twój PESEL i NIP są w porządku.", "pl"),
        ("مدل SONY موجود است.", "fa"),
        ('You wrote "I AM WAITING" and you were right.', "en"),
        ("Really? Yes!", "en"),
    ],
)
def test_capitals_that_are_no_shouting(text: str, lang: str) -> None:
    assert found(text, "shouting", lang) == []


def test_unknown_acronyms_are_a_code_of_the_house() -> None:
    text = "Your file went from the QZT to the VBR, and the WLK signs it."
    assert found(text, "jargon") == ["QZT", "VBR", "WLK"]
    assert found("Your file is with the QZT.", "jargon") == []
    assert found("Please bring the PDF and the IBAN.", "jargon") == []
    assert found("The SONY WH-720 and the ACME X20 are in stock.", "jargon") == []


def test_a_short_acronym_is_not_met_by_an_ordinary_word() -> None:
    assert found("Kierowca jest pod klatką.", "jargon", "pl") == []


def test_an_explained_term_is_no_jargon() -> None:
    assert found("Your RMA is pending.", "jargon") != []
    assert found("Your RMA (the number for your return) is pending.", "jargon") == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Σας ευχαριστούμε για το μήνυμά σας. Στείλε μας τον κωδικό σου.", "el"),
        ("Czy może mi Pan podać swój numer? Wyślę ci potwierdzenie.", "pl"),
        ("شما لطفاً فاکتور را بفرستید، بعد خودت تماس بگیر.", "fa"),
        ("Salamat po sa inyo. Sagutin mo ang form at ipadala mo ang iyong ID.", "fil"),
    ],
)
def test_mixed_address(text: str, lang: str) -> None:
    assert len(found(text, "register", lang)) == 1


def test_formality_is_asked_for() -> None:
    text = "Wyślę ci potwierdzenie dzisiaj."
    assert found(text, "register", "pl") == []
    assert found(text, "register", "pl", formality="formal") != []
