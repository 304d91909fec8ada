"""Seats: roles each of which needs a person of its own, filled as well as the people allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def unfilled(seats: Sequence[str], people: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Roles left over when as many as possible are filled, one person for one role.

    A maximum matching by augmenting paths (Kuhn): somebody who holds two roles moves over where that makes room.

    Args:
        seats: Roles, in the order they are filled.
        people: Person → the roles they may be there for.
    """
    sits: dict[str, int] = {}
    return tuple(role for at, role in enumerate(seats) if not _placed(at, seats, people, sits, set()))


def _placed(
    at: int, seats: Sequence[str], people: Mapping[str, frozenset[str]], sits: dict[str, int], asked: set[str]
) -> bool:
    """Fill the seat `at`, moving others if need be; `sits` is person → seat."""
    for person, roles in people.items():
        if seats[at] in roles and person not in asked:
            asked.add(person)
            if person not in sits or _placed(sits[person], seats, people, sits, asked):
                sits[person] = at
                return True
    return False
