"""Protobuf's wire format, as far as the plugin protocol needs it: variable-length integers and delimited fields."""

from __future__ import annotations

from collections.abc import Iterator

Field = int | bool | str | bytes | None

_VARINT, _FIXED64, _DELIMITED, _FIXED32 = 0, 1, 2, 5


def message(*fields: tuple[int, Field | list[bytes]]) -> bytes:
    """Encode (field number, value) pairs; a list is a repeated field, and None, False, 0 and "" are left out."""
    return b"".join(_field(number, value) for number, given in fields for value in _each(given) if value)


def repeated(number: int, values: list[bytes]) -> bytes:
    """Encode a repeated field of which elements may be empty messages."""
    return b"".join(_field(number, value) for value in values)


def parse(encoded: bytes) -> dict[int, bytes | int]:
    """Decode a message to {field number: value}; of a repeated field the last one stays."""
    return dict(_fields(encoded))


def _each(given: Field | list[bytes]) -> list[Field]:
    return [*given] if isinstance(given, list) else [given]


def _field(number: int, value: Field) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3 | _VARINT) + _varint(int(value))
    body = value.encode() if isinstance(value, str) else value or b""
    return _varint(number << 3 | _DELIMITED) + _varint(len(body)) + body


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _fields(encoded: bytes) -> Iterator[tuple[int, bytes | int]]:
    at = 0
    while at < len(encoded):
        key, at = _read_varint(encoded, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _read_varint(encoded, at)
            yield number, value
            continue
        if kind == _DELIMITED:
            size, at = _read_varint(encoded, at)
        else:
            size = {_FIXED64: 8, _FIXED32: 4}[kind]
        yield number, encoded[at : at + size]
        at += size


def _read_varint(encoded: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = encoded[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte <= 0x7F:
            return value, at
