"""Where GitHub's published schemas are wrong: what is changed in them, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A change to one extracted file.

    Attributes:
        path: Keys from the top of the file to the place changed.
        value: What stands there instead.
    """

    file: str
    path: tuple[str, ...]
    value: Any
    because: str


OVERRIDES = (
    Override(
        file="github-openapi.json",
        path=("served", "GET /app/installations", "responses", "200", "items", "properties", "account"),
        value={"anyOf": [{"$ref": "#/$defs/simple-user"}, {"$ref": "#/$defs/enterprise"}, {"type": "null"}]},
        because="it asks for a user and an enterprise at once; the installation schema itself asks for either",
    ),
)


def corrected(published: dict[str, Any], file: str, overrides: tuple[Override, ...] = OVERRIDES) -> dict[str, Any]:
    """The file's content with its overrides made in place. An override that finds no place is an error."""
    for override in overrides:
        if override.file == file:
            *way, last = override.path
            node = published
            for key in way:
                node = node[key]
            if last not in node:
                raise KeyError(f"{file}: {'/'.join(override.path)} is no longer there")
            node[last] = override.value
    return published
