"""Core values as JSON text and back, checked on the way in."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

T = TypeVar("T")


def dump(kind: Any, value: object) -> str:
    """JSON text of a core value of type `kind` (a dataclass or a union of them)."""
    return _adapter(kind).dump_json(value).decode()


def load(kind: type[T], text: str) -> T:
    """The value again. A row that no longer fits its type is a bug and raises pydantic's error."""
    return cast("T", _adapter(cast("Any", kind)).validate_json(text))


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
