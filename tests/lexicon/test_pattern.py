"""The pattern language: what it accepts and how it says no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.errors import LexiconError
from courtesy.lexicon.pattern import parse


@pytest.mark.parametrize(
    ("pattern", "tree"),
    [
        ("a b", [("word", "a"), ("word", "b")]),
        ("=żądać", [("exact", "żądać")]),
        ("dzial* *ite", [("prefix", "dzial"), ("suffix", "ite")]),
        ("{our}? x", [("opt", [("class", "our")]), ("word", "x")]),
        ("a .. b ...5 c", [("word", "a"), ("gap", 3, False), ("word", "b"), ("gap", 5, True), ("word", "c")]),
        ("a|b", [("alt", [[("word", "a")], [("word", "b")]])]),
        ("(a|b c)", [("alt", [[("word", "a")], [("word", "b"), ("word", "c")]])]),
        ("(a | b c)? d", [("opt", [("alt", [[("word", "a")], [("word", "b"), ("word", "c")]])]), ("word", "d")]),
        ("[a & b c]", [("allof", [[("word", "a")], [("word", "b"), ("word", "c")]])]),
        ("!no # @", [("not", [("word", "no")]), ("number",), ("any",)]),
        ("^ a $?", [("edge", "^"), ("word", "a"), ("edge", "$?")]),
        ("< a >", [("edge", "<"), ("word", "a"), ("edge", ">")]),
        ("(>|$|x)", [("alt", [[("edge", ">")], [("edge", "$")], [("word", "x")]])]),
        ("<3", [("word", "<3")]),
    ],
)
def test_parsed(pattern: str, tree: list[object]) -> None:
    assert parse(pattern) == tree


@pytest.mark.parametrize(
    ("pattern", "advice"),
    [
        ("", "at least one word"),
        (".. a", "begin or end with a gap"),
        ("a ..", "begin or end with a gap"),
        ("a ..99 b", "12 words at most"),
        ("(a b", "never closed"),
        ("a b)", "closes nothing"),
        ("[a b]", "with & between"),
        ("[a & ]", "on both sides"),
        ("a | b", "only allowed in"),
        ("a*b", "begin or end a word"),
        ("a*", "two letters"),
        ("*a*", "only one star"),
        ("{Our}", "small letters"),
        ("a| b", "both sides of the bar"),
        ("works?|fails now", "may be left out"),
        ("(a? (b)? | c d) e", "may be left out"),
        ("a ! b", "right after it"),
        ("()", "holds nothing"),
    ],
)
def test_mistakes_are_explained(pattern: str, advice: str) -> None:
    with pytest.raises(LexiconError, match=advice):
        parse(pattern)


@given(st.text(alphabet="ab{}[]()|&!?*.^$<>=#@ 1", max_size=20))
def test_any_text_is_parsed_or_refused_with_words(pattern: str) -> None:
    try:
        parse(pattern)
    except LexiconError as error:
        assert str(error)
