"""The format for people."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.model import Finding, Marker, Report
from courtesy.names import ACTS, AREAS, LANGUAGES, SEVERITIES
from courtesy.render import renderer
from courtesy.render.excerpt import AROUND, excerpt, isolated, visible, wrapped
from courtesy.render.text import ACT_NAMES, LANGUAGE_NAMES, SEVERITY_NAMES, VERDICTS, TextRenderer

FSI, PDI = "\u2068", "\u2069"


def finding(
    text: str, span: str, check: str = "brush-off", severity: str = "error", suggestion: str = "Try me."
) -> Finding:
    start = text.index(span)
    return Finding(check, f"en.{check}.x", severity, start, start + len(span), span, "Why it hurts.", suggestion)


def report(*findings: Finding, lang: str = "en", markers: tuple[Marker, ...] = ()) -> Report:
    return Report(lang, 41, dict.fromkeys(AREAS, 100), markers, findings)


def shown(text: str, *findings: Finding, lang: str = "en", line: int = 0, **options: object) -> str:
    return TextRenderer(**options).report(report(*findings, lang=lang), text, line or None, line, None)


def test_a_whole_page() -> None:
    text = "Thanks! That is not my department, call someone else."
    page = TextRenderer().report(
        report(finding(text, "not my department"), markers=(Marker("thanks", 0, 6, "Thanks"),)), text, None, 0, None
    )
    assert page == (
        "English  41/100  ✖ do not send\n"
        "  Courtesies: thanks\n"
        "\n"
        "  ✖ error  brush-off\n"
        "    Thanks! That is [[not my department]], call someone else.\n"
        "    Why: Why it hurts.\n"
        "    Try: Try me.\n"
    )


def test_why_is_said_once_a_message() -> None:
    text = "no and no"
    first = finding(text, "no")
    second = Finding("brush-off", "x", "error", 7, 9, "no", "Why it hurts.", "")
    assert shown(text, first, second).count("Why:") == 1


def test_severity_is_a_word_and_a_sign_not_only_a_colour() -> None:
    for severity, sign in zip(SEVERITIES, "✖▲•", strict=True):
        page = shown("bad", finding("bad", "bad", severity=severity))
        assert f"{sign} {severity}" in page
    assert "✔ ready to send" in shown("good")


def test_no_colours_unless_asked_and_only_readable_ones() -> None:
    text = "That is bad."
    assert "\x1b" not in shown(text, finding(text, "bad"))
    colored = shown(text, finding(text, "bad"), color=True)
    assert "\x1b[1;4mbad\x1b[0m" in colored
    assert "[[" not in colored
    used = {int(code) for codes in re.findall(r"\x1b\[([\d;]+)m", colored) for code in codes.split(";")}
    assert used <= {0, 1, 4, 31, 35, 36}


def test_the_line_is_named_in_a_message_of_several_lines() -> None:
    text = "Hello\n\nthat is bad here\nBye"
    assert "    line 3: that is [[bad]] here\n" in shown(text, finding(text, "bad"))


@pytest.mark.parametrize(
    ("at", "told"), [(0, "(at the beginning of the message)"), (8, "(at the end of the message)"), (6, "Hello [[]]")]
)
def test_what_is_absent_has_a_place(at: int, told: str) -> None:
    absent = Finding("missing-greeting", "", "info", at, at, "", "Why.", "")
    assert told in shown("Hello no\n", absent)


def test_headlines() -> None:
    page = TextRenderer(single=False)
    assert page.report(report(), "x", 7, 7, None).startswith("line 7  English")
    assert page.report(report(), "x", "t-1", 7, None).startswith("line 7  #t-1  English")
    assert page.report(report(), "x", None, 7, "a.jsonl").startswith("a.jsonl:7  English")
    assert page.report(report(), "x", None, 0, "a.txt").startswith("a.txt  English")
    assert "…" in page.report(report(), "x", "x" * 500, 7, None)
    assert "\x1b" not in page.report(report(), "x", "\x1b[2J", 7, None)


def test_the_sum_at_the_end() -> None:
    assert TextRenderer(single=True).end({None: 2}) == ""
    assert TextRenderer(single=False).end({None: 1}) == ""
    assert TextRenderer(single=False).end({None: 1, "error": 2}) == (
        "\nMessages: 3   ✔ ready to send: 1   ✖ do not send: 2\n"
    )


def test_right_to_left_text_is_isolated_on_a_terminal_only() -> None:
    text = "سلام، به من ربطی ندارد."
    fault = finding(text, "به من ربطی ندارد", suggestion="همین الان پیگیری می‌کنم.")
    assert FSI not in shown(text, fault, lang="fa")
    page = shown(text, fault, lang="fa", terminal=True)
    assert f"    {FSI}سلام، [[به من ربطی ندارد]].{PDI}\n" in page
    assert page.count(FSI) == page.count(PDI) == 2
    assert FSI not in shown("plain", finding("plain", "plain"), terminal=True)


@pytest.mark.parametrize("ui_lang", LANGUAGES)
def test_every_interface_language(ui_lang: str) -> None:
    text = "bad"
    page = TextRenderer(ui_lang).report(
        report(finding(text, "bad"), markers=tuple(Marker(act, 0, 0, "") for act in ACTS)), text, 1, 1, None
    )
    assert "brush-off" in page
    assert ("Why:" in page) == (ui_lang == "en")


def test_every_name_is_known() -> None:
    assert set(LANGUAGE_NAMES) == set(LANGUAGES)
    assert set(ACT_NAMES) == set(ACTS)
    assert set(SEVERITY_NAMES) == set(SEVERITIES) == set(VERDICTS) - {None}


def test_nothing_in_a_message_steers_the_terminal() -> None:
    text = "a\x1b[2Jb\x07c\u202ed\u2066e\x9bf bad\x7f"
    page = shown(text, finding(text, "bad"), color=False)
    assert not set(page) & set("\x1b\x07\u202e\u2066\x9b\x7f")


# ------------------------------------------------------------------------------------------------ excerpts


def test_long_messages_are_cut_between_words() -> None:
    text = "word " * 100 + "BAD" + " word" * 100
    start = text.index("BAD")
    before, span, after, _ = excerpt(text, start, start + 3)
    assert before.startswith("…word ")
    assert after.endswith(" word…")
    assert len(before) <= AROUND + 1
    assert span == "BAD"


def test_long_spans_show_both_ends() -> None:
    text = "begin " + "x" * 500 + " end"
    span = excerpt(text, 0, len(text))[1]
    assert span.startswith("begin")
    assert " … " in span
    assert span.endswith(" end")
    assert len(span) < 130


def test_graphemes_are_never_cut() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    text = family * 30 + "bad" + family * 30
    start = text.index("bad")
    before, _, after, _ = excerpt(text, start, start + 3)
    assert before.removeprefix("…").replace(family, "") == ""
    assert after.removesuffix("…").replace(family, "") == ""


@given(st.text(max_size=400), st.data())
def test_any_span_can_be_shown_on_one_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    pieces = excerpt(text, start, end)
    line = "".join(pieces[:3])
    assert len(line.splitlines()) <= 1
    assert pieces[3] == text[:start].count("\n") + 1
    for fault_text in (text, "x" + text):
        shown(fault_text, Finding("coldness", "", "info", start, end, fault_text[start:end], "Why.", "Try."))


def test_visible() -> None:
    assert visible("a\r\n  b\n\nc") == "a ⏎ b ⏎ c"
    assert visible("می‌کنم") == "می‌کنم"
    assert visible("\t\x00") == " ␀"


@given(st.text(max_size=300), st.integers(5, 40))
def test_wrapping_loses_no_word(text: str, width: int) -> None:
    rows = wrapped(text, width)
    assert " ".join(rows).split() == text.split()
    assert all(len(row) <= width or " " not in row for row in rows)


def test_isolated() -> None:
    assert isolated("abc") == "abc"
    assert isolated("Ευχαριστώ") == "Ευχαριστώ"
    assert isolated("سلام") == f"{FSI}سلام{PDI}"


def test_renderer_by_name() -> None:
    assert isinstance(renderer("text", single=True), TextRenderer)
