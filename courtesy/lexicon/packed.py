"""How a compiled lexicon is held until its parts are wanted.

A command that reads one message needs a small part of a lexicon, and making Python objects of all of it would take longer than
the reading. So lists of numbers are kept as bytes, and patterns as sealed parcels that are opened when a sentence asks for them.
"""

from __future__ import annotations

import marshal
from sys import byteorder
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    _Opened = dict[int, Any]
else:
    _Opened = dict  # the name in brackets would load a module that no command wants


def pack(numbers: Iterable[int]) -> bytes:
    """Return whole numbers (0 to 4,294,967,295) as bytes."""
    return b"".join(number.to_bytes(4, byteorder) for number in numbers)


def unpack(packed: bytes) -> list[int]:
    """Return the numbers that `pack` was given."""
    return memoryview(packed).cast("I").tolist()


def pack_table(table: Mapping[Any, Iterable[int]]) -> dict[Any, bytes]:
    """Pack the lists of numbers of a table."""
    return {key: pack(numbers) for key, numbers in table.items()}


def seal_table(table: Mapping[str, Iterable[int]]) -> list[bytes]:
    """Pack a large table of words into drawers, each sealed: see `Drawers`."""
    return _in_drawers(pack_table(table))


def seal_words(table: Mapping[str, Iterable[str]]) -> list[bytes]:
    """Do the same for a table of words with other words."""
    return _in_drawers({key: " ".join(words).encode() for key, words in table.items()})


def unpack_words(packed: bytes) -> list[str]:
    """Return the words that `seal_words` was given under a key."""
    return packed.decode().split()


def _in_drawers(table: Mapping[str, bytes]) -> list[bytes]:
    drawers: list[dict[str, bytes]] = [{} for _ in range(_DRAWERS)]
    for word, packed in table.items():
        drawers[_drawer(word)][word] = packed
    return [seal(drawer) for drawer in drawers]


def seal(value: Any) -> bytes:
    """Make a parcel of plain values."""
    return marshal.dumps(value)


_DRAWERS = 256


def _drawer(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass")) % _DRAWERS


class Drawers:
    """A large table of words with packed numbers; a drawer is opened when the first of its words is looked up."""

    __slots__ = ("_drawers",)

    def __init__(self, sealed: list[bytes]) -> None:
        self._drawers = Parcels(sealed)

    def __contains__(self, word: str) -> bool:
        return word in self._drawers[_drawer(word)]

    def get(self, word: str, default: bytes) -> bytes:
        """Return the numbers of a word, packed, or ``default`` for a word that is not there."""
        found: bytes = self._drawers[_drawer(word)].get(word, default)
        return found


class Parcels(_Opened):
    """A list or table of sealed parcels; each is opened once, when it is first asked for: the items are those opened so far."""

    __slots__ = ("sealed",)

    def __init__(self, sealed: list[bytes] | dict[int, bytes]) -> None:
        super().__init__()
        self.sealed = sealed

    def among(self, numbers: frozenset[int]) -> list[Any]:
        """Return, of a table, what is in the parcels with some numbers; there are none for most."""
        sealed = self.sealed
        found = []
        for number in sealed.keys() & numbers:  # type: ignore[union-attr]
            opened = self.get(number)
            if opened is None:  # without the call of `__missing__`: a first message opens two thousand
                opened = self[number] = marshal.loads(sealed[number])
            found.append(opened)
        return found

    def __missing__(self, number: int) -> Any:
        opened = self[number] = marshal.loads(self.sealed[number])
        return opened
