"""Terraform's values on the wire."""

from __future__ import annotations

import msgpack
import pytest

from tidegate.sandbox.provider.values import UNKNOWN, empty, is_unknown, packed, unpacked
from tidegate.sandbox.provider.wire import message


@pytest.mark.parametrize("value", [None, "텍스트", 5, 1.5, True, ["a", None], {"a": {"b": [1]}}, {"id": UNKNOWN}])
def test_a_value_survives_the_wire(value: object) -> None:
    assert unpacked(packed(value)) == value


def test_json_is_read_too() -> None:
    assert unpacked(message((2, '{"a": 1}'))) == {"a": 1}


def test_an_absent_value_is_none() -> None:
    assert unpacked(None) is None
    assert unpacked(b"") is None


def test_a_refined_unknown_is_unknown() -> None:
    assert is_unknown(msgpack.ExtType(12, b"\x81\x01\xc2"))
    assert not is_unknown("known")


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("string", ""),
        ("number", 0),
        ("bool", False),
        (["set", "string"], []),
        (["map", "string"], {}),
        ("dynamic", None),
    ],
)
def test_each_type_has_an_emptiest_value(type_: object, value: object) -> None:
    assert empty(type_) == value
