"""Whose turn it is: changes that wait for project locks, in the order they came. The loop around it is dull."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a lock is about: a directory and workspace of one repository."""

    dir: str
    workspace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A change that wants to plan a project somebody else holds.

    Attributes:
        key: `Project.key`: several projects may share a place.
        actor: Who asked for the plan, and will be taken to ask for it again.
    """

    place: Place
    key: str
    number: int
    actor: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change whose wait is over for some projects."""

    number: int
    actor: str
    places: frozenset[Place]
    keys: tuple[str, ...]


def turns(held: Iterable[Place], waiting: Iterable[Waiting]) -> tuple[Turn, ...]:
    """Who goes next, `held` being the places that are locked: for each free place the change that has waited longest.

    One turn for each change, with everything it may plan now, so that it plans once.
    """
    taken = frozenset(held)
    queue = sorted(waiting, key=lambda each: (each.since, each.number))
    first: dict[Place, int] = {}
    for each in queue:
        if each.place not in taken:
            first.setdefault(each.place, each.number)
    going = [each for each in queue if first.get(each.place) == each.number]
    return tuple(_turn(number, going) for number in dict.fromkeys(each.number for each in going))


def _turn(number: int, going: Iterable[Waiting]) -> Turn:
    mine = [each for each in going if each.number == number]
    return Turn(
        number=number,
        actor=mine[0].actor,
        places=frozenset(each.place for each in mine),
        keys=tuple(dict.fromkeys(each.key for each in mine)),
    )
