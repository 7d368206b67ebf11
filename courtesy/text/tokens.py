"""Tokens and sentences with offsets into the text as it was given.

Written for the way people type to each other: emoji and links glued to words, dots for pauses, missing capitals,
half-spaces, the Greek question mark, times and prices, list numbers, wrapped lines, quoted mail.
"""

from __future__ import annotations

import re

from courtesy.text.lazy import LazyPattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

NONE, CLAUSE, SENTENCE, LINE = 0, 1, 2, 3
"""How strong the boundary before a token is; a line break that ends a sentence is a `LINE`."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_TAIL = rf"[^\W_]*(?:[{_MARKS}{_INVISIBLE}]+[^\W_]*)*"
_JOIN = "'’ʼ`´\\-‐‑\u00ac"
_EMOJI = (
    "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\U0001f000-\U0001faff]"
    "[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U0001f000-\U0001faff\u2640\u2642\u2764]*"
)

_LINK_FORM = r"(?:https?://|www\.)[^\s<>\"«»]*[^\s<>\"«».,:;!?؟)\]]|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+|(?<!\S)[@\#]\w[\w.-]*"
_END_FORM = r"[.…!?؟۔;。！？]+(?:[\s\ufe0f]*[!?؟]+)*"


def _grammar(word: str, emoji: str, *, links: bool, ascii_only: bool) -> re.Pattern[str]:
    """Build the tokenizer's pattern: one group for each kind of token, the commonest kind first.

    Words that follow each other with single spaces between are one match, so that the loop turns once for all of them.
    Where links are looked for, they come before words, and all groups are one higher.
    """
    space = rf"\ (?={'(?!' + _LINK_FORM + ')' if links else ''}[^\W\d_])"
    words = rf"(?:(?:{word})(?:{space})?+)++"
    pattern = rf"""
        (?<!\ )\ *+ (?: {"(" + _LINK_FORM + ") |" if links else ""}
          ( {words} )                                        # word, or several
        | ( {_END_FORM} )                                    # end marks
        | ( [,:،؛··()\[\]{{}}—–―] | -+(?=\s) | -- )           # clause marks
        | ( \d+ (?: [.,:/٫٬-] \d+ )* )                       # number
        | ( [:;=]-?[)(DPp3*](?!\w) | <3 {emoji} )            # emoji
        | ( [%€$£₱¥&+=] )                                    # signs that are words
        | ( [\t\r]* \n \s* )                                # line break
        )
        """
    if ascii_only:  # sets of letters of all scripts take long to compile
        pattern = pattern.encode("ascii", "ignore").decode()
    return re.compile(pattern, re.VERBOSE)


_ASCII_WORD = r"[A-Za-z][A-Za-z0-9]*(?:['`-][A-Za-z0-9]+)*"
_ANY_WORD = rf"[όοΌΟ],\s?(?:τι|ΤΙ|Τι)\b|[^\W\d_]{_TAIL}(?:[{_JOIN}][^\W_]{_TAIL})*"
_FORMS = {
    (ascii_only, links): (_ASCII_WORD if ascii_only else _ANY_WORD, "" if ascii_only else f"| {_EMOJI}", links)
    for ascii_only in (True, False)
    for links in (True, False)
}
_ONE_WORD = LazyPattern(_ANY_WORD)
_grammars: dict[tuple[bool, bool], re.Pattern[str]] = {}
_LINK_SIGNS = ("@", "#", "://", "www.", "WWW.", "Www.")


def _grammar_for(text: str) -> re.Pattern[str]:
    """Choose the simplest pattern that reads a text; each is compiled when it is first wanted."""
    key = (text.isascii(), any(sign in text for sign in _LINK_SIGNS))
    grammar = _grammars.get(key)
    if grammar is None:
        word, emoji, links = _FORMS[key]
        grammar = _grammars[key] = _grammar(word, emoji, links=links, ascii_only=key[0])
    return grammar


_QUOTES = LazyPattern(
    r"«[^«»]{1,400}»|[„“](?=\S)[^„“”\"]{1,400}[”“\"]|(?<![^\s(\[,:;.!?—–-])\"(?=\S)[^\"\n]{1,400}(?<=\S)\"(?!\w)"
)
_QUOTED_LINE = LazyPattern(r"^[ \t]*>.*$", re.MULTILINE)
_QUOTE_SIGNS = ("«", "„", "“", '"', ">")

_ABBREVIATIONS = {
    "en": "mr mrs ms dr prof st no nos e.g i.e etc vs inc ltd co approx dept est tel ext ref a.m p.m jr sr min max fig",
    "el": "κ κα κος κου κας κκ π.χ πχ δηλ αρ αριθ τηλ σελ κ.λπ κλπ κ.ά βλ λεωφ οδ μ.μ π.μ μμ πμ δρ εκ χιλ ευρ αι στ",
    "pl": "np tj tzn itd itp ul al pl nr p tel godz ok str dr mgr inż im pkt ust art proc zł gr r s śp os woj pow gm św min "
    "maks ww br",
    "fa": "",
    "fil": "g gng bb mr mrs ms dr atty engr sto sta brgy blg no nos a.m p.m st ave etc hal tel ext",
}
_ABBREVIATED = {lang: frozenset(words.split()) for lang, words in _ABBREVIATIONS.items()}

_PREFIXES = {
    "fa": frozenset({"می", "نمی", "همی", "مي", "نمي", "mi", "nemi", "nmi"}),
    "fil": frozenset({"paki", "pki", "mag", "nag", "maki"}),
}
"""Words that people write apart from the word that they belong to."""

_LEFT_ALONE = {"fil": frozenset("po ho ko mo sa na ba ako naman nga lang si ang ng".split())}
"""Words that no prefix belongs to: ``paki`` before them means something else."""

_SUFFIXES = {
    "fa": frozenset(
        "ها های هایی هاي هایتان هایشان هایمان تر تری ترین ام ات اش ای اید ایم اند مان تان شان تون مون شون "
        "هام هات هاش هامون هاتون هاشون".split()
    )
}
"""Endings that people write apart from the word before."""

_NOTHING: frozenset[str] = frozenset()
_JOINED = {lang: _PREFIXES.get(lang, _NOTHING) | _SUFFIXES.get(lang, _NOTHING) for lang in _ABBREVIATIONS}


class Tokens:
    """The words of a text, each with its place, and the sentences that they form.

    Parallel lists rather than objects: a message is read in microseconds.
    Words are everything that can be matched: words, numbers, links, emoji and a few signs (%, €); punctuation shows only as
    boundaries.
    """

    __slots__ = (
        "breaks", "ends", "features", "kinds", "lang", "lemmas", "origins", "quoted", "sentences", "starts", "text", "words",
    )  # fmt: skip

    text: str
    lang: str
    words: list[str]
    """The words as they stand in the text."""
    starts: list[int]
    ends: list[int]
    kinds: list[int]
    """`WORD`, `NUMBER`, `EMOJI`, `SIGN` or `LINK` for each word."""
    breaks: list[int]
    """The boundary before each word, and one more after the last."""
    sentences: list[tuple[int, int, str]]
    """First word, word after the last, and the marks that end the sentence ("" where there are none)."""
    quoted: list[tuple[int, int]]
    """Stretches of the text that are somebody else's words."""
    lemmas: list[tuple[str, ...]] | None
    """Where an engine knows them: the dictionary form of each word, or of each of the words that it is made of."""
    features: list[tuple[Mapping[str, str], ...]] | None
    """Where an engine knows them: the same for features by their Universal Dependencies names (``Mood``, ``Person`` ...), and
    the part of speech under ``UPOS``."""

    origins: list[tuple[int, int]] | None
    """Where words were cut or joined: for each word the range of words that it was made of, in the tokens as they came."""

    def __init__(self, text: str, lang: str) -> None:
        self.text = text
        self.lang = lang
        self.words = []
        self.starts = []
        self.ends = []
        self.kinds = []
        self.breaks = []
        self.sentences = []
        self.quoted = []
        self.lemmas = None
        self.features = None
        self.origins = None

    def __len__(self) -> int:
        return len(self.words)

    def without_capitals(self) -> list[str]:
        """Return the words, the first of each sentence without its capital: elsewhere a capital is the sign of a name."""
        out = self.words
        for first, _, _ in self.sentences:
            word = self.words[first]
            if word[0].isupper() and not word.isupper():
                if out is self.words:
                    out = out.copy()
                out[first] = word[0].lower() + word[1:]
        return out

    def cut(self, places: Mapping[int, int]) -> Tokens:
        """Return the same text with some words cut in two: ``places`` gives how many letters of which words come first."""
        out = Tokens(self.text, self.lang)
        made_of: list[tuple[int, int]] = []
        for i, word in enumerate(self.words):
            start, end, middle = self.starts[i], self.ends[i], places.get(i, 0)
            if middle:
                out._add(word[:middle], start, start + middle, self.kinds[i], self.breaks[i])
                out._add(word[middle:], start + middle, end, self.kinds[i], NONE)
                made_of.append((i, i + 1))
            else:
                out._add(word, start, end, self.kinds[i], self.breaks[i])
            made_of.append((i, i + 1))
        return out._taken_over(self, made_of)

    def join(self, places: Collection[int]) -> Tokens:
        """Return the same text with some words read as one with the word after them."""
        out = Tokens(self.text, self.lang)
        made_of: list[tuple[int, int]] = []
        for i, word in enumerate(self.words):
            if i - 1 in places:
                out.words[-1] += word
                out.ends[-1] = self.ends[i]
                out.kinds[-1] = WORD
                made_of[-1] = (made_of[-1][0], i + 1)
            else:
                out._add(word, self.starts[i], self.ends[i], self.kinds[i], self.breaks[i])
                made_of.append((i, i + 1))
        return out._taken_over(self, made_of)

    def _add(self, word: str, start: int, end: int, kind: int, boundary: int) -> None:
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)
        self.kinds.append(kind)
        self.breaks.append(boundary)

    def _taken_over(self, other: Tokens, made_of: list[tuple[int, int]]) -> Tokens:
        """Take over the rest from other tokens: ``made_of`` says which of their words each word was made of."""
        self.quoted = other.quoted
        self.breaks.append(other.breaks[-1])
        place = {first: i for i, (first, _) in reversed(list(enumerate(made_of)))}
        place[len(other.words)] = len(made_of)
        self.sentences = [(place[first], place[last], marks) for first, last, marks in other.sentences]
        before = other.origins
        self.origins = made_of if before is None else [(before[a][0], before[b - 1][1]) for a, b in made_of]
        whole = {i: a for i, (a, b) in enumerate(made_of) if b - a == 1 and self.words[i] == other.words[a]}
        if other.lemmas is not None:  # an engine knows nothing of the parts of a word, and of what parts make
            lemmas = other.lemmas
            self.lemmas = [lemmas[whole[i]] if i in whole else () for i in range(len(made_of))]
        if other.features is not None:
            features = other.features
            self.features = [features[whole[i]] if i in whole else () for i in range(len(made_of))]
        return self

    def spans(self) -> Iterator[tuple[int, int]]:
        """Give each word's half-open span."""
        return zip(self.starts, self.ends, strict=True)


