"""The language of a message, one of the five that `courtesy` knows.

Script comes first: a message in Greek or Arabic letters needs no statistics. In Latin letters the choice is between
English, Polish (with or without diacritics), Filipino (Taglish included), Greeklish and Finglish. There each word is
judged by its letter trigrams (``_langid_table``, learnt) and by lists of short words (``_langid_words``, written by
hand), and the words of a message add up.

The score of a word depends on the word alone. It is remembered, so that the frequent words of all messages are judged
once; what is remembered never changes an answer. The scores of the five classes are packed into one integer, so that
adding up a message is one ``sum``.

The learnt table holds counts derived from sentences of Tatoeba (https://tatoeba.org), CC BY 2.0 FR, by the
contributors of Tatoeba, and from a parallel corpus of Finglish and Persian under the MIT licence.
"""

from __future__ import annotations

import re

from courtesy.text.lazy import LazyPattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

CLASSES: Final = ("en", "pl", "fil", "el", "fa")
"""The order of the scores; ``el`` and ``fa`` stand for Greeklish and Finglish there. The first wins a tie."""

_MOST_CHARACTERS = 2400  # a language shows long before; this bounds the time of the longest text
_MOST_WORDS = 160

# ------------------------------------------------------------------------------------------------------------- codes

_ALIASES = {
    "en": "en", "eng": "en",
    "el": "el", "ell": "el", "gre": "el",
    "pl": "pl", "pol": "pl",
    "fa": "fa", "fas": "fa", "per": "fa", "pes": "fa", "prs": "fa",
    "fil": "fil", "tl": "fil", "tgl": "fil",
}  # fmt: skip


def normalise_code(code: str) -> str:
    """Return the language that a BCP 47 or CLDR code means, as one of ``en el pl fa fil``.

    People's systems write ``el-GR``, ``fa_IR`` or, for Filipino, the older ``tl``; the rest of the program should
    only ever meet five codes. Raises `courtesy.errors.LanguageError` for anything else; ``auto`` is no language.
    """
    if isinstance(code, str):
        subtags = code.replace("_", "-").split("-")
        language = _ALIASES.get(subtags[0].lower())
        if language and all(tag.isascii() and tag.isalnum() and len(tag) <= 8 for tag in subtags):
            return language
    from courtesy.errors import LanguageError

    shown = repr(code)
    if len(shown) > 40:
        shown = shown[:37] + "..."
    raise LanguageError(
        f"unknown language {shown}: use en, el, pl, fa or fil"
        " (tl and regional codes such as el-GR, fa_IR or fil-PH are understood too)"
    )


# ------------------------------------------------------------------------------------------------------------ tokens

_EDGE = ".,;:!?()[]\"'*-…“”„«»·؛،؟"
_CODE = frozenset("@#{}%_=<>\\")
_HOSTS = "com net org info io eu gr pl ir ph uk"
_FILES = "htm html php pdf jpg jpeg png doc docx xls xlsx csv zip"
_HOSTS_AND_FILES = frozenset(f"{_HOSTS} {_FILES}".split())
_UNITS_OF_MEASURE = "st nd rd th am pm k m g b kb mb gb kg km cm mm h hr hrs x d min"
_AFTER_A_NUMBER = frozenset(_UNITS_OF_MEASURE.split())


def _says_nothing(token: str, core: str) -> bool:
    """Whether a token is the same in every language: an address, a mention, a number, a placeholder, a brand."""
    if not _CODE.isdisjoint(token) or "://" in token or core[:4].lower() == "www.":
        return True
    if "." in core:
        name, _, suffix = core.lower().partition("/")[0].rpartition(".")
        if name and suffix in _HOSTS_AND_FILES:
            return True
    if core[:1].isdigit():  # 8 and 3 are letters of Greeklish: 8a
        return core[0] not in "38" or not core[1:2].isalpha() or core[1:].lower() in _AFTER_A_NUMBER
    return core.lower() != core and _has_odd_capitals(core)


