"""How a compiled lexicon is held until its parts are wanted.

A command that reads one message needs a small part of a lexicon, and making Python objects of all of it would take longer than
the reading. So lists of numbers are kept as bytes, and patterns as sealed parcels that are opened when a sentence asks for them;
tens of thousands of parcels are two objects until then.
"""

from __future__ import annotations

import marshal
from itertools import accumulate
from sys import byteorder
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    Sealed = tuple[bytes, bytes]
    """Values made into bytes, one after another, and where each ends, packed."""

    _Opened = dict[int, Any]
else:
    _Opened = dict  # the name in brackets would load a module that no command wants


def pack(numbers: Iterable[int]) -> bytes:
    """Return whole numbers (0 to 4,294,967,295) as bytes."""
    return b"".join(number.to_bytes(4, byteorder) for number in numbers)


def unpack(packed: bytes) -> list[int]:
    """Return the numbers that `pack` was given."""
    return numbers_in(packed).tolist()


def numbers_in(packed: bytes) -> memoryview:
    """Return a view of the numbers that `pack` was given, for who wants only some of them."""
    return memoryview(packed).cast("I")


def pack_table(table: Mapping[Any, Iterable[int]]) -> dict[Any, bytes]:
    """Pack the lists of numbers of a table."""
    return {key: pack(numbers) for key, numbers in table.items()}


def seal_table(table: Mapping[str, Iterable[int]]) -> Sealed:
    """Pack a large table of words into drawers, each sealed: see `Drawers`."""
    return _in_drawers(pack_table(table))


def seal_words(table: Mapping[str, Iterable[str]]) -> Sealed:
    """Do the same for a table of words with other words."""
    return _in_drawers({key: " ".join(words).encode() for key, words in table.items()})


def unpack_words(packed: bytes) -> list[str]:
    """Return the words that `seal_words` was given under a key."""
    return packed.decode().split()


def _in_drawers(table: Mapping[str, bytes]) -> Sealed:
    drawers: list[dict[str, bytes]] = [{} for _ in range(_DRAWERS)]
    for word, packed in table.items():
        drawers[_drawer(word)][word] = packed
    return seal(drawers)


def seal(values: Iterable[Any]) -> Sealed:
    """Make a parcel of each of some plain values."""
    parcels = [marshal.dumps(value) for value in values]
    return b"".join(parcels), pack(accumulate(map(len, parcels), initial=0))


_DRAWERS = 256


def _drawer(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) % _DRAWERS


class Drawers:
    """A large table of words with packed numbers; a drawer is opened when the first of its words is looked up."""

    __slots__ = ("_drawers",)

    def __init__(self, sealed: Sealed) -> None:
        self._drawers = Parcels(sealed)

    def __contains__(self, word: str) -> bool:
        return word in self._drawers[_drawer(word)]

    def get(self, word: str, default: bytes) -> bytes:
        """Return the numbers of a word, packed, or ``default`` for a word that is not there."""
        found: bytes = self._drawers[_drawer(word)].get(word, default)
        return found


class Parcels(_Opened):
    """A list of sealed parcels; each is opened once, when it is first asked for: the items are those opened so far."""

    __slots__ = ("_bounds", "_sealed", "count")

    def __init__(self, sealed: Sealed) -> None:
        super().__init__()
        self._sealed, bounds = sealed
        self._bounds = numbers_in(bounds)
        self.count = len(self._bounds) - 1

    def __missing__(self, number: int) -> Any:
        opened = self[number] = marshal.loads(self._sealed[self._bounds[number] : self._bounds[number + 1]])
        return opened
