"""Reading JSON that GitHub sent: what is there is taken, what must be there is named when it is not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tidegate.core.errors import ForgeError


class Incomplete(ForgeError):
    """A field we cannot do without is missing or of another type; the text is its dotted path."""


def part(payload: object, *path: str) -> Any:
    """The value at a path; None where anything on the way is missing."""
    for key in path:
        if not isinstance(payload, Mapping):
            return None
        payload = payload.get(key)
    return payload


def words(payload: object, *path: str) -> str:
    """The text at a path.

    Raises:
        Incomplete: It is not there.
    """
    value = part(payload, *path)
    if not isinstance(value, str):
        raise Incomplete(".".join(path))
    return value


def number(payload: object, *path: str) -> int:
    """The integer at a path.

    Raises:
        Incomplete: It is not there.
    """
    value = part(payload, *path)
    if not isinstance(value, int):
        raise Incomplete(".".join(path))
    return value


def flag(payload: object, *path: str) -> bool:
    """Whether the value at a path is true; missing is false."""
    return part(payload, *path) is True


def instant(payload: object, *path: str) -> datetime:
    """The moment at a path (`2026-11-24T09:00:00Z`), aware, UTC.

    Raises:
        Incomplete: It is not there, or is no moment.
    """
    try:
        moment = datetime.fromisoformat(words(payload, *path))
    except ValueError as error:
        raise Incomplete(".".join(path)) from error
    return moment.astimezone(UTC)
