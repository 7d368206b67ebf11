"""How a compiled lexicon is held until its parts are wanted.

A command that reads one message needs a small part of a lexicon, and making Python objects of all of it would take longer than
the reading. So lists of numbers are kept as bytes, and patterns as sealed parcels that are opened when a sentence asks for them.
"""

from __future__ import annotations

import marshal
from sys import byteorder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any


def pack(numbers: Iterable[int]) -> bytes:
    """Return whole numbers (0 to 4,294,967,295) as bytes."""
    return b"".join(number.to_bytes(4, byteorder) for number in numbers)


def unpack(packed: bytes) -> list[int]:
    """Return the numbers that `pack` was given."""
    return memoryview(packed).cast("I").tolist()


def pack_table(table: Mapping[Any, Iterable[int]]) -> dict[Any, bytes]:
    """Pack the lists of numbers of a table."""
    return {key: pack(numbers) for key, numbers in table.items()}


def seal(value: Any) -> bytes:
    """Make a parcel of plain values."""
    return marshal.dumps(value)


class Parcels:
    """A list or table of sealed parcels; each is opened once, when it is first asked for."""

    __slots__ = ("_opened", "_sealed")

    def __init__(self, parcels: list[bytes] | dict[int, bytes]) -> None:
        self._sealed = parcels
        self._opened: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._sealed)

    def __contains__(self, number: int) -> bool:
        return number in self._sealed

    def __getitem__(self, number: int) -> Any:
        opened = self._opened.get(number)
        if opened is None:
            opened = self._opened[number] = marshal.loads(self._sealed[number])
        return opened
