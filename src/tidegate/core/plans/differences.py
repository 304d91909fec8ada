"""Where two values differ, attribute by attribute, in words that may be shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tidegate.core.plans.masks import inner, marks_any
from tidegate.core.plans.model import AttributeChange

SENSITIVE = "(sensitive value)"
UNKNOWN = "(known after apply)"
_PLAIN_KEY = re.compile(r"[^\W\d][\w-]*")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """One place in both values, with what the masks say about it."""

    before: Any
    after: Any
    unknown: Any
    before_sensitive: Any
    after_sensitive: Any

    def part(self, key: str | int) -> _Sides:
        return _Sides(
            before=_part(self.before, key),
            after=_part(self.after, key),
            unknown=inner(self.unknown, key),
            before_sensitive=inner(self.before_sensitive, key),
            after_sensitive=inner(self.after_sensitive, key),
        )

    @property
    def is_whole(self) -> bool:
        """A mask covers the place as one, so nothing inside it may be told apart."""
        return True in (self.unknown, self.before_sensitive, self.after_sensitive)

    @property
    def differs(self) -> bool:
        moved = marks_any(self.before_sensitive) != marks_any(self.after_sensitive)
        both = self.before is not None and self.after is not None
        return marks_any(self.unknown) or self.before != self.after or (moved and both)


def differences(change: Mapping[str, Any]) -> tuple[AttributeChange, ...]:
    """Every attribute that differs in a `change` of `terraform show -json`, sensitive and unknown values as words."""
    sides = _Sides(
        before=change.get("before"),
        after=change.get("after"),
        unknown=change.get("after_unknown", False),
        before_sensitive=change.get("before_sensitive", False),
        after_sensitive=change.get("after_sensitive", False),
    )
    forcing = tuple(tuple(path) for path in change.get("replace_paths", ()))
    return tuple(
        AttributeChange(
            path=_written(path),
            before=_shown(place.before, place.before_sensitive),
            after=_shown(place.after, place.after_sensitive, unknown=place.unknown),
            forces_replacement=any(_touch(path, other) for other in forcing),
        )
        for path, place in _walk((), sides)
    )


def _walk(path: Path, sides: _Sides) -> Iterator[tuple[Path, _Sides]]:
    """Places that differ, as deep as both values can be followed."""
    if not sides.differs:
        return
    keys = [] if sides.is_whole else _keys(sides)
    inside = [found for key in keys for found in _walk((*path, key), sides.part(key))]
    if inside:
        yield from inside
    elif path:
        yield path, sides


def _keys(sides: _Sides) -> list[str | int]:
    """Keys to follow; none where the sides are not two mappings or two lists, absent counting as either."""
    there = [side for side in (sides.before, sides.after) if side is not None]
    known_later = [sides.unknown] if isinstance(sides.unknown, Mapping | list) else []
    if there and all(isinstance(side, Mapping) for side in there + known_later):
        return sorted({name for side in there + known_later for name in side})
    if there and all(isinstance(side, list) for side in there + known_later):
        return list(range(max(len(side) for side in there + known_later)))
    return []


def _part(value: Any, key: str | int) -> Any:
    if isinstance(value, Mapping):
        return value.get(str(key))
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        return value[key]
    return None


def _shown(value: Any, sensitive: Any, *, unknown: Any = False) -> str | None:
    if marks_any(sensitive) and (value is not None or marks_any(unknown)):
        return SENSITIVE
    if marks_any(unknown):
        return UNKNOWN
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _written(path: Path) -> str:
    """`ingress[0].from_port`; a key that is no plain word stands in quotes."""
    words = [
        f".{key}" if isinstance(key, str) and _PLAIN_KEY.fullmatch(key) else f"[{json.dumps(key)}]" for key in path
    ]
    return "".join(words).removeprefix(".")


def _touch(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