def _has_odd_capitals(core: str) -> bool:
    """Whether a word is written like ``iPhone`` or ``GCash``, as only names are."""
    for i in range(1, len(core)):
        if core[i].isupper():
            if core[i - 1].islower():
                return True
        elif i > 1 and core[i].islower() and core[i - 1].isupper() and core[i - 2].isupper():
            return True
    return False


class _Memo(dict[str, int]):
    """Token -> what it says, packed into lanes of one integer.

    A value depends on its token alone, so that what is remembered never changes an answer, and the memo may be
    cleared at any time.
    """

    __slots__ = ("judge",)

    def __init__(self, judge: Callable[[str], int]) -> None:
        self.judge = judge

    def __missing__(self, token: str) -> int:
        value = self.judge(token)
        if len(token) <= _MEMO_LONGEST:
            self[token] = value
        return value

    def total(self, tokens: list[str]) -> int:
        """Return the sum of what the tokens say."""
        if len(self) > _MEMO_SIZE:
            self.clear()
        return sum(map(self.__getitem__, tokens))


_LANE = 20  # bits of a lane; the sum of a message never reaches the next lane
_MASK = (1 << _LANE) - 1
_MEMO_SIZE = 20_000
_MEMO_LONGEST = 32

_MARKUP = LazyPattern(r"<[a-zA-Z/!][^<>]{0,300}>|\{\{?[^{}]{0,80}\}?\}")
"""Tags and placeholders: ``Dear {customer name}`` is not two English words more."""

# ------------------------------------------------------------------------------------------------------------ script

_BEYOND_LATIN = LazyPattern("[\u0370-\u1fff\ufb50-\ufefc]")


def _script_weights(token: str) -> int:
    """Return what a token weighs for Greek, for Arabic script, and for Latin.

    Names and brands travel from language to language and weigh little, above all those in Latin letters.
    """
    core = token.strip(_EDGE)
    if _says_nothing(token, core):
        return 0
    greek = arabic = latin = 0
    for letter in core:
        if letter.isalpha():
            if letter < "\u0250":
                latin += 1
            elif "\u0370" <= letter < "\u0400" or "\u1f00" <= letter < "\u2000":
                greek += 1
            elif "\u0600" <= letter < "\u0900" or "\ufb50" <= letter < "\ufeff":
                arabic += 1
    if greek and greek >= max(arabic, latin):  # a tie within a word is look-alikes
        return 5 if core[0].isupper() else 10
    if arabic >= latin:
        return 10 << _LANE if arabic else 0
    return (3 if core[0].isupper() else 10) << 2 * _LANE


_scripts = _Memo(_script_weights)
_QUOTATIONS = (
    LazyPattern(r"^-{3,} ?(?:Original|Forwarded) [Mm]essage ?-{3,}.*", re.MULTILINE | re.DOTALL),
    LazyPattern(r"^On .{6,80} wrote:\s*$.*", re.MULTILINE | re.DOTALL),
    LazyPattern(r"^[ \t]*>.*$", re.MULTILINE),
    LazyPattern(r"«[^«»]*»|“[^“”]*”|„[^„”“]*[”“]|\"[^\"\n]*\""),
)


def _own_words(text: str) -> list[str]:
    """Return the tokens of ``text`` without what its writer only quotes, unless there is nothing else."""
    tokens = text.split()
    for pattern in _QUOTATIONS:
        rest = pattern.sub(" ", text)
        if rest != text:
            own = rest.split()
            if _scripts.total(own):
                text, tokens = rest, own
    return tokens


def _native(text: str) -> str | None:
    """Return ``el`` or ``fa`` if a text with some letters of these scripts is written in one of them, else ``None``.

    Words are counted, not letters, since one long word should not outvote a sentence. Native words count for more
    than Latin ones: people sprinkle English over Greek and Persian, and not the other way round.
    """
    for attempt in (0, 1):
        total = _scripts.total(_own_words(text) if attempt else text.split())
        greek, arabic, latin = total & _MASK, total >> _LANE & _MASK, total >> 2 * _LANE
        if greek > 4 * (arabic + latin):
            return "el"
        if arabic > 4 * (greek + latin):
            return "fa"
        if not greek and not arabic:
            return None
    native, language = max((greek, "el"), (arabic, "fa"))
    return language if native * 12 >= latin * 10 else None


