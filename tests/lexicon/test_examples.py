"""Every rule's own examples: what it must find, and what its check must leave alone."""

from functools import cache

import pytest

from courtesy.lexicon.matcher import Lexicon
from courtesy.lexicon.source import RuleSource, read_language
from courtesy.lexicon.store import language_folders, load
from courtesy.lexicon.tools import example_problems, verify
from courtesy.names import ACTS, CHECKS, CONVERSATION_CHECKS, LANGUAGES

CODE_ONLY = ("shouting", "placeholder", "wordiness", "missing-greeting", "missing-closing")


@cache
def lexicon(lang: str) -> Lexicon:
    return load(lang)


RULES = [rule for lang in LANGUAGES for rule in read_language(lang, language_folders(lang)).rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.full_id)
def test_examples(rule: RuleSource) -> None:
    assert list(example_problems(lexicon(rule.lang), rule)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_and_act_has_a_lexicon(lang: str) -> None:
    written = {rule.target for rule in RULES if rule.lang == lang}
    assert {name for name in CHECKS if name not in CONVERSATION_CHECKS and name not in CODE_ONLY} <= written
    assert set(ACTS) <= written


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_says_what_to_write_instead(lang: str) -> None:
    source = read_language(lang, language_folders(lang))
    assert set(CODE_ONLY) <= set(source.suggestions)
    silent = [
        r.full_id for r in source.rules if not r.is_act and not r.suggestion and r.target not in source.suggestions
    ]
    assert silent == []


def test_the_linguists_command_agrees() -> None:
    problems, summary = verify("en")
    assert problems == []
    assert summary.startswith("en (messages): ")
