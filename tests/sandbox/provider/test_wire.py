"""Protobuf's wire format, against examples of its specification and by round trips."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tidegate.sandbox.provider.wire import message, parse, repeated


def test_a_number_is_written_as_the_specification_shows() -> None:
    assert message((1, 150)) == bytes.fromhex("089601")


def test_a_string_is_written_as_the_specification_shows() -> None:
    assert message((2, "testing")) == bytes.fromhex("120774657374696e67")


def test_absent_values_are_left_out() -> None:
    assert message((1, None), (2, False), (3, 0), (4, ""), (5, [])) == b""


def test_a_repeated_field_keeps_its_empty_messages() -> None:
    assert repeated(2, [b"", b""]) == bytes.fromhex("12001200")


def test_fixed_width_fields_are_stepped_over() -> None:
    fixed64, fixed32 = b"\x09" + bytes(8), b"\x15" + bytes(4)
    assert parse(fixed64 + fixed32 + message((3, "after")))[3] == b"after"


FIELDS = st.dictionaries(st.integers(1, 2**20), st.integers(1, 2**63) | st.binary(min_size=1, max_size=300), max_size=8)


@given(FIELDS)
def test_what_is_written_is_read_back(fields: dict[int, int | bytes]) -> None:
    assert parse(message(*fields.items())) == fields
