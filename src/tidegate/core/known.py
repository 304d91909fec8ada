"""A fact is known, or it is `Unknown` with a reason; an unknown fact never counts as fine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, TypeVar

T = TypeVar("T")
N = TypeVar("N", int, Decimal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A fact that could not be established.

    Attributes:
        unknown_because: One clause for people, without a final stop: "GitHub answered 502".
    """

    unknown_because: str


Known: TypeAlias = T | Unknown

NOT_ASKED = Unknown(unknown_because="nobody asked for it")


def added(parts: Iterable[Known[N]], zero: N) -> Known[N]:
    """The sum, `zero` of nothing; unknown as soon as one part is, because of the first such part."""
    total = zero
    for part in parts:
        if isinstance(part, Unknown):
            return part
        total += part
    return total