LINK, WORD, _END, _CLAUSE, NUMBER, EMOJI, SIGN, _NEWLINE = range(8)


def tokenize(text: str, lang: str, judge: Callable[[int, int, int], int] | None = None) -> Tokens:
    """Split a text into words and sentences.

    ``lang`` is one of `courtesy.LANGUAGES`; it decides what ``;`` means, which abbreviations carry a full stop and
    which particles are joined to the next word. The offsets are code points of ``text``.
    A ``judge`` is given the place of each end mark and how strong a boundary it looks, and has the last word on that.
    """
    out = Tokens(text, lang)
    words, starts, ends, kinds, breaks = out.words, out.starts, out.ends, out.kinds, out.breaks
    add_start, add_end, add_break = starts.append, ends.append, breaks.append
    joined = _JOINED[lang]
    weigh = _boundary if judge is None else _judged(judge)
    pending = LINE
    marks: list[str] = []  # the end marks of each sentence, in order
    glue = False  # the last word waits for the one after it (Persian می, Filipino paki)
    grammar = _grammar_for(text)
    shift = 1 if grammar.groups == _NEWLINE + 1 else 0  # is group 1 for links?
    for match in grammar.finditer(text):
        group = match.lastindex or 0
        kind = group - shift
        start, end = match.span(group)
        if kind == WORD:
            run = text[start:end]
            several = run.split(" ") if "," not in run else [one[0] for one in _ONE_WORD.finditer(run)]  # Greek "ό, τι"
            if glue or (joined and not joined.isdisjoint(run.lower().split(" "))):
                glue = _add_joined(out, several, start, pending, glue=glue)
            else:
                words += several
                for word in several:
                    add_start(start)
                    start += len(word)
                    add_end(start)
                    start += 1
                kinds += [WORD] * len(several)
                add_break(pending)
                if len(several) > 1:
                    breaks += [NONE] * (len(several) - 1)
            pending = NONE
            continue
        if kind == _END or kind == _CLAUSE or kind == _NEWLINE:
            glue = False
            strength = CLAUSE if kind == _CLAUSE else weigh(text, start, end, kind, lang, words)
            if strength > pending:
                if strength >= SENTENCE > pending and words:
                    marks.append(text[start:end] if kind == _END else "")
                pending = strength
            continue
        glue = False
        if kind == EMOJI and pending < SENTENCE:  # people end sentences with them: each is a sentence of its own
            if words:
                marks.append("")
            pending = SENTENCE
        words.append(text[start:end])
        add_start(start)
        add_end(end)
        kinds.append(kind)
        add_break(pending)
        pending = NONE
        if kind == EMOJI:
            marks.append("")
            pending = SENTENCE
    if words and pending < SENTENCE:
        marks.append("")
    breaks.append(LINE)
    bounds = [i for i, strength in enumerate(breaks) if strength >= SENTENCE]
    out.sentences = list(zip(bounds, bounds[1:], marks, strict=False))
    if any(sign in text for sign in _QUOTE_SIGNS):
        out.quoted = _quoted(text)
    return out


