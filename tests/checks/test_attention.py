"""Template fields that were not filled in, and what only looks like one."""

import pytest

import courtesy
from courtesy.names import LANGUAGES


def found(text: str, check: str, lang: str = "en", **options: str) -> list[str]:
    return [f.text for f in courtesy.check(text, lang=lang, **options).findings if f.check == check]


@pytest.mark.parametrize(
    ("text", "lang", "field"),
    [
        ("Dear {first_name}, your order is here.", "en", "{first_name}"),
        ("Hi {{customer.name}}, welcome.", "en", "{{customer.name}}"),
        ("Hello ${name}!", "en", "${name}"),
        ("Your order %ORDER% was sent.", "en", "%ORDER%"),
        ("Dear [NAME], thank you.", "en", "[NAME]"),
        ("Arrival: [insert date]", "en", "[insert date]"),
        ("Order no. XXXX is ready.", "en", "XXXX"),
        ("Due XX/XX/XXXX.", "en", "XX/XX/XXXX"),
        ("Dear <name>, hello", "en", "<name>"),
        ("Your door code: <<code>>", "en", "<<code>>"),
        ("کد ورود شما: <<code>>", "fa", "<<code>>"),
        ("Hello __NAME__, hi", "en", "__NAME__"),
        ("Dear Ms _____, thank you", "en", "_____"),
        ("Αγαπητέ [ΟΝΟΜΑ], σας ευχαριστούμε.", "el", "[ΟΝΟΜΑ]"),
        ("Szanowna Pani {imię}, dziękujemy.", "pl", "{imię}"),
        ("سلام {نام}، ممنون.", "fa", "{نام}"),
        ("Hello po [PANGALAN], salamat.", "fil", "[PANGALAN]"),
        ("Lorem ipsum dolor sit amet.", "en", "Lorem ipsum"),
        ("Dear undefined, thank you.", "en", "undefined"),
    ],
)
def test_unfilled_fields(text: str, lang: str, field: str) -> None:
    assert field in found(text, "placeholder", lang)


def test_a_greeting_without_its_name() -> None:
    assert len(found("Hello , thank you for writing.", "placeholder")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Card XXXX-4821 was charged.",
        "Card XXXX-XXXX-XXXX-4821 was charged.",
        "The XXL fits you.",
        "Press [Save], then [OK].",
        'Send {"id": 5} to the API.',
        "It is 50% off, 20 % of all.",
        "See <b>here</b>.",
        "Press <kbd>Enter</kbd> twice.",
        "Put it between <nowiki> and </nowiki>.",
        "5 < 6 and 7 > 3",
        "We charged $NZ 50.",
        "Hello, thank you!",
        "Row 4 is null and void.",
        "Well... yes.",
        "(more in the attachment)",
    ],
)
def test_what_only_looks_like_a_field(text: str) -> None:
    assert found(text, "placeholder") == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_tag_is_no_field_even_where_its_name_may_name_one(lang: str) -> None:
    assert found("<code>blogs.dir</code>", "placeholder", lang) == []


def test_length_is_judged_by_channel() -> None:
    text = "We have looked at it. " * 25
    assert found(text, "wordiness", channel="chat") != []
    assert found(text, "wordiness", channel="email") == []


def test_a_long_sentence_is_found_with_its_figures() -> None:
    text = "We are writing to you since " + "the matter and " * 20 + "so on."
    (finding,) = [f for f in courtesy.check(text, lang="en").findings if f.check == "wordiness"]
    assert finding.data is not None
    assert finding.data["words"] > finding.data["limit"]
    assert finding.severity == "info"
