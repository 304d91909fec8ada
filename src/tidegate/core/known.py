"""A fact is known, or it is `Unknown` with a reason; an unknown fact never counts as fine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A fact that could not be established.

    Attributes:
        unknown_because: One clause for people, without a final stop: "GitHub answered 502".
    """

    unknown_because: str


Known: TypeAlias = T | Unknown

NOT_ASKED = Unknown(unknown_because="nobody asked for it")
