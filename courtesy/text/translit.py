"""Greeklish and Finglish: keys by sound, where a word in Latin letters meets the native spelling.

There is no norm for either. One writer of Greeklish goes by sound (``efxaristo``), another by looks (``euxaristw``), and
both mix; so the Greek word and the Latin one are brought to one rough phonetic key. Persian in Latin letters shows the short
vowels that Persian script leaves out and spells long ones freely, so the two meet at their consonants.
"""

from __future__ import annotations

from itertools import product

_GREEK_PAIRS = (
    ("αυ", "av"), ("ευ", "ev"), ("ηυ", "iv"), ("ου", "u"), ("αι", "e"), ("ει", "i"), ("οι", "i"), ("υι", "i"),
    ("γγ", "g"), ("γκ", "g"), ("γχ", "x"), ("μπ", "b"), ("ντ", "d"), ("τσ", "ts"), ("τζ", "tz"),
)  # fmt: skip
_GREEK_ONE = dict(zip("αβγδεζηθικλμνξοπρστυφχψωσ", "avgdeziqiklmncoprstifxyos", strict=True))
# θ=q ξ=c ψ=y: single letters of our own, so that no other sound meets them

_LATIN_PAIRS = (
    ("8", "q"), ("9", "q"), ("ks", "c"), ("3", "c"), ("ps", "y"), ("4", "y"),
    ("gx", "x"), ("nx", "x"), ("gch", "x"), ("ph", "f"), ("ch", "x"), ("kh", "x"), ("gh", "g"), ("gk", "g"), ("gg", "g"),
    ("ng", "g"),
    ("mp", "b"), ("nt", "d"), ("nd", "d"), ("dh", "d"), ("ou", "u"), ("oy", "u"),
    ("ai", "e"), ("ei", "i"), ("oi", "i"), ("ui", "i"),
    ("au", "av"), ("ay", "av"), ("af", "av"), ("eu", "ev"), ("ey", "ev"), ("ef", "ev"),
)  # fmt: skip
_LATIN_ONE = {"w": "o", "y": "i", "j": "z", "ç": "s", "c": "k", "q": "k"}
_AMBIGUOUS = {"T": ("q", "ti"), "h": ("i", "x"), "x": ("x", "c"), "u": ("i", "u"), "b": ("b", "v"), "v": ("v",)}


def undoubled(key: str) -> str:
    """Return a word with doubled letters single; a loop, for compiling a pattern would take as long as five hundred words."""
    return "".join([letter for letter, before in zip(key, "\0" + key, strict=False) if letter != before])


