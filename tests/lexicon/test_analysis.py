"""The filter in front of the matcher may let too much through, never too little."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from courtesy.errors import LexiconError
from courtesy.lexicon.compiler import compile_language
from courtesy.lexicon.matcher import Lexicon
from courtesy.lexicon.source import LanguageSource, RuleSource
from courtesy.text.tokens import tokenize

WORD = st.sampled_from(
    ["a", "b", "c", "d", "ab*", "*ba", "#", "@", "a|b", "{cls}", "!a", "b?", "(a|b c)", "(b d)?", "[a & c]"]
)
PATTERNS = st.lists(st.one_of(WORD, st.sampled_from(["..", "...5"])), min_size=1, max_size=5).map(" ".join)
EDGED = st.tuples(st.sampled_from(["", "^ ", "< ", "^^ "]), PATTERNS, st.sampled_from(["", " $", " >", " $?"])).map(
    "".join
)
TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", "abba", "ba", "po", "7", ",", ".", "?", "x"]), max_size=20).map(
    " ".join
)


def lexicon(pattern: str) -> Lexicon:
    source, rule = LanguageSource("en"), RuleSource()
    source.enclitics = ["po"]
    source.classes = {"cls": ["c", "d a", "{other}"], "other": ["b b", "d"]}
    rule.id, rule.lang, rule.target, rule.is_act, rule.path, rule.patterns = (
        "r",
        "en",
        "coldness",
        False,
        "-",
        [pattern],
    )
    rule.unless, rule.unless_message, rule.unless_acts, rule.needs_message = [], [], [], []
    rule.where = rule.severity = rule.side = rule.suggestion = rule.source = ""
    rule.max_words, rule.alone, rule.bad, rule.good = 0, False, ["a b c d"], []
    source.rules.append(rule)
    return Lexicon(compile_language([source]))


@settings(deadline=None, max_examples=300)
@given(EDGED, TEXTS)
def test_nothing_that_matches_is_filtered_away(pattern: str, text: str) -> None:
    try:
        words = lexicon(pattern)
    except LexiconError:
        assume(False)
        raise
    reading = words.read(tokenize(text, "en"))
    quick = {(hit.sentence, hit.first, hit.last) for hit in reading.hits()}
    slow = {
        (number, low + first, low + last)
        for number, (low, high, _) in enumerate(reading.sentences)
        for entry in range(words.searched.entries.count)
        for first, last in reading._matches(number, words.searched.entries[entry][1], (2 << high - low) - 1)
        if last > first
    }
    assert quick == slow
