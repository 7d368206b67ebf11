"""What is packed comes back, whatever it is, and only what is asked for is opened."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from courtesy.lexicon.packed import (
    Drawers,
    Parcels,
    numbers_in,
    pack,
    pack_table,
    seal,
    seal_table,
    seal_words,
    unpack,
    unpack_words,
)

NUMBERS = st.lists(st.integers(0, 2**32 - 1))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inside: st.tuples(inside, inside) | st.frozensets(st.integers()) | st.dictionaries(st.text(), inside),
)
WORDS = st.text(st.characters(exclude_categories=("Z", "C")), min_size=1)


@given(NUMBERS)
def test_numbers_come_back(numbers: list[int]) -> None:
    assert unpack(pack(numbers)) == list(numbers_in(pack(numbers))) == numbers


@given(st.dictionaries(st.text(), NUMBERS))
def test_tables_keep_the_numbers_of_each_key(table: dict[str, list[int]]) -> None:
    assert {key: unpack(packed) for key, packed in pack_table(table).items()} == table
    drawers = Drawers(seal_table(table))
    assert {key: unpack(drawers.get(key, b"")) for key in table} == table
    assert all(key in drawers for key in table)


@given(st.dictionaries(WORDS, st.lists(WORDS, min_size=1)), WORDS)
def test_words_lead_to_their_words_and_others_nowhere(table: dict[str, list[str]], other: str) -> None:
    drawers = Drawers(seal_words(table))
    assert {key: unpack_words(drawers.get(key, b"")) for key in table} == table
    assert (other in drawers) == (other in table)
    assert drawers.get("no word", b"none") == b"none"


@given(st.lists(PLAIN, min_size=1), st.data())
def test_a_parcel_holds_what_was_put_in_and_is_opened_once(values: list[object], data: st.DataObject) -> None:
    parcels = Parcels(seal(values))
    assert parcels.count == len(values)
    assert not parcels
    number = data.draw(st.integers(0, len(values) - 1))
    assert parcels[number] == values[number]
    assert list(parcels) == [number]
    assert parcels[number] is parcels[number]
