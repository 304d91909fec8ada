"""Terraform's masks: documents of the same shape as a value whose `true` marks what is sensitive or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

SHORTEST_SECRET = 4  # Characters. Hiding shorter values would tear holes into ordinary words.


def inner(mask: Any, key: str | int) -> Any:
    """The mask of one part of a value; everything inside a masked value is masked."""
    if mask is True:
        return True
    if isinstance(mask, Mapping):
        return mask.get(str(key), False)
    if isinstance(mask, list) and isinstance(key, int) and key < len(mask):
        return mask[key]
    return False


def marks_any(mask: Any) -> bool:
    """Whether anything in the value is masked."""
    if isinstance(mask, Mapping):
        return any(marks_any(part) for part in mask.values())
    if isinstance(mask, list):
        return any(marks_any(part) for part in mask)
    return mask is True


def masked_texts(value: Any, mask: Any) -> Iterator[str]:
    """Every masked text and number in a value that is long enough to be hidden."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from masked_texts(part, inner(mask, key))
    elif isinstance(value, list):
        for n, part in enumerate(value):
            yield from masked_texts(part, inner(mask, n))
    elif mask is True and isinstance(value, str | int | float) and not isinstance(value, bool):
        text = str(value)
        if len(text.strip()) >= SHORTEST_SECRET:
            yield text
