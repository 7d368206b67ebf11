"""How a word sounds: rough keys at which a misspelling meets the usual spelling.

People who do not know how a word is written write it as they hear it: Greek ``αφισαμε`` for *αφήσαμε*, Polish
``wyłoncznie`` for *wyłącznie*, Persian ``غزا`` for *غذا*, English ``recieve`` for *receive*, Filipino ``riklamo`` for
*reklamo*. Two spellings that sound alike get one key. Keys are for words that no list knows: between two correct words they
would see likenesses that are none.
"""

from __future__ import annotations

from courtesy.text.lazy import LazyPattern
from courtesy.text.translit import greek_sound, replaced, undoubled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

SHORTEST = {"el": 4, "pl": 4, "fa": 3, "fil": 3, "en": 6}
"""Letters from which on a word of a language is read by its sound: shorter ones sound like too many others."""


def sound_of(key: str, lang: str) -> str:
    """Return how a folded word sounds to readers of a language."""
    return _SOUNDS[lang](key)


_NASAL = LazyPattern(r"([aeo])[mn](?=[bcdfgkpstwzSCD])")
_NASAL_END = LazyPattern(r"(?<=[jsn])om$")
_DEVOICED = LazyPattern(r"[bdgwzD](?=[cfhkpstSC]|$)")
_VOICED = LazyPattern(r"s(?=[bdgzD])")
_AFTER_VOICELESS = LazyPattern(r"(?<=[cfhkpstSC])w")
_TO_VOICELESS = str.maketrans("bdgwzD", "ptkfsC")


def _polish(key: str) -> str:
    """ó is u, rz is ż, ch is h, ą and ę are om and em, and consonants fall in with what follows."""
    key = key.replace("ch", "h").replace("sz", "S").replace("cz", "C")
    key = key.replace("rz", "z").replace("dz", "D").replace("dD", "D")
    for voiceless in "ptkfh":
        key = key.replace(voiceless + "z", voiceless + "S")
    key = key.replace("au", "al").replace("u", "o").replace("j", "i")
    key = _NASAL.sub(lambda match: "e" if match[1] == "e" else "a", key)
    key = _NASAL_END.sub("a", key)
    key = _VOICED.sub("z", key)
    key = _DEVOICED.sub(lambda match: match[0].translate(_TO_VOICELESS), key)
    if key.endswith("S"):
        key = key[:-1] + "s"
    return undoubled(_AFTER_VOICELESS.sub("f", key))


_PERSIAN_SAME = str.maketrans(
    {"ذ": "ز", "ض": "ز", "ظ": "ز", "ص": "س", "ث": "س", "ط": "ت", "ح": "ه", "غ": "ق", "ع": "ا", "ئ": "ی", "ؤ": "و"}
)


def _persian(key: str) -> str:
    """Letters of Arabic that Persian says alike, the mute و of خوا, and ن before ب."""
    return undoubled(key.translate(_PERSIAN_SAME).replace("خوا", "خا").replace("نب", "مب"))


_PERSIAN_ENDS = ("شون", "تون", "مون", "های", "ست", "رو", "ها", "و", "م", "ش", "ت", "س", "ا")


def persian_stems(key: str) -> list[str]:
    """Return what a folded Persian word may be without what speakers write onto it: رو (``موردو``), هم, است, your, his ..."""
    return [key[: -len(end)] for end in _PERSIAN_ENDS if key.endswith(end) and len(key) - len(end) >= SHORTEST["fa"]]


_ENGLISH_SAME = (
    ("ph", "f"), ("ck", "k"), ("wh", "w"), ("kn", "n"), ("gh", ""), ("x", "ks"), ("ce", "se"), ("ci", "si"), ("cy", "sy"),
    ("c", "k"), ("z", "s"),
)  # fmt: skip
_VOWELS = str.maketrans("eiouy", "aaaaa")


def _english(key: str) -> str:
    """Vowels are what English writers mistake most: all are one; doubled letters are single, c is what it sounds like."""
    return undoubled(replaced(key, _ENGLISH_SAME).translate(_VOWELS))


_FILIPINO_PAIRS = (("iy", "y"), ("uw", "w"), ("kw", "ku"), ("x", "ks"))
_FILIPINO_SAME = str.maketrans("eocfvzq", "iukpbsk")


def _filipino(key: str) -> str:
    """E is i and o is u in most mouths, f is p, v is b; letters of loanwords are Filipino ones."""
    return undoubled(replaced(key, _FILIPINO_PAIRS).translate(_FILIPINO_SAME))


_SHORTEST_SHORT = 3
_LEFT_OUT = str.maketrans("", "", "aeiouyw")
_SHORT_SPELLINGS = (str.maketrans("xzqc", "sskk"), str.maketrans("xzqc", "ssks"))


def skeleton(key: str) -> str:
    """Return what is left of a Filipino word when its vowels, y and w are left out, as in text messages."""
    return _filipino(key).translate(_LEFT_OUT)


def shortened(key: str) -> list[str]:
    """Return how a folded Filipino word that may be shortened would sound: c is *k* or *s*; none for very short ones."""
    if len(key) < _SHORTEST_SHORT:
        return []
    return list(dict.fromkeys(_filipino(key.translate(spelling)) for spelling in _SHORT_SPELLINGS))


def may_stand_for(short: str, word: str) -> bool:
    """Say whether a shortened word may stand for a Filipino word: its letters stand in it in order, and are half of them."""
    whole = _filipino(word)
    if short[0] != whole[0] or short[-1] != whole[-1] or len(short) * 2 < len(whole):
        return False
    rest = iter(whole)
    return all(letter in rest for letter in short)


_SOUNDS: dict[str, Callable[[str], str]] = {
    "el": greek_sound, "pl": _polish, "fa": _persian, "en": _english, "fil": _filipino,
}  # fmt: skip