# -------------------------------------------------------------------------------------------------------- Latin text

_SHIFTS = (0, 20, 40, 60, 80)
_UNITS = 4  # packed units of one step of the table
_WORD_CAP = 11 * _UNITS  # one strange name must not decide
_LISTED = 6 * _UNITS  # what a listed word costs the classes that do not list it
_POLISH_LETTER = 8 * _UNITS
_FIL_PREFIX = 3 * _UNITS
_PRIOR = (0, _UNITS, _UNITS, 2 * _UNITS, 2 * _UNITS)
_POLISH_MARGIN = 8  # packed units, for each marker
_STRONG, _WEAK = 2, 1
_WORDS_A_MARKER = 60
_FIRST_WORDS = 20  # if these leave no doubt, the rest is not judged
_DECISIVE = 40 * _UNITS
_LONGEST_WORD = 30

_FOLD = str.maketrans(
    "ąćęłńóśźżáàâäãåāéèêëēěíìîïīòôöõōúùûüūůýÿçčďñňřšťž’ʼ`´‘",
    "acelnoszzaaaaaaaeeeeeeiiiiiooooouuuuuuyyccdnnrstz'''''",
)
_POLISH_LETTERS = frozenset("ąćęłńśźżĄĆĘŁŃŚŹŻ")
_NO_WORDS = frozenset(("PO", "PO:"))  # a purchase order
_SHAPES = """
na nag mag pag ma naka nakaka paki ipa ipag magpa nagpa makapag nakapag mai nai pina ipina napa mapa ka pang pinag i
"""
_FIL_PREFIXES = frozenset(_SHAPES.split())


class _Tables:
    """The learnt table and the word lists, read when the first Latin text comes: Greek programs never do."""

    __slots__ = ("anywhere", "international", "listed", "piece", "strong", "trigrams", "weak")

    def __init__(self) -> None:
        from courtesy.text import _langid_words as words
        from courtesy.text._langid_table import TRIGRAMS

        trigrams: dict[str, int] = {}
        for group in TRIGRAMS.split(" "):
            packed = int("0000".join(group[4::-1]), 16)  # a lane is five hexadecimal digits
            for trigram in group[5:].split(","):
                trigrams[trigram] = packed
        self.trigrams = trigrams
        lists = (words.EN, words.PL, words.FIL, words.EL, words.FA)
        self.listed = tuple([frozenset(text.split()) for text in lists])
        self.international = frozenset(words.INTERNATIONAL.split())
        self.strong = frozenset(words.FIL_STRONG.split())
        self.weak = frozenset(words.FIL_WEAK.split())
        signs = f"{words.FIL_STRONG} {words.FIL_WEAK}".split()
        self.anywhere = frozenset(signs).union(*[(f"{end} ".join(signs) + end).split() for end in ".,!?"])
        self.piece = re.compile("[a-z38][a-z38']*")


_tables: _Tables | None = None


def _load() -> _Tables:
    global _tables
    if _tables is None:
        _tables = _Tables()
    return _tables


def words_of(token: str) -> list[str]:
    """Return the words in a token of running text, lower-cased and folded to ASCII; none for addresses and numbers.

    The builder of the table counts the same words.
    """
    core = token.strip(_EDGE)
    if core.isalpha() and (core.islower() or core[1:].islower()):
        word = core.lower()
        if word.isascii() or (word := word.translate(_FOLD)).isascii():
            return [word]
    if _says_nothing(token, core):
        return []
    text = core.lower()
    if not text.isascii():
        text = "".join([c for c in text if not "\u0300" <= c <= "\u036f"]).translate(_FOLD)
    return [piece.replace("'", "") for piece in _load().piece.findall(text) if piece.strip("38'")]


