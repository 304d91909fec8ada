"""A fact is known, or it is `Unknown` with a reason; an unknown fact never counts as fine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, TypeVar

from tidegate.core.words import Wording, say

T = TypeVar("T")
N = TypeVar("N", int, Decimal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A fact that could not be established.

    Attributes:
        unknown_because: One clause for people, without a final stop: "GitHub answered 502".
    """

    unknown_because: Wording


Known: TypeAlias = T | Unknown

NOT_ASKED = Unknown(unknown_because=say("nobody asked for it"))


def nobody_asked(fact: object) -> bool:
    """Whether a fact is `NOT_ASKED`; one stored when clauses were plain English text still says the same words."""
    return isinstance(fact, Unknown) and str(fact.unknown_because) == str(NOT_ASKED.unknown_because)


def added(parts: Iterable[Known[N]], zero: N) -> Known[N]:
    """The sum, `zero` of nothing; unknown as soon as one part is, because of the first such part."""
    total = zero
    for part in parts:
        if isinstance(part, Unknown):
            return part
        total += part
    return total
