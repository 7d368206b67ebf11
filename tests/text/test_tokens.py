"""Tokens and sentences: offsets into the text as it came, whatever people type."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courtesy.names import LANGUAGES
from courtesy.text.tokens import CLAUSE, EMOJI, LINK, NUMBER, SENTENCE, WORD, tokenize

PIECES = [
    "Hello", "please", "don't", "παρακαλώ", "ό,τι", "ΕΥΧΑΡΙΣΤΩ", "proszę", "żółć", "می‌خواهم", "می", "کنید", "ها", "سلاااام", "لطفاً",
    "paki", "paki-check", "n'yo", "😊", "👩🏽‍💻", "❤️", "🇬🇷", "a.b@c.gr", "https://x.gr/a?b=1", "www.x.pl", "12:30", "€5,00", "۲۴", "3-5",
    "e\u0301", "\u200c", "\u200d", "\u202e", "\u0301", "\x00", "\ufeff", ".", "...", "…", ";", "·", "?", "؟", "!!!", ",", "،", "\n", "\r\n",
    "\n\n", " ", "\u00a0", "\t", "«", "»", "“", "”", '"', "(", ")", "[", "]", "{", "}", "-", "--", "_", "*", "#tag", "@name", "%", "κ.", "np.",
]  # fmt: skip
MIXED = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=25).map("".join)


@given(MIXED, st.sampled_from(LANGUAGES))
def test_words_are_where_they_say(text: str, lang: str) -> None:
    tokens = tokenize(text, lang)
    n = len(tokens)
    assert len(tokens.words) == len(tokens.kinds) == n
    assert len(tokens.breaks) == n + 1
    at = 0
    for word, (start, end) in zip(tokens.words, tokens.spans(), strict=True):
        assert at <= start < end <= len(text)
        assert text[start:end] == word
        at = end
    assert [first for first, _, _ in tokens.sentences] == [
        i for i in range(n) if i == 0 or tokens.breaks[i] >= SENTENCE
    ]
    assert sum(last - first for first, last, _ in tokens.sentences) == n


def words(text: str, lang: str) -> list[str]:
    return tokenize(text, lang).words


def sentences(text: str, lang: str) -> list[str]:
    tokens = tokenize(text, lang)
    return [" ".join(tokens.words[first:last]) for first, last, _ in tokens.sentences]


def test_links_and_addresses_are_one_token() -> None:
    tokens = tokenize("Mail a.b@c.com or see https://x.gr/a?b=1. Thanks", "en")
    assert [w for w, k in zip(tokens.words, tokens.kinds, strict=True) if k == LINK] == [
        "a.b@c.com",
        "https://x.gr/a?b=1",
    ]
    assert len(tokens.sentences) == 2


def test_times_prices_and_percentages() -> None:
    tokens = tokenize("At 12:30 it costs €1.250,50 (100%).", "en")
    assert [w for w, k in zip(tokens.words, tokens.kinds, strict=True) if k == NUMBER] == ["12:30", "1.250,50", "100"]
    assert "%" in tokens.words


def test_glued_emoji_do_not_hide_words() -> None:
    tokens = tokenize("ευχαριστώ😊😊παρακαλώ", "el")
    assert "ευχαριστώ" in tokens.words
    assert "παρακαλώ" in tokens.words
    assert EMOJI in tokens.kinds


@pytest.mark.parametrize(
    ("text", "lang", "count"),
    [
        ("Μπορείτε να το στείλετε; Ευχαριστώ.", "el", 2),
        ("One; two", "en", 1),
        ("Mr. Brown called at 5 p.m. today. Thanks.", "en", 2),
        ("Ο κ. Παππάς ήρθε. Ναι.", "el", 2),
        ("Np. ul. Długa 14, do 10. maja. Tak.", "pl", 2),
        ("کجا هستید؟ ممنون!", "fa", 2),
        ("G. Santos, salamat po. Ingat.", "fil", 2),
        ("ok...wait", "en", 1),
        ("Done!!! Next?!", "en", 2),
        ("Hello\nAnna", "en", 2),
        ("no stop😊yes", "en", 3),
    ],
)
def test_sentences(text: str, lang: str, count: int) -> None:
    assert len(sentences(text, lang)) == count


def test_a_wrapped_line_is_one_sentence() -> None:
    text = "We have looked into the matter that you wrote to us about and\nfound the reason for it."
    assert len(sentences(text, "en")) == 1


def test_persian_particles_join() -> None:
    assert words("می خواهم کتاب ها را", "fa") == ["می خواهم", "کتاب ها", "را"]


def test_filipino_prefix_joins_its_verb() -> None:
    assert words("paki check po n'yo", "fil") == ["paki check", "po", "n'yo"]
    assert words("wala akong paki sa inyo", "fil") == ["wala", "akong", "paki", "sa", "inyo"]


def test_commas_and_dashes_are_clause_boundaries() -> None:
    tokens = tokenize("yes, no – maybe (later)", "en")
    assert tokens.breaks[1:4] == [CLAUSE, CLAUSE, CLAUSE]


def test_quotations_are_known() -> None:
    text = 'You wrote "it is broken" and «χάλασε».\n> old text\nSorry.'
    assert [text[a:b] for a, b in tokenize(text, "en").quoted] == ['"it is broken"', "«χάλασε»", "> old text"]


def test_a_text_that_is_all_quotation_is_read() -> None:
    assert tokenize("«Δεν με νοιάζει.»", "el").quoted == []


def test_end_marks_are_kept() -> None:
    assert [marks for _, _, marks in tokenize("A word. Really?! Yes", "en").sentences] == [".", "?!", ""]


def test_a_long_run_of_spaces_takes_no_time() -> None:
    started = time.process_time()
    assert list(tokenize("Thanks" + " " * 10_000, "en").words) == ["Thanks"]
    assert time.process_time() - started < 2


@given(st.text(alphabet="ab1 .,!", max_size=40), st.data())
def test_cutting_words_and_joining_them_again_changes_nothing(text: str, data: st.DataObject) -> None:
    tokens = tokenize(text, "en")
    long = [i for i, word in enumerate(tokens.words) if len(word) > 1 and tokens.kinds[i] == WORD]
    chosen = data.draw(st.lists(st.sampled_from(long), unique=True)) if long else []
    cut = tokens.cut(dict.fromkeys(chosen, 1))
    assert [text[start:end] for start, end in cut.spans()] == cut.words
    assert len(cut) == len(tokens) + len(chosen) == len(cut.breaks) - 1
    first_halves = [place + sorted(chosen).index(place) for place in chosen]
    joined = cut.join(first_halves)
    for part in ("words", "starts", "ends", "kinds", "breaks", "sentences"):
        assert getattr(joined, part) == getattr(tokens, part)
