"""What counts as the author's own words in a plain letter."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.serve.mail.reply import own_words

INTRODUCTIONS = {
    "en": [
        "On Mon, 4 May 2026 at 10:00, Maria Brown <maria@customer.test> wrote:",
        "On 04/05/2026 10:00, Maria wrote:",
        "On May 4, 2026, at 10:00 AM, Maria Brown with a rather long name\n<maria@customer.test> wrote:",
    ],
    "el": [
        "Στις Δευ 4 Μαΐ 2026 στις 10:00 π.μ., ο χρήστης Μαρία <maria@customer.test>\nέγραψε:",
        "Στις 4/5/26 10:00, ο/η Μαρία έγραψε:",
        "Την Δευτέρα, 4 Μαΐου 2026, 10:00, η Μαρία <maria@customer.test> έγραψε:",
    ],
    "pl": [
        "pon., 4 maj 2026 o 10:00 Maria Nowak <maria@customer.test> napisał(a):",
        "W dniu 4.05.2026 o 10:00, Maria pisze:",
        "Wiadomość napisana przez Maria Nowak <maria@customer.test> w dniu 4 maj\n2026, o godz. 10:00:",
        "Dnia 4 maja 2026 10:00 Maria Nowak <maria@customer.test> napisała:",
    ],
    "fa": [
        "در تاریخ دوشنبه ۴ مهٔ ۲۰۲۶ ساعت ۱۰:۰۰ مریم <maria@customer.test> نوشت:",
        "در ۱۴۰۵/۲/۱۴ ۱۰:۰۰، مریم نوشته است:",
    ],
    "fil": [
        "Noong Lun, Mayo 4, 2026 nang 10:00 AM, isinulat ni Maria <maria@customer.test> ang:",
        "Noong Mayo 4, 2026 nang 10:00, sumulat si Maria:",
    ],
}
ALL = [line for lines in INTRODUCTIONS.values() for line in lines]
ORIGINALS = [
    "-----Original Message-----\nFrom: Maria",
    "---------- Forwarded message ---------\nFrom: Maria",
    "________________________________\nFrom: Maria <m@customer.test>\nSent: Monday\nTo: Ana\nSubject: Order",
    "*From:* Maria <m@customer.test>\n*Date:* Monday\n*To:* Ana\n*Subject:* Order",
    "-------- Αρχικό μήνυμα --------",
    "Από: Μαρία\nΣτάλθηκε: Δευτέρα\nΠρος: Άννα\nΘέμα: Παραγγελία",
    "-----Oryginalna wiadomość-----",
    "Od: Maria\nWysłano: poniedziałek\nDo: Anna\nTemat: Zamówienie",
    "----- پیام اصلی -----",
    "از: مریم\nتاریخ: دوشنبه\nبه: آنا\nموضوع: سفارش",
    "----- Orihinal na mensahe -----",
    "Mula kay: Maria\nPetsa: Lunes\nPara kay: Ana\nPaksa: Order",
]


@pytest.mark.parametrize("line", ALL)
def test_a_quotation_and_its_introduction_are_left_out(line: str) -> None:
    assert own_words(f"Hello Maria.\n\n{line}\n> rude\n>> ruder\n>\n> rude") == "Hello Maria."


@pytest.mark.parametrize("line", ALL)
def test_answers_between_quotations_stay(line: str) -> None:
    text = own_words(f"{line}\n\n> rude?\n\nFirst answer.\n\n> rude!\n\nSecond answer.")
    assert text.split() == ["First", "answer.", "Second", "answer."]


@pytest.mark.parametrize("line", ALL)
def test_what_is_introduced_and_not_marked_goes_on_to_the_end(line: str) -> None:
    assert own_words(f"Hello Maria.\n\n{line}\n\nYou are rude.\n\nRude.") == "Hello Maria."


@pytest.mark.parametrize("lines", ORIGINALS)
def test_another_letter_below(lines: str) -> None:
    assert own_words(f"Hello Maria.\n\n{lines}\n\nYou are rude.").replace("_", "").strip() == "Hello Maria."


@pytest.mark.parametrize(
    "text",
    [
        "On Monday you wrote:\nI want my money. That is rude.",
        "On this we agree.\nrude",
        "From: the heart.\nrude",
        "From: Warsaw\nTo: Kraków\nrude",
        "Dnia 4 maja wysłaliśmy paczkę:\nrude",
        "Στις 4 Μαΐου στείλαμε:\nrude",
        "در ۴ مه فرستادیم:\nrude",
        "Noong Mayo ipinadala namin:\nrude",
        "-----\nrude",
        "- - -\nrude",
    ],
)
def test_the_authors_own_words_stay(text: str) -> None:
    assert own_words(text) == text


def test_a_signature_is_left_out() -> None:
    assert own_words("Hello.\n\nKind regards\n-- \nAna Rude\nShop") == "Hello.\n\nKind regards"
    assert own_words("Hello.\n--\nAna\n\nOn 4 May 2026 at 10:00 Maria wrote:\n" + "> a\n" * 50) == "Hello."
    assert own_words("Hello.\n-- \nAna\n\n-----Original Message-----\n" + "a\n" * 50) == "Hello."


def test_half_a_letter_is_no_signature() -> None:
    assert "rude" in own_words("Hello.\n--\n" + "rude\n" * 30)


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Στάλθηκε από το iPhone μου",
        "Wysłane z iPhone'a",
        "ارسال شده از آیفون من",
        "Ipinadala mula sa aking iPhone",
    ],
)
def test_what_telephones_add(line: str) -> None:
    assert own_words(f"Hello.\n\n{line}\n") == "Hello."
    assert line in own_words(f"{line}\nHello.")


def test_lines_that_were_full_are_one_paragraph() -> None:
    full = "We have looked into it together with our warehouse, and this is not my"
    assert own_words(f"Dear Maria,\n{full}\nproblem.\nShort.\n\nAna") == f"Dear Maria,\n{full} problem.\nShort.\n\nAna"
    assert own_words(f"{full}\n- one\n- two") == f"{full}\n- one\n- two"
    assert own_words("This is not my\nproblem.") == "This is not my\nproblem."


def test_flowed_letters_say_themselves() -> None:
    assert (
        own_words("This is not my \nproblem.\n From here.\n-- \nAna", flowed=True)
        == "This is not my problem.\nFrom here."
    )
    assert own_words("prob \nlem.", flowed=True, delsp=True) == "problem."


@given(
    st.lists(
        st.sampled_from(
            [
                "On ",
                "wrote:",
                "> ",
                "From:",
                "To:",
                "Date:",
                "-- ",
                "a@b",
                "10:00",
                "\n",
                "\r\n",
                " ",
                "word",
                "نوشت:",
                "در ",
            ]
        ),
        max_size=60,
    ).map("".join)
)
def test_nothing_is_made_up(text: str) -> None:
    own = own_words(text)
    assert set(own.split()) <= set(text.split())
    assert not own_words(own) or set(own_words(own).split()) <= set(own.split())


@pytest.mark.parametrize(
    "piece", ["On ", "> ", "On a\n", "From:\n", "-- \n", "pon wrote ", "Noong wrote ", "12:00 wrote\n", "- "]
)
def test_long_letters_are_read_in_time(piece: str) -> None:
    started = time.process_time()
    own_words(piece * (200_000 // len(piece)))
    assert time.process_time() - started < 20
