"""Where two values differ, attribute by attribute, in words that may be shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from tidegate.core.plans.masks import inner, marks_any
from tidegate.core.plans.model import AttributeChange

SENSITIVE = "(sensitive value)"
UNKNOWN = "(known after apply)"
_PLAIN_KEY = re.compile(r"[^\W\d][\w-]*")
_HOLDS_MORE = (dict, list)
_as_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode

Path = tuple[str | int, ...]


class _Sides(NamedTuple):
    """One place in both values, with what the masks say about it."""

    before: Any
    after: Any
    unknown: Any
    before_sensitive: Any
    after_sensitive: Any

    def part(self, key: str | int) -> _Sides:
        unknown, before, after = self.unknown, self.before_sensitive, self.after_sensitive
        return _Sides(
            _part(self.before, key),
            _part(self.after, key),
            inner(unknown, key) if unknown else False,
            inner(before, key) if before else False,
            inner(after, key) if after else False,
        )

    @property
    def is_whole(self) -> bool:
        """A mask covers the place as one, so nothing inside it may be told apart."""
        return self.unknown is True or self.before_sensitive is True or self.after_sensitive is True

    @property
    def differs(self) -> bool:
        if self.before != self.after or marks_any(self.unknown):
            return True
        both = self.before is not None and self.after is not None
        return both and marks_any(self.before_sensitive) != marks_any(self.after_sensitive)


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
    return tuple(_told(path, place, forcing) for path, place in _walk((), sides))


def _told(path: Path, place: _Sides, forcing: tuple[Path, ...]) -> AttributeChange:
    before, after, unknown, before_sensitive, after_sensitive = place
    return AttributeChange(
        path=_written(path),
        before=_shown(before, before_sensitive) if before_sensitive else _plain(before),
        after=_shown(after, after_sensitive, unknown=unknown) if after_sensitive or unknown else _plain(after),
        forces_replacement=bool(forcing) and any(_touch(path, other) for other in forcing),
    )


def _walk(path: Path, sides: _Sides) -> list[tuple[Path, _Sides]]:
    """Places that differ, as deep as both values can be followed."""
    if not sides.differs:
        return []
    inside: list[tuple[Path, _Sides]] = []
    for key in () if sides.is_whole else _keys(sides):
        inside += _walk((*path, key), sides.part(key))
    return inside or ([(path, sides)] if path else [])


def _keys(sides: _Sides) -> Iterable[str | int]:
    """Keys to follow; none where the sides are not two mappings or two lists, absent counting as either."""
    if not isinstance(sides.before, _HOLDS_MORE) and not isinstance(sides.after, _HOLDS_MORE):
        return ()
    known_later = sides.unknown if isinstance(sides.unknown, _HOLDS_MORE) else None
    there = [side for side in (sides.before, sides.after, known_later) if side is not None]
    kinds = {type(side) for side in there}
    if kinds == {dict}:
        return sorted(set().union(*there))
    if kinds == {list}:
        return range(max(map(len, there)))
    return ()


def _part(value: Any, key: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        return value[key]
    return None


def _shown(value: Any, sensitive: Any, *, unknown: Any = False) -> str | None:
    if marks_any(sensitive) and (value is not None or marks_any(unknown)):
        return SENSITIVE
    if marks_any(unknown):
        return UNKNOWN
    return _plain(value)


def _plain(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else _as_json(value)


def _written(path: Path) -> str:
    """`ingress[0].from_port`; a key that is no plain word stands in quotes."""
    return "".join(map(_word, path)).removeprefix(".")


@lru_cache(maxsize=10_000)
def _word(key: str | int) -> str:
    return f".{key}" if isinstance(key, str) and _PLAIN_KEY.fullmatch(key) else f"[{json.dumps(key)}]"


def _touch(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
