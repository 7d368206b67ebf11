"""From text to report: spans, languages, settings, errors."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import courtesy
from courtesy import Checker, Message
from courtesy.names import AREAS, LANGUAGES
from tests.text.test_tokens import MIXED

SENTENCES = {
    "el": "Καλημέρα σας, σας ευχαριστούμε πολύ. Λυπούμαστε για την ταλαιπωρία.",
    "pl": "Dzień dobry, bardzo dziękujemy. Przepraszamy za utrudnienia.",
    "fa": "سلام، خیلی ممنون از صبرتون. بابت تأخیر عذرخواهی می‌کنیم.",
    "fil": "Magandang araw po, maraming salamat po. Pasensya na po sa abala.",
    "en": "Hello, thank you very much. We are sorry for the trouble.",
}


@settings(deadline=None, max_examples=150)
@given(MIXED | st.lists(st.sampled_from([*SENTENCES.values(), " ", "\n", "😊", "!!!"]), max_size=4).map("".join))
def test_spans_point_into_the_text(text: str) -> None:
    report = courtesy.check(text)
    for marker in report.markers:
        assert text[marker.start : marker.end] == marker.text
    for finding in report.findings:
        assert text[finding.start : finding.end] == finding.text
    assert courtesy.Report.from_json(report.to_json()) == report


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markers_in_every_language(lang: str) -> None:
    report = courtesy.check(SENTENCES[lang])
    assert report.lang == lang
    assert {"greeting", "thanks", "apology"} <= {marker.act for marker in report.markers}
    assert report.worst is None
    assert report.score > 85


@pytest.mark.parametrize(
    ("lang", "text", "check"),
    [
        ("el", "Δεν είναι δική μας αρμοδιότητα, απευθυνθείτε αλλού.", "brush-off"),
        ("pl", "To nie moja działka.", "brush-off"),
        ("fa", "این موضوع به ما ربطی نداره.", "brush-off"),
        ("fil", "Wala na po kaming magagawa diyan.", "brush-off"),
        ("en", "That's not my department.", "brush-off"),
        ("el", "Dieuthynsi kai tilefono.", "missing-please"),
        ("pl", "Prosze sie uspokoic i czytac uwaznie.", "condescension"),
        ("fa", "khafe sho", "rudeness"),
        ("fil", "Ang tanga nyo naman", "rudeness"),
        ("en", "ARE YOU READING THIS AT ALL", "shouting"),
    ],
)
def test_faults_in_every_language(lang: str, text: str, check: str) -> None:
    if check == "missing-please":
        text = "Στείλτε μας αντίγραφο της ταυτότητας."
    found = {finding.check for finding in courtesy.check(text, lang=lang).findings}
    assert check in found


def test_findings_explain_and_suggest() -> None:
    (finding,) = [f for f in courtesy.check("To nie moja działka.", lang="pl").findings if f.check == "brush-off"]
    assert finding.severity == "error"
    assert finding.rule.startswith("pl.brush-off.")
    assert len(finding.message) > 20
    assert len(finding.suggestion) > 10
    assert finding.area == "ownership"


def test_explanations_speak_the_interface_language() -> None:
    english = courtesy.check("To nie moja działka.", lang="pl").findings[0].message
    polish = courtesy.check("To nie moja działka.", lang="pl", ui_lang="pl").findings[0].message
    assert english != polish


def test_settings_of_a_message_go_before_those_of_the_checker() -> None:
    checker = Checker(lang="en", channel="chat")
    report = checker.check(Message("Paczka jest w drodze.", lang="pl", channel="email"))
    assert report.lang == "pl"
    assert {"missing-greeting", "missing-closing"} <= {f.check for f in report.findings}


def test_checks_and_areas_can_be_chosen() -> None:
    text = "That's not my department, you idiot!!!"
    assert {f.check for f in courtesy.check(text, enable=["shouting"]).findings} == {"shouting"}
    assert not [f for f in courtesy.check(text, disable=["respect"]).findings if f.area == "respect"]


def test_many_messages_keep_their_order() -> None:
    texts = [f"Thank you for order {n}." if n % 2 else "Noted." for n in range(50)]
    checker = Checker(lang="en")
    assert list(checker.check_many(iter(texts))) == [checker.check(text) for text in texts]


def test_the_answer_does_not_depend_on_what_came_before() -> None:
    texts = [*SENTENCES.values(), "Noted.", "That's not my department."]
    first = [courtesy.check(text) for text in texts]
    assert [courtesy.check(text) for text in reversed(texts)] == first[::-1]


def test_the_answer_does_not_depend_on_hash_order() -> None:
    code = "import courtesy; print(courtesy.check('Hello!!! That is not my department, obviously. Send me the form.').to_json())"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


@pytest.mark.parametrize("text", ["", " \n\t ", "!!!", "😊", "12345", "\x00", "\ud800"])
def test_texts_without_words(text: str) -> None:
    report = courtesy.check(text)
    assert set(report.scores) == set(AREAS)


@pytest.mark.parametrize(
    ("options", "error", "advice"),
    [
        ({"lang": "de"}, courtesy.LanguageError, "el"),
        ({"channel": "fax"}, courtesy.OptionError, "known: chat"),
        ({"formality": "formel"}, courtesy.OptionError, "did you mean 'formal'"),
        ({"enable": ["condesension"]}, courtesy.OptionError, "did you mean 'condescension'"),
        ({"disable": "jargon"}, courtesy.OptionError, r"like \['jargon'\]"),
        ({"engine": "spacy"}, courtesy.OptionError, "known: fast"),
        ({"engine": "stanza", "stanza_dir": "/no/such/folder"}, courtesy.EngineError, "no such folder"),
        ({"ui_lang": "xx"}, courtesy.LanguageError, "el"),
        ({"lexicons": ["/no/such/folder"]}, courtesy.LexiconError, "no such folder"),
        ({"lexicons": "words"}, courtesy.OptionError, "list of folders"),
    ],
)
def test_wrong_settings_say_what_would_be_right(
    options: dict[str, object], error: type[Exception], advice: str
) -> None:
    with pytest.raises(error, match=advice):
        Checker(**options)  # type: ignore[arg-type]


@pytest.mark.parametrize("message", [None, 3, b"bytes", ["list"], Message(None)])  # type: ignore[arg-type]
def test_something_that_is_no_text(message: object) -> None:
    with pytest.raises(courtesy.InputError, match="must be a str"):
        courtesy.check(message)  # type: ignore[arg-type]


def test_plain_functions() -> None:
    assert courtesy.has_please("Could you please wait?")
    assert courtesy.has_thanks("Dziękujemy!")
    assert courtesy.has_apology("Συγγνώμη για την καθυστέρηση.")
    assert not courtesy.has_please("Noted.")
    assert courtesy.score_coldness("Noted.") < courtesy.score_coldness(
        "Of course, done! Anything else I can help with?"
    )
    assert courtesy.score_condescension("As I already explained, obviously.") < 100
    assert courtesy.score_basics("Thank you, Anna!") > courtesy.score_basics("Send me the invoice.")


def test_scores_for_unknown_names() -> None:
    report = courtesy.check("Hello.")
    with pytest.raises(courtesy.OptionError, match="did you mean 'coldness'"):
        report.score_for("coldnes")
    with pytest.raises(courtesy.OptionError, match="unknown act"):
        report.has("thx")


def test_own_rules_are_used(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path)) / "en"
    folder.mkdir()
    (folder / "jargon.toml").write_text(
        '[[rule]]\nid = "our-word"\npatterns = ["flurbish"]\nsuggestion = "say it plainly"\nbad = ["flurbish it"]\n'
    )
    report = courtesy.check("We will flurbish it.", lang="en", lexicons=[str(tmp_path)])
    assert [f.rule for f in report.findings if f.check == "jargon"] == ["en.jargon.our-word"]


def test_import_is_light() -> None:
    code = "import sys, courtesy; print(sorted(m for m in sys.modules if m.startswith('courtesy')))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "['courtesy']"


def test_the_command_imports_nothing_heavy() -> None:
    code = (
        "import sys; from courtesy.cli import main; main(['--lang', 'en', '--format', 'text', 'Thank you.']);"
        "print([m for m in ('babel', 'regex', 'inspect', 'dataclasses', 'typing', 'torch', 'stanza', 'tomllib', 'logging')"
        " if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    warm = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.returncode == 0
    assert warm.stderr.strip() == "[]"
