"""What lemmas and features add where a model has them: on documents annotated by hand, and with a tagger trained here.

The annotation is CoNLL-U, read with Stanza's own reader.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from stanza.utils.conll import CoNLL

from courtesy import Checker, Report
from courtesy.lexicon.store import load
from courtesy.text.conform import conform
from courtesy.text.stanza_engine import pieces_of
from courtesy.text.tokens import Tokens

IMP_PL, IMP_SG = "Mood=Imp|Number=Plur|Person=2", "Mood=Imp|Number=Sing|Person=2"
SING, PLUR = "Number=Sing|Person=2", "Number=Plur|Person=2"

Row = tuple[str, str, str, str]
"""A word (a full stop after ``+`` is glued to it), its lemma, part of speech and features."""


def row(line: str) -> list[Row]:
    """Read ``word/lemma/UPOS/features`` items; what is left out is unknown."""
    out = []
    for item in line.split():
        word, lemma, upos, features = (*item.split("/"), "", "", "")[:4]
        out.append((word, lemma or word, upos or "X", features or "_"))
    return out


def read(line: str, lang: str) -> Tokens:
    rows = []
    items = row(line)
    for n, (word, lemma, upos, features) in enumerate(items, 1):
        glued = n < len(items) and not items[n][0][0].isalnum()
        head = "0\troot" if n == 1 else "1\tdep"
        space = "SpaceAfter=No" if glued else "_"
        rows.append(f"{n}\t{word}\t{lemma}\t{upos}\t_\t{features}\t{head}\t_\t{space}")
    document = CoNLL.conll2doc(input_str="\n".join(rows) + "\n\n", reconstruct_text=True)
    return conform(document.text, lang, pieces_of(document))


def report(line: str, lang: str, formality: str | None = None) -> Report:
    tokens = read(line, lang)
    return Checker()._message((tokens.text, lang, "chat", formality), tokens)


def rules(line: str, lang: str, check: str, formality: str | None = None) -> list[tuple[str, str]]:
    return [(f.rule.rpartition(".")[2], f.text) for f in report(line, lang, formality).findings if f.check == check]


COMMANDS = [
    ("el", f"Πλαστικοποιήστε/πλαστικοποιώ/VERB/{IMP_PL} την/ο/DET κάρτα/κάρτα/NOUN .", "Πλαστικοποιήστε την κάρτα"),
    (
        "el",
        f"Καλημέρα , σφουγγαρίστε/σφουγγαρίζω/VERB/{IMP_PL} το/ο/DET πάτωμα/πάτωμα/NOUN .",
        "σφουγγαρίστε το πάτωμα",
    ),
    ("pl", f"Zalaminuj/zalaminować/VERB/{IMP_SG} legitymację/legitymacja/NOUN .", "Zalaminuj legitymację"),
    ("pl", f"Ostempluj/ostemplować/VERB/{IMP_SG} druk/druk/NOUN , potem wracaj .", "Ostempluj druk"),
    ("fa", f"پاکت/پاکت/NOUN را/را/ADP بدوزید/دوخت#دوز/VERB/{IMP_PL} .", "بدوزید"),
]
KIND = [
    ("el", f"Πλαστικοποιήστε/πλαστικοποιώ/VERB/{IMP_PL} , παρακαλώ , την/ο/DET κάρτα ."),
    ("el", f"Αν/αν/SCONJ θέλετε , πλαστικοποιήστε/πλαστικοποιώ/VERB/{IMP_PL} την κάρτα ."),
    ("pl", f"Zalaminuj/zalaminować/VERB/{IMP_SG} , proszę , legitymację ."),
    ("pl", f"Nie/nie/PART/Polarity=Neg gniewaj/gniewać/VERB/{IMP_SG} się ."),
    ("pl", f"Jeśli/jeśli/SCONJ chcesz , zalaminuj/zalaminować/VERB/{IMP_SG} legitymację ."),
    ("fa", f"لطفاً پاکت را بدوزید/دوخت#دوز/VERB/{IMP_PL} ."),
    ("fa", f"غصه نخورید/خورد#خور/VERB/{IMP_PL}|Polarity=Neg ."),
    ("pl", "Zalaminuje/zalaminować/VERB/Mood=Ind|Number=Sing|Person=3 legitymację ."),
    ("pl", "Zalaminujmy/zalaminować/VERB/Mood=Imp|Number=Plur|Person=1 to razem ."),
]


@pytest.mark.parametrize(("lang", "line", "text"), COMMANDS)
def test_a_bare_imperative_that_no_list_holds(lang: str, line: str, text: str) -> None:
    assert rules(line, lang, "missing-please") == [("imperative-by-grammar", text)]
    finding = next(f for f in report(line, lang).findings if f.check == "missing-please")
    assert finding.suggestion
    plain = Checker(lang=lang).check(read(line, lang).text)
    assert "missing-please" not in {f.check for f in plain.findings}, "the list holds it: take a rarer verb"


@pytest.mark.parametrize(("lang", "line"), KIND)
def test_what_is_no_bare_command(lang: str, line: str) -> None:
    assert rules(line, lang, "missing-please") == []


def test_quoted_commands_and_steps_of_a_list_are_left_alone() -> None:
    assert rules(f"Napis « zalaminuj/zalaminować/VERB/{IMP_SG} » jest w menu .", "pl", "missing-please") == []
    assert rules(f"1 . Zalaminuj/zalaminować/VERB/{IMP_SG} druk .", "pl", "missing-please") == []


MIXED = [
    ("el", f"Σας ευχαριστούμε και χοροπηδάς/χοροπηδώ/VERB/{SING} .", "χοροπηδάς"),
    ("pl", f"Dziękuję Panu , zalaminuj/zalaminować/VERB/{IMP_SG} kartę .", "zalaminuj"),
    ("fa", f"شما سفارش دادید و می‌دوزی/دوخت#دوز/VERB/{SING} .", "می‌دوزی"),
]


@pytest.mark.parametrize(("lang", "line", "text"), MIXED)
def test_mixed_address_by_person_and_number(lang: str, line: str, text: str) -> None:
    assert ("informal-by-grammar", text) in rules(line, lang, "register", "formal")
    assert rules(line, lang, "register")


def test_a_noun_that_ends_like_a_verb_addresses_nobody() -> None:
    line = "Ten Pana aliasz/aliasz/NOUN/Number=Sing działa ."
    assert rules(line, "pl", "register", "formal") == []
    plain = Checker(lang="pl", formality="formal").check(read(line, "pl").text)
    assert "register" in {f.check for f in plain.findings}


def test_a_statement_that_looks_like_a_command() -> None:
    line = f"Περιμένετε/περιμένω/VERB/Mood=Ind|{PLUR} δύο μέρες τώρα την επισκευή ."
    assert rules(line, "el", "missing-please") == []
    assert rules(line.replace("Mood=Ind", "Mood=Imp"), "el", "missing-please") == [("bare-imperative", "Περιμένετε")]
    assert "missing-please" in {f.check for f in Checker(lang="el").check(read(line, "el").text).findings}


def test_the_same_address_throughout_is_not_mixed() -> None:
    assert rules(f"Σας ευχαριστούμε που χοροπηδάτε/χοροπηδώ/VERB/{PLUR} .", "el", "register") == []
    assert rules(f"شما می‌دوزید/دوخت#دوز/VERB/{PLUR} .", "fa", "register") == []
    assert rules("Pan rwie/rwać/VERB/Number=Sing|Person=3 .", "pl", "register") == []


def test_politeness_as_a_feature() -> None:
    line = f"Kukumustahin/kumusta/VERB/Polite=Form namin , tumalilis/talilis/VERB/Polite=Infm {SING}"
    assert ("informal-by-grammar", "tumalilis") in rules(line, "fil", "register", "formal")


@pytest.fixture(scope="module")
def jargon(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a folder with a Polish rule of our own that lists dictionary forms alone."""
    home = tmp_path_factory.mktemp("lexicon")
    (home / "pl").mkdir()
    (home / "pl" / "jargon.toml").write_text(
        '[[rule]]\nid = "own"\npatterns = ["frobnik", "zabrzdągać"]\nsuggestion = "prościej"\nbad = ["To jest frobnik."]\n',
        encoding="utf-8",
    )
    return str(home)