def _costs(token: str) -> int:
    """Return what a token costs each class, packed; in the lane above them, how much it shows Filipino grammar."""
    tables = _load()
    trigram = tables.trigrams.get
    costs = [0, 0, 0, 0, 0]
    markers = 0
    words = words_of(token)
    if not words or token in _NO_WORDS:
        return 0
    for word in words[:_MOST_WORDS]:
        if word in tables.international:
            continue
        padded = f"_{word[:_LONGEST_WORD]}_"
        packed = sum([trigram(padded[i : i + 3], 0) for i in range(len(padded) - 2)])
        own = [(packed >> shift & _MASK) * _UNITS for shift in _SHIFTS]
        member = [word in listed for listed in tables.listed]
        if True in member:
            own = [cost >> 1 if here else (cost >> 1) + _LISTED for cost, here in zip(own, member, strict=True)]
        least = min(own)
        costs = [cost + min(mine - least, _WORD_CAP) for cost, mine in zip(costs, own, strict=True)]
        if word in tables.strong:
            markers += _STRONG
        elif word in tables.weak and token != token.capitalize():  # capitalised ones are often names: Ho Chi Minh
            markers += _WEAK
    if not token.isascii() and not _POLISH_LETTERS.isdisjoint(token):
        costs = [cost if i == 1 else cost + _POLISH_LETTER for i, cost in enumerate(costs)]
    if "-" in token:
        prefix, _, stem = token.lower().partition("-")
        if stem[:1].isalpha() and prefix.strip(_EDGE) in _FIL_PREFIXES:
            costs = [cost if i == 2 else cost + _FIL_PREFIX for i, cost in enumerate(costs)]
            markers += _STRONG
    total = markers
    for cost in reversed(costs):
        total = total << _LANE | cost
    return total


_words = _Memo(_costs)


def _latin(text: str) -> str:
    """Return the language of a text that is neither in Greek nor in Arabic letters."""
    tokens = text.split()
    if len(tokens) > _FIRST_WORDS + 5:
        del tokens[_MOST_WORDS:]
        language, lead = _cheapest(_words.total(tokens[:_FIRST_WORDS]), _FIRST_WORDS)
        if lead >= _DECISIVE and (language != "en" or _load().anywhere.isdisjoint(tokens)):
            return language
    return _cheapest(_words.total(tokens), len(tokens))[0]


def _cheapest(total: int, words: int) -> tuple[str, int]:
    """Return the language of so many words with these costs, and its lead over the next class."""
    english = total & _MASK
    polish = (total >> _LANE & _MASK) + _PRIOR[1]
    filipino = (total >> 2 * _LANE & _MASK) + _PRIOR[2]
    costs = (
        english,
        polish,
        filipino,
        (total >> 3 * _LANE & _MASK) + _PRIOR[3],
        (total >> 4 * _LANE & _MASK) + _PRIOR[4],
    )
    markers = total >> 5 * _LANE
    least, second = sorted(costs)[:2]
    best = CLASSES[costs.index(least)]
    if markers >= _STRONG and (
        (best == "en" and markers * _WORDS_A_MARKER >= words)
        # "refund na po": all that looks Polish here are little words that both languages have
        or (best == "pl" and filipino - least <= _POLISH_MARGIN * markers)
    ):
        return "fil", 0
    return best, second - least


def identify(text: str) -> str:
    """Return the language of a message: ``en``, ``el``, ``pl``, ``fa`` or ``fil``.

    Greek typed in Latin letters is ``el`` and Persian ``fa``, since it is the reader's language that decides what is
    polite; Taglish is ``fil`` as soon as its grammar words are Filipino, however many English words stand between.
    A mixed message belongs to the language that holds it together: names of products, quoted mail, addresses, numbers
    and emoji do not count. There is always an answer: text without letters, or in none of these languages' scripts,
    is ``en``.
    """
    if len(text) > _MOST_CHARACTERS:
        start = next((i for i, character in enumerate(text) if character.isalpha()), 0)
        text = text[start : start + _MOST_CHARACTERS]
    if "{" in text or "<" in text:
        text = _MARKUP.sub(" ", text)
    if not text.isascii() and _BEYOND_LATIN.search(text):
        native = _native(text)
        if native:
            return native
    return _latin(text)
