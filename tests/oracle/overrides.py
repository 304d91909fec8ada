"""Where GitHub's published schemas are wrong: what is changed in them, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A change to one definition.

    Attributes:
        path: Keys from the definition to the place changed.
        value: What stands there instead.
    """

    definition: str
    path: tuple[str, ...]
    value: Any
    because: str


OVERRIDES: tuple[Override, ...] = ()


def corrected(definitions: dict[str, Any], overrides: tuple[Override, ...] = OVERRIDES) -> Mapping[str, Any]:
    """The definitions with the overrides made in place. An override that finds no place is an error."""
    for override in overrides:
        if override.definition in definitions:
            *way, last = override.path
            node = definitions[override.definition]
            for key in way:
                node = node[key]
            if last not in node:
                raise KeyError(f"{override.definition}: {'/'.join(override.path)} is no longer there")
            node[last] = override.value
    return definitions