def test_forms_that_a_class_forgot_match_by_lemma(jargon: str) -> None:
    extra = (jargon,)
    hit = Checker(lexicons=extra)
    for line, expected in (
        ("Nie mamy frobników/frobnik/NOUN .", ["frobników"]),
        ("Nie mamy frobników/frobnik/PROPN .", []),
        ("Pan zabrzdągał/zabrzdągać/VERB .", []),
    ):
        tokens = read(line, "pl")
        found = hit._message((tokens.text, "pl", "chat", None), tokens).findings
        assert [f.text for f in found if f.rule == "pl.jargon.own"] == expected
    without = hit.check("Nie mamy frobników.")
    assert not [f for f in without.findings if f.rule == "pl.jargon.own"]
    assert load("pl", extra).lists("frobnik")


def test_the_parts_of_multi_word_tokens_are_known() -> None:
    conllu = (
        "1\tΠήγα\tπηγαίνω\tVERB\t_\tMood=Ind\t0\troot\t_\t_\n2-3\tστο\t_\t_\t_\t_\t_\t_\t_\t_\n"
        "2\tσ\tσε\tADP\t_\t_\t4\tcase\t_\t_\n3\tτο\tο\tDET\t_\tNumber=Sing\t4\tdet\t_\t_\n"
        "4\tκατάστημα\tκατάστημα\tNOUN\t_\t_\t1\tobl\t_\tSpaceAfter=No\n5\t.\t.\tPUNCT\t_\t_\t1\tpunct\t_\t_\n\n"
    )
    document = CoNLL.conll2doc(input_str=conllu, reconstruct_text=True)
    tokens = conform(document.text, "el", pieces_of(document))
    assert tokens.words == ["Πήγα", "στο", "κατάστημα"]
    assert tokens.lemmas == [("πηγαίνω",), ("σε", "ο"), ("κατάστημα",)]
    assert tokens.features is not None
    assert tokens.features[1] == ({"UPOS": "ADP"}, {"Number": "Sing", "UPOS": "DET"})