def replaced(key: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """Return a word with pairs of letters replaced by their sounds, one pair after the other."""
    for pair, sound in pairs:
        key = key.replace(pair, sound)
    return key


def greek_sound(key: str) -> str:
    """Return the phonetic key of a folded Greek word."""
    return _join("".join(_GREEK_ONE.get(c, c) for c in replaced(key, _GREEK_PAIRS)))


def greeklish_sounds(key: str) -> tuple[str, ...]:
    """Return the phonetic keys that a folded word in Latin letters may have, the likeliest first (16 at most)."""
    key = key.replace("th", "T")  # θ, or τη
    for pair, sound in _LATIN_PAIRS:
        key = key.replace(pair, sound.upper())
    choices: list[tuple[str, ...]] = []
    free = 4
    for c in key:
        if c in _AMBIGUOUS and free:
            choices.append(_AMBIGUOUS[c])
            free -= len(_AMBIGUOUS[c]) > 1
        elif c.isupper():
            choices.append(("q" if c == "T" else c.lower(),))
        else:
            choices.append((_LATIN_ONE.get(c, c),))
    return tuple(dict.fromkeys(_join("".join(chosen)) for chosen in product(*choices)))


def _join(sound: str) -> str:
    return undoubled(sound.replace("af", "av").replace("ef", "ev"))


_PERSIAN = {
    "ا": "", "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "C", "ح": "h", "خ": "x", "د": "d", "ذ": "z",
    "ر": "r", "ز": "z", "ژ": "J", "س": "s", "ش": "S", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "ع": "", "غ": "q", "ف": "f",
    "ق": "q", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "و": "u", "ه": "h", "ی": "i",
}  # fmt: skip
_FINGLISH_PAIRS = (
    ("kh", "x"), ("gh", "q"), ("ch", "C"), ("sh", "S"), ("zh", "J"), ("oo", "u"), ("ou", "u"), ("ow", "u"), ("ee", "i"),
    ("ey", "i"), ("ei", "i"), ("ay", "i"), ("ai", "i"), ("iy", "i"),
)  # fmt: skip
_FINGLISH_ONE = {"a": "", "e": "", "o": "", "w": "u", "v": "u", "y": "i", "c": "k", "'": "", "â": "", "ā": ""}


_SURELY_HEARD = 3
"""Consonants from which on a Persian word is told from others without its vowels."""


def persian_sounds(key: str) -> tuple[str, ...]:
    """Return the consonant keys that a folded Persian word may have in Latin letters; none for very short words."""
    body = key[:-1] if key.endswith("ه") and len(key) > 2 else key
    sound = "".join(_PERSIAN.get(c, c) for c in body)
    forms = [sound]
    if key.endswith("ه"):
        forms.append(sound + "h")
    if "xu" in sound:  # خواهش, خواستن: the و is mute
        forms.append(sound.replace("xu", "x"))
    if "u" in sound:  # خوب is written khob as well as khub
        forms.append(sound.replace("u", ""))
    if "iu" in sound:  # مسئول: masul
        forms.append(sound.replace("iu", "u"))
    if key.endswith("ا") and len(key) > 3:  # tanvin: لطفا, حتما are said lotfan, hatman
        forms.append(sound + "n")
    if len(key) > 2 and key[0] == "ی":
        forms.append(sound[1:])
    forms += [undoubled(form) for form in forms]
    return tuple(dict.fromkeys(form for form in forms if len(form) >= _SURELY_HEARD))


def persian_vowelled(key: str) -> tuple[str, ...]:
    """Return the keys of a folded Persian word with the long vowels that it is written with."""
    sound = "".join("A" if c == "ا" else _PERSIAN.get(c, c) for c in key)
    if key[0] in "اع":
        sound = "*" + sound[key[0] == "ا" :]
    forms = [sound[:-1] if len(sound) > 1 and key.endswith("ه") else sound]
    if "xuA" in sound:
        forms.append(forms[0].replace("xuA", "xA"))
    if "iu" in sound:
        forms.append(forms[0].replace("iu", "u"))
    if len(key) > 3 and key.endswith("ا"):
        forms.append(sound[:-1] + "n")
    return tuple(forms)


def finglish_sounds(key: str) -> tuple[str, ...]:
    """Return the consonant keys that a folded word in Latin letters may have."""
    sound = "".join(_FINGLISH_ONE.get(c, c) for c in undoubled(replaced(key, _FINGLISH_PAIRS)))
    return tuple(dict.fromkeys((sound, undoubled(sound))))


_VOWELS_OF = {
    "a": ("", "A"), "e": ("",), "o": ("", "u"), "u": ("u",), "i": ("i",), "â": ("A",), "ā": ("A",), "'": ("",),
    "w": ("u",), "v": ("u",), "y": ("i",), "c": ("k",),
}  # fmt: skip
_MOST_VARIANTS = 64


def finglish_vowelled(key: str) -> tuple[str, ...]:
    """Return the keys that a folded word in Latin letters may have in `persian_vowelled`: which vowels are long is unknown."""
    if len(key) > 3 and key.endswith(("eh", "ah")):
        key = key[:-1]
    key = undoubled(replaced(key, _FINGLISH_PAIRS))
    choices = [_VOWELS_OF.get(c, (c,)) for c in key]
    if key[:1] in ("a", "e", "o"):
        choices[0] = ("*", "*u") if key[0] == "o" else ("*",)
    elif key[:1] in ("i", "u"):
        choices[0] = ("*", "*" + key[0])
    variants = product(*choices)
    return tuple(dict.fromkeys("".join(chosen) for chosen, _ in zip(variants, range(_MOST_VARIANTS), strict=False)))


_FINGLISH_ENDS = (
    "hayetoon", "hayetun", "hatoon", "hatun", "etoono", "etuno", "etoon", "etun", "eton", "etan", "atoon", "atun", "atan",
    "toono", "tuno", "toon", "tun", "ton", "tan", "eshoon", "eshun", "eshan", "shoon", "shun", "shan", "emoon", "emun", "eman",
    "moon", "mun", "haye", "aye", "ha", "esh", "ash", "am", "as", "ast", "ye", "ro", "ra", "et", "o", "i", "e", "a",
)  # fmt: skip


def finglish_stems(key: str) -> list[str]:
    """Return what a word in Latin letters may be without what Persian writes onto words: of them, is, my, this one ..."""
    return [key[: -len(end)] for end in _FINGLISH_ENDS if key.endswith(end) and len(key) - len(end) >= 3]
