"""Terraform's values as the plugin protocol carries them: MessagePack, with "known after apply" as an extension."""

from __future__ import annotations

import json
from typing import Any

import msgpack

from tidegate.sandbox.provider.wire import message, parse

UNKNOWN = msgpack.ExtType(0, b"\x00")

Value = Any
Object = dict[str, Value]


def is_unknown(value: Value) -> bool:
    """True for a value known only after apply, with or without refinements."""
    return isinstance(value, msgpack.ExtType)


def packed(value: Value) -> bytes:
    """A DynamicValue message."""
    return message((1, msgpack.packb(value)))


def unpacked(encoded: bytes | int | None) -> Value:
    """The value of a DynamicValue message; None when it is absent."""
    if not isinstance(encoded, bytes):
        return None
    fields = parse(encoded)
    match fields.get(1), fields.get(2):
        case _, bytes(as_json) if as_json:
            return json.loads(as_json)
        case bytes(as_msgpack), _ if as_msgpack:
            return msgpack.unpackb(as_msgpack, strict_map_key=False)
        case _:
            return None


def empty(type_: Any) -> Value:
    """The emptiest known value of a type in Terraform's JSON notation: `"string"`, `["list", "string"]` ..."""
    if isinstance(type_, str):
        return {"string": "", "number": 0, "bool": False}.get(type_)
    return {"list": [], "set": [], "map": {}}.get(type_[0])
