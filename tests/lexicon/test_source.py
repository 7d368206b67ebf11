"""Mistakes in lexicon files are named with file, line and what would be right."""

from pathlib import Path

import pytest

from courtesy.errors import LexiconError
from courtesy.lexicon.compiler import compile_language
from courtesy.lexicon.source import read_language

GOOD = '[[rule]]\nid = "a-rule"\npatterns = ["noted"]\nbad = ["Noted."]\n'


def read(tmp_path: Path, name: str, content: str) -> object:
    (tmp_path / name).write_text(content, encoding="utf-8")
    return compile_language([read_language("en", [str(tmp_path)])])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("coldnes.toml", GOOD, r"no check or act is called 'coldnes'; did you mean 'coldness'"),
        ("coldness.toml", "[[rule]\n", r"coldness\.toml: not valid TOML.*line 1"),
        ("coldness.toml", GOOD.replace('"a-rule"', '"A rule"'), r"lower-case words with hyphens"),
        ("coldness.toml", GOOD + "colour = 1\n", r"coldness\.toml:2: rule 'a-rule': unknown key 'colour'"),
        ("coldness.toml", GOOD + 'sugestion = "x"\n', r"unknown key 'sugestion'; did you mean 'suggestion'"),
        ("coldness.toml", GOOD.replace('["noted"]', '"noted"'), r"'patterns' must be a list"),
        ("coldness.toml", GOOD.replace('["noted"]', "[]"), r"'patterns' is empty"),
        (
            "coldness.toml",
            GOOD.replace('"noted"', '"fine", "(noted"'),
            r"coldness\.toml:3: rule 'a-rule': pattern '\(noted'.*never closed",
        ),
        ("coldness.toml", GOOD.replace('"noted"', '"{nothing}"'), r"no class is called 'nothing'"),
        ("coldness.toml", GOOD.replace('"noted"', '"noted?"'), r"nothing in it must be there"),
        ("coldness.toml", GOOD.replace('bad = ["Noted."]\n', ""), r"no example"),
        ("coldness.toml", GOOD.replace("bad", "yes"), r"'yes' belongs to acts"),
        ("thanks.toml", GOOD, r"'bad' belongs to checks"),
        ("coldness.toml", GOOD + GOOD, r"two rules are called 'a-rule'"),
        ("coldness.toml", GOOD + 'severity = "fatal"\n', r"'severity' must be one of 'error', 'warning', 'info'"),
        ("coldness.toml", GOOD + 'where = "middle"\n', r"'where' must be one of"),
        ("coldness.toml", GOOD + 'unless_acts = ["thank"]\n', r"'thank' is no act; did you mean 'thanks'"),
        ("coldness.toml", GOOD + "max_words = -1\n", r"'max_words' must be"),
        ("coldness.toml", GOOD + 'side = "formal"\n', r"'side' belongs to"),
        ("register.toml", GOOD, r"'side' belongs to"),
        ("coldness.toml", "[defaults]\nbad = []\n" + GOOD, r"\[defaults\] can't hold 'bad'"),
        ("coldness.toml", "[rules]\n" + GOOD, r"unknown key 'rules'"),
        ("words.toml", '[classes]\nBad = ["x"]\n', r"small letters"),
        ("words.toml", '[classes]\na = ["{b}"]\nb = ["{a}"]\n', None),
        ("words.toml", '[class]\na = ["x"]\n', r"unknown key 'class'"),
        ("words.toml", "[spellings]\nu = 1\n", r"write u = "),
        ("words.toml", '[spellings]\nofc = "of course"\n', r"words\.toml:2: .*one word each"),
    ],
)
def test_mistakes(tmp_path: Path, name: str, content: str, message: str | None) -> None:
    if message is None:  # a circle shows only when a rule uses it
        (tmp_path / "coldness.toml").write_text(GOOD.replace('"noted"', '"{a}"'), encoding="utf-8")
        message = r"goes in a circle: a > b > a"
    with pytest.raises(LexiconError, match=message):
        read(tmp_path, name, content)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "coldness.toml").write_bytes("# ναι".encode("iso8859-7"))
    with pytest.raises(LexiconError, match="UTF-8"):
        read_language("en", [str(tmp_path)])


def test_all_mistakes_can_be_collected(tmp_path: Path) -> None:
    problems: list[str] = []
    (tmp_path / "coldness.toml").write_text(
        GOOD.replace("noted", "(a") + GOOD.replace("a-rule", "b").replace("noted", "b)")
    )
    read_language("en", [str(tmp_path)], problems)
    assert len(problems) == 2


def test_own_folder_extends_classes_and_replaces_rules(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder, word in ((ours, "one"), (theirs, "two")):
        folder.mkdir()
        (folder / "words.toml").write_text(f'[classes]\nc = ["{word}"]\n')
        (folder / "coldness.toml").write_text(GOOD.replace("noted", word))
    source = read_language("en", [str(ours), str(theirs)])
    assert source.classes["c"] == ["one", "two"]
    assert [rule.patterns for rule in source.rules] == [["two"]]


def test_loose_patterns_are_remarks(tmp_path: Path) -> None:
    (tmp_path / "coldness.toml").write_text(
        GOOD.replace('patterns = ["noted"]', 'patterns = ["noted"]\nloose = ["as said"]')
    )
    sharp, loose = read_language("en", [str(tmp_path)]).rules
    assert (sharp.full_id, sharp.patterns, sharp.severity) == ("en.coldness.a-rule", ["noted"], "")
    assert (loose.full_id, loose.patterns, loose.severity) == ("en.coldness.a-rule", ["as said"], "info")
    assert not loose.bad


@pytest.mark.parametrize(
    ("more", "words"),
    [('loose = ["(a"]', "loose pattern"), ('severity = "info"\nloose = ["a"]', "'loose' is for rules")],
)
def test_wrong_loose_patterns(tmp_path: Path, more: str, words: str) -> None:
    (tmp_path / "coldness.toml").write_text(GOOD.replace('patterns = ["noted"]', f'patterns = ["noted"]\n{more}'))
    with pytest.raises(LexiconError, match=words):
        read_language("en", [str(tmp_path)])


def test_a_rule_replaces_the_loose_patterns_too(tmp_path: Path) -> None:
    for name, text in (("ours", 'patterns = ["noted"]\nloose = ["as said"]'), ("theirs", 'patterns = ["noted"]')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "coldness.toml").write_text(GOOD.replace('patterns = ["noted"]', text))
    (rule,) = read_language("en", [str(tmp_path / "ours"), str(tmp_path / "theirs")]).rules
    assert rule.patterns == ["noted"]
