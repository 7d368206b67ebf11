"""What patterns match, and what they must not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courtesy.lexicon.matcher import Lexicon
from courtesy.lexicon.rules import apply
from courtesy.text.tokens import tokenize
from tests.lexicon.conftest import Build


def found(lexicon: Lexicon, text: str) -> list[str]:
    """Return the stretches of a text that the rules keep."""
    reading = lexicon.read(tokenize(text, lexicon.lang))
    tokens = reading.tokens
    return [text[tokens.starts[h.first] : tokens.ends[h.last - 1]] for h in apply(reading).kept]


def rule(pattern: str, extra: str = "") -> str:
    return f'[[rule]]\nid = "r"\npatterns = ["{pattern}"]\nbad = ["x"]\n{extra}'


WORDS = """
enclitics = ["po", "na"]
[spellings]
u = "you"
[classes]
our = ["our", "my", "we*", "!week"]
dept = ["department", "desk", "line of work"]
both = ["{our}", "{dept}"]
clause_openers = ["and"]
"""


@pytest.mark.parametrize(
    ("pattern", "text", "match"),
    [
        ("not our department", "It is NOT our Department.", "NOT our Department"),
        ("not {our} {dept}", "not my line of work", "not my line of work"),
        ("not {our}", "not weekly", "not weekly"),
        ("not {our}", "not week", None),
        ("{both} x", "desk x", "desk x"),
        ("a b", "a, b", "a, b"),
        ("a b", "a. b", None),
        ("a .. b", "a one two three b", "a one two three b"),
        ("a .. b", "a one two three four b", None),
        ("a .. b", "a one, two b", None),
        ("a ... b", "a one, two b", "a one, two b"),
        ("a .. >", "a one, two", "a one"),
        ("a .. $", "a one two.", "a one two"),
        ("a .. $", "a one, two.", None),
        ("a .. (>|x)", "a one, two", "a one"),
        ("a b? c", "a c", "a c"),
        ("a (b c)? d", "a b c d", "a b c d"),
        ("a b|c", "a c", "a c"),
        ("[a & b & c]", "c then b then a", "c then b then a"),
        ("[a & b]", "a one two three four five b", None),
        ("a !b", "a c", "a"),
        ("a !b", "a b", None),
        ("^ a", "x a", None),
        ("^ a", "Well. A", "A"),
        ("^^ a", "Well. A", None),
        ("a $", "a.", "a"),
        ("a $", "a b", None),
        ("a $?", "a?", "a"),
        ("a $?", "a.", None),
        ("a $!", "a!", "a"),
        ("< a", "well, a", "a"),
        ("< a", "well a", None),
        ("< a", "well and a", "a"),
        ("a >", "a, b", "a"),
        ("a >", "a b", None),
        ("a # b", "a 24 b", "a 24 b"),
        ("a @ b", "a what b", "a what b"),
        ("a b", "a po na b", "a po na b"),
        ("a b", "a po na po b", None),
        ("a >", "a po, b", "a"),
        ("=don't", "dont", None),
        ("=don't", "DON’T", "DON’T"),
        ("thank you", "thank u", "thank u"),
        ("100 %", "it is 100% so", "100%"),
        ("wri*", "written", "written"),
        ("*ten", "written", "written"),
        ("no stop", "noooo stop", "noooo stop"),
        ("❤", "love ❤️", "❤️"),
    ],
)
def test_patterns(build: Build, pattern: str, text: str, match: str | None) -> None:
    lexicon = build(words=WORDS, coldness=rule(pattern))
    assert found(lexicon, text) == ([] if match is None else [match])


def test_quotations_are_not_read(build: Build) -> None:
    lexicon = build(coldness=rule("a b"))
    assert found(lexicon, 'You wrote "a b" and left.') == []
    assert found(lexicon, '"a b"') == ["a b"]
    assert found(lexicon, "> a b\nno") == []


def test_the_longer_of_two_overlapping_matches_is_kept(build: Build) -> None:
    text = rule("b c") + '[[rule]]\nid = "s"\npatterns = ["a b c d"]\nbad = ["x"]\n'
    assert found(build(coldness=text), "a b c d") == ["a b c d"]


@pytest.mark.parametrize(
    ("extra", "text", "kept"),
    [
        ('unless = ["but .. help"]', "a but I help", False),
        ('unless = ["but .. help"]', "a. But I help", True),
        ('unless = ["$?"]', "a?", False),
        ('unless_message = ["but .. help"]', "a. But I help", False),
        ('needs_message = ["z"]', "a", True is False),
        ('needs_message = ["z"]', "z. a", True),
        ("max_words = 2", "a b", True),
        ("max_words = 2", "a b c", False),
        ('where = "ending"', "a. b", False),
        ('where = "ending"', "b. a", True),
        ('where = "opening"', "Hi there. a", True),
        ('where = "opening"', "We have found your parcel. a", False),
        ('unless_acts = ["thanks"]', "a. Thanks", False),
        ('where = "opening"', "Thanks. a", False),
    ],
)
def test_conditions(build: Build, extra: str, text: str, kept: bool) -> None:
    acts = {
        "greeting": '[[rule]]\nid = "r"\npatterns = ["hi"]\nyes = ["hi"]\n',
        "thanks": '[[rule]]\nid = "r"\npatterns = ["thanks"]\nyes = ["thanks"]\n',
    }
    lexicon = build(words=WORDS, coldness=rule("a", extra), **acts)
    tokens = tokenize(text, "en")
    assert any(h.rule.target == "coldness" for h in apply(lexicon.read(tokens)).kept) is kept


def test_greeklish_and_finglish_meet_native_rules(build: Build) -> None:
    assert (
        found(build("el", thanks='[[rule]]\nid = "r"\npatterns = ["ευχαριστ* πολύ"]\nyes = ["x"]'), "euxaristoume poly")
        != []
    )


def test_finglish(build: Build) -> None:
    assert found(build("fa", thanks='[[rule]]\nid = "r"\npatterns = ["ممنون"]\nyes = ["x"]'), "kheili mamnoon") == [
        "mamnoon"
    ]


@pytest.mark.parametrize(
    ("lang", "pattern", "text", "match"),
    [
        ("pl", "zgubiliśmy przesyłkę", "Zgubiliśmy pszesyłke.", "Zgubiliśmy pszesyłke"),
        ("pl", "przesyłkę", "pszesyłke", None),  # one misspelt word alone is too little to go by
        ("pl", "zgubiliśmy przesyłkę", "Zgubiliśmy Pszesyłke.", None),  # a capital inside a sentence: a name
        ("el", "γίνεται δεκτή", "δεν γινετε δεκτι", "γινετε δεκτι"),
        ("el", "φυλάκι", "στη φυλακή", None),  # an accent is the sign of a careful writer
        ("el", "φυλάκι", "στη φιλακι", "φιλακι"),
        ("fa", "سفارش شما", "صفارش شما", "صفارش شما"),
        ("fa", "نیست", "nist", "nist"),
        ("fa", "سال بعد", "sal bad", "sal bad"),
        ("fa", "اتاق", "otagho", "otagho"),
        ("fil", "bukas na", "bkas na", "bkas na"),
        ("en", "refund tomorrow", "refund tommorow", "refund tommorow"),
    ],
)
def test_misspelt_words_are_read_by_their_sound(
    build: Build, lang: str, pattern: str, text: str, match: str | None
) -> None:
    assert found(build(lang, coldness=rule(pattern)), text) == ([match] if match else [])


@pytest.mark.parametrize(
    ("lang", "pattern", "text", "match"),
    [
        ("pl", "nie poradzę", "Nic nieporadzę.", "nieporadzę"),
        ("pl", "nie poradzę", "Nic nieporadze na to.", "nieporadze"),
        ("pl", "nie poradzę", "Nic Nieporadzę.", None),
        ("en", "house warm", "a housewarm", "housewarm"),
        ("en", "the house", "thehouse", "thehouse"),
        ("en", "we house", "wehouse", None),
        ("en", "weekend", "a week end", "week end"),
        ("en", "number 8", "number 8a", "number 8"),
        ("el", "θα έρθει", "8a erthei", "8a erthei"),
        ("pl", "nie czekać|*emy", "Proszę nieczekać.", "nieczekać"),
        ("pl", "nie piszemy|*emy", "niepiszemy", "niepiszemy"),
        ("pl", "(niestety | nie stety)", "niestety", "niestety"),
        ("en", "rewrite write", "re write write", "re write write"),
        ("en", "write", "we write", "write"),
    ],
)
def test_words_written_together_or_apart(build: Build, lang: str, pattern: str, text: str, match: str | None) -> None:
    words = 'joins_next = ["nie", "the"]\njoins_last = ["się"]\njoins_always = ["nie"]\ncomes_apart = ["re", "we"]\n'
    assert found(build(lang, words=words, coldness=rule(pattern)), text) == ([match] if match else [])


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(["a", "b", "c", "x", ",", ".", "\n", "?"]), max_size=400))
def test_the_work_is_bounded(pieces: list[str]) -> None:
    """A pattern full of gaps, optional parts and any-order brackets ends on any text, with spans inside it."""
    from courtesy.lexicon.compiler import compile_language
    from courtesy.lexicon.source import LanguageSource, RuleSource

    source, hard = LanguageSource("en"), RuleSource()
    hard.id, hard.lang, hard.target, hard.is_act, hard.path = "r", "en", "coldness", False, "-"
    hard.patterns = ["a ...12 (b ...12 c)? ...12 [a & b & c & (a|b ...12 c)] ...12 a"]
    hard.unless, hard.unless_message, hard.unless_acts, hard.needs_message = [], [], [], []
    hard.where = hard.severity = hard.side = hard.suggestion = hard.source = ""
    hard.alone = False
    hard.max_words, hard.bad, hard.good = 0, ["x"], []
    source.rules.append(hard)
    text = " ".join(pieces)
    for stretch in found(Lexicon(compile_language([source])), text):
        assert stretch in text


def test_forgetting_what_was_worked_out_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memos hold pure values: a lexicon that forgets after every third entry finds the same."""
    from courtesy.lexicon import matcher, store
    from tests.test_checker import SENTENCES

    texts = [*SENTENCES.values(), "That's not my department, sorry.", "Send me 5 invoices.", "Send me 17 invoices."]
    usual, forgetful = Lexicon(store.compile_now("en")), Lexicon(store.compile_now("en"))
    expected = [found(usual, text) for text in texts]
    monkeypatch.setattr(matcher, "_MEMO_LIMIT", 3)
    assert [found(forgetful, text) for text in texts] == expected
    assert [found(forgetful, text) for text in reversed(texts)] == expected[::-1]


def test_a_sentence_begins_where_another_ends(build: Build) -> None:
    lexicon = build(words='[classes]\nsend = ["send", "hand in"]\n', rudeness=rule("(<|then) {send} it"))
    assert found(lexicon, "Send it by post. Send it today.") == ["Send it", "Send it"]
