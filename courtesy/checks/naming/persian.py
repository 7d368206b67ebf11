"""Persian names in Latin letters and back, for a draft in another script than the customer's name.

There is no norm; what comes out is spelt as most people do it. Listed first names, and surnames made of them (Karimi, Karimzadeh,
Hosseinpour), are known in both scripts; other names are spelt letter by letter, which only works into Latin letters.
"""

from __future__ import annotations

from courtesy.checks.naming.sounds import sounds_like

TYPE_CHECKING = False
if TYPE_CHECKING:
    from courtesy.checks.naming.book import Book

_ENDINGS = (
    ("زاده", "zadeh"), ("پور", "pour"), ("نژاد", "nejad"), ("نیا", "nia"), ("فر", "far"), ("یان", "ian"), ("لو", "lou"),
    ("وند", "vand"), ("دوست", "doust"), ("پناه", "panah"), ("منش", "manesh"), ("راد", "rad"), ("مند", "mand"), ("ی", "i"),
)  # fmt: skip
_LETTERS = {
    "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "z", "ر": "r", "ز": "z",
    "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ق": "gh", "ک": "k", "گ": "g",
    "ل": "l", "م": "m", "ن": "n", "ه": "h",
}  # fmt: skip
_SOUNDS = ("aeiouyh", "gkqcx", "gjdz", "scztk", "vwou", "fp", "td", "kxh")
_JOINED = ("زاده", "پور", "نژاد", "نیا", "فر", "دوست", "پناه", "منش")
_CLOSING = frozenset(("nd", "rd", "rt", "st", "sht", "kht", "ft", "nj", "shk", "rs", "rz"))


def in_latin(key: str, book: Book) -> str:
    """Write a Persian name in Latin letters as its bearer is likely to."""
    listed = book.latin_of(key)
    if listed:
        return listed
    for ending, latin in _ENDINGS:
        stem = key.removesuffix(ending)
        if stem != key and len(stem) > 1:
            known = book.latin_of(stem)
            if known and not (latin[0] in "ai" and known[-1] in "aeiou"):
                return known + latin
            if len(ending) > 2 or (ending == "ی" and stem[-1] not in "اوی"):
                return _spelt(stem).capitalize() + latin
    return _spelt(key).capitalize()


def in_persian(key: str, book: Book) -> str:
    """Write a name in Persian letters that is a listed first name or made of one, else return an empty string."""
    native = _listed(key, book)
    if native:
        return native
    for ending, latin in _ENDINGS:
        for spelling in (latin, *_OTHERS.get(latin, ())):
            stem = key.removesuffix(spelling)
            if stem != key and len(stem) > 2 and (native := _listed(stem, book)):
                return native + ("\u200c" if ending in _JOINED else "") + ending
    return ""


_OTHERS = {
    "zadeh": ("zade", "zada"), "pour": ("poor", "pur", "por"), "nejad": ("nezhad", "nezhaad"), "i": ("y", "ee"), "ian": ("yan",),
    "nia": ("niya",), "lou": ("loo", "lu"), "doust": ("doost", "dust"),
}  # fmt: skip


def _listed(key: str, book: Book) -> str:
    """Return a listed Persian name by its usual spelling in Latin letters, or by one that sounds so."""
    found = [native for native, latins in book.natives() if key in latins]
    if found:
        return found[0]
    return next((n for n, latins in book.natives() if _begins_like(latins[0], key) and sounds_like(n, key)), "")


def _begins_like(one: str, other: str) -> bool:
    """Say whether two names may begin with the same sound; to compare the whole of every listed name takes its time."""
    return one[:1] == other[:1] or any(one[:1] in letters and other[:1] in letters for letters in _SOUNDS)


def _spelt(key: str) -> str:
    """Spell a name letter by letter, with an a, or an o before ou, where a vowel must be that is not written."""
    sounds: list[str] = []
    for at, letter in enumerate(key):
        before, behind = key[at - 1 : at], key[at + 1 : at + 2]
        if letter == "ا":
            sounds.append("a")
        elif letter == "و":
            is_vowel = before not in ("", "ا", "و", "ی") and behind not in ("ا", "ی")
            sounds.append("ou" if is_vowel else "v")
        elif letter == "ی":
            is_vowel = before not in ("", "ا", "و") and behind not in ("ا", "و")
            sounds.append("i" if is_vowel or (not behind and before) else "y")
        elif letter == "ه" and not behind and len(key) > 2 and before not in ("ا", "و", "ی"):
            sounds.append("eh")
        else:
            sounds.append(_LETTERS.get(letter, ""))
    sounds = [sound for sound in sounds if sound]
    out: list[str] = []
    is_open = False  # does a vowel stand before, so that a consonant may end the syllable?
    for at, sound in enumerate(sounds):
        out.append(sound)
        behind = sounds[at + 1] if at + 1 < len(sounds) else ""
        if _is_vowel(sound):
            is_open = True
            continue
        if behind and not _is_vowel(behind):
            is_last = at + 2 == len(sounds)
            closed = "".join(sounds[at + 1 :]) in _CLOSING  # Goudarz, not Goudraz
            if not is_open or closed or (is_last and sound + behind not in _CLOSING):
                out.append("o" if sounds[at + 2 : at + 3] == ["ou"] else "a")
                is_open = True
                continue
        is_open = False
    return "".join(out)


def _is_vowel(sound: str) -> bool:
    return sound[0] in "aeiou"
