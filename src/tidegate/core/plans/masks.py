"""Terraform's masks: documents of the same shape as a value whose `true` marks what is sensitive or unknown.

Values and masks are as JSON is read: of `dict` and `list`. Plans hold millions of them, so nothing here looks twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

SHORTEST_SECRET = 4  # Characters. Hiding shorter values would tear holes into ordinary words.


def inner(mask: Any, key: str | int) -> Any:
    """The mask of one part of a value; everything inside a masked value is masked."""
    if mask is True:
        return True
    if isinstance(mask, dict):
        return mask.get(str(key), False)
    if isinstance(mask, list) and isinstance(key, int) and key < len(mask):
        return mask[key]
    return False


def marks_any(mask: Any) -> bool:
    """Whether anything in the value is masked."""
    if isinstance(mask, dict):
        return any(marks_any(part) for part in mask.values() if part)
    if isinstance(mask, list):
        return any(marks_any(part) for part in mask if part)
    return mask is True


def masked_texts(value: Any, mask: Any) -> Iterator[str]:
    """Every masked text and number in a value that is long enough to be hidden."""
    if mask is True:
        yield from _texts(value)
    elif isinstance(mask, dict) and isinstance(value, dict):
        for key, part in mask.items():
            if part:
                yield from masked_texts(value.get(key), part)
    elif isinstance(mask, list) and isinstance(value, list):
        for each, part in zip(value, mask, strict=False):
            yield from masked_texts(each, part)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        text = str(value)
        if len(text.strip()) >= SHORTEST_SECRET:
            yield text