def _add_joined(out: Tokens, several: list[str], start: int, pending: int, *, glue: bool) -> bool:
    """Add words of which some belong together though they are written apart.

    ``glue`` says that the word before them waits for the next; returns whether the last of them does.
    """
    words, ends = out.words, out.ends
    prefixes = _PREFIXES.get(out.lang, _NOTHING)
    suffixes = _SUFFIXES.get(out.lang, _NOTHING)
    left_alone = _LEFT_ALONE.get(out.lang, _NOTHING)
    for word in several:
        end = start + len(word)
        plain = word.lower()
        before = pending == NONE and words and start - ends[-1] == 1
        if before and ((glue and plain not in left_alone) or (word in suffixes and out.kinds[-1] == WORD)):
            ends[-1] = end
            words[-1] = out.text[out.starts[-1] : end]
            glue = False
        else:
            words.append(word)
            out.starts.append(start)
            ends.append(end)
            out.kinds.append(WORD)
            out.breaks.append(pending)
            pending = NONE
            glue = plain in prefixes
        start = end + 1
    return glue


def _boundary(text: str, start: int, end: int, kind: int, lang: str, words: list[str]) -> int:
    """Say how strong a boundary an end mark or line break is."""
    if kind == _NEWLINE:
        return _line_break(text, start, end)
    mark = text[start:end]
    after = text[end : end + 1]
    if mark == ";":
        return SENTENCE if lang == "el" and (not after or not after.isalnum()) else CLAUSE
    if mark == ".":
        if after and not after.isspace() and after not in "\"'”’)]»*":
            return CLAUSE if after.isalnum() else SENTENCE
        before = words[-1] if words and text[start - 1 : start] == words[-1][-1] else ""
        if before and (before.casefold() in _ABBREVIATED[lang] or _is_initial(text, start, before)):
            return NONE if text[end:].strip() else SENTENCE
        if before.isdigit():
            following = text[end:].lstrip()[:1]
            return NONE if following.islower() else SENTENCE
        return SENTENCE
    if mark in ("...", "…"):
        following = text[end : end + 40].lstrip()[:1]
        return SENTENCE if not following or following.isupper() else CLAUSE
    return SENTENCE