# ------------------------------------------------------------------------------------------------ with a real tagger


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zalaminuj legitymację.", {"missing-please": "Zalaminuj legitymację", "register": "Zalaminuj"}),
        ("Dziękuję Panu, zalaminuj kartę.", {"missing-please": "zalaminuj kartę", "register": "zalaminuj"}),
        ("Proszę, zalaminuj legitymację.", {"register": "zalaminuj"}),
        ("Pan laminuje legitymację.", {}),
        ("Dziękujemy za wiadomość.", {}),
    ],
)
def test_features_of_a_trained_tagger_reach_the_checks(
    tagging_models: Path, text: str, expected: dict[str, str]
) -> None:
    for folder, told in ((str(tagging_models), expected), (str(tagging_models.parent), {})):
        checker = Checker(lang="pl", formality="formal", engine="stanza", stanza_dir=folder)
        alone, together, _ = checker.check(text), *checker.check_many([text, "Paczka leży tu."])
        assert alone == together
        by_grammar = [f for f in alone.findings if f.rule.endswith("-by-grammar")]
        assert {f.check: f.text for f in by_grammar} == told
        assert all(f.suggestion for f in by_grammar)


def test_lemmas_of_a_trained_lemmatizer_reach_the_lexicon(tagging_models: Path, jargon: str) -> None:
    found = []
    for folder in (tagging_models, tagging_models.parent):
        checker = Checker(lang="pl", lexicons=[jargon], engine="stanza", stanza_dir=str(folder))
        found.append([f.text for f in checker.check("Nie mamy tu frobników.").findings if f.rule == "pl.jargon.own"])
    assert found == [["frobników"], []]