def is_abbreviation(text: str, start: int, lang: str) -> bool:
    """Say whether the full stop at ``start`` stands behind a word that is listed as an abbreviation of the language."""
    first = start
    while first and (text[first - 1].isalnum() or text[first - 1] == "."):
        first -= 1
    word = text[first:start].casefold()
    return word in _ABBREVIATED[lang] or word.rpartition(".")[2] in _ABBREVIATED[lang]


def _judged(judge: Callable[[int, int, int], int]) -> Callable[[str, int, int, int, str, list[str]], int]:
    def weigh(text: str, start: int, end: int, kind: int, lang: str, words: list[str]) -> int:
        strength = _boundary(text, start, end, kind, lang, words)
        return judge(start, end, strength) if kind == _END else strength

    return weigh


def _is_initial(text: str, start: int, before: str) -> bool:
    """A single letter before a full stop: an initial ("J. Smith") or the end of a dotted abbreviation ("p.m.")."""
    return len(before) == 1 and (before.isupper() or text[start - 2 : start - 1] == ".")


_WRAP_AFTER = 55


def _line_break(text: str, start: int, end: int) -> int:
    """A line break ends a sentence unless it only wraps a long line."""
    if text.count("\n", start, end) > 1:
        return LINE
    following = text[end : end + 1]
    if (
        following.islower()
        and start - (text.rfind("\n", 0, start) + 1) >= _WRAP_AFTER
        and text[start - 1] not in ".!?:;"
    ):
        return NONE
    return LINE


def _quoted(text: str) -> list[tuple[int, int]]:
    """Find what is quoted from others; a text that is one quotation as a whole is read as it is."""
    found = [m.span() for m in _QUOTES.finditer(text)]
    found += [m.span() for m in _QUOTED_LINE.finditer(text)]
    stripped = text.strip()
    offset = text.find(stripped)
    if any(start <= offset and end >= offset + len(stripped) for start, end in found):
        return []
    if found and not _outside(text, found).strip():
        return []
    return found


def _outside(text: str, spans: list[tuple[int, int]]) -> str:
    out, at = [], 0
    for start, end in sorted(spans):
        out.append(text[at:start])
        at = max(at, end)
    out.append(text[at:])
    return "".join(out)


def is_question(marks: str) -> bool:
    """Say whether the end marks of a sentence make it a question (`tokenize` gives ``;`` for Greek only)."""
    return "?" in marks or "؟" in marks or ";" in marks or "？" in marks
