"""Whose turn it is: changes that wait for project locks, in the order they came. The loop around it is dull."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tidegate.core.projects.model import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a lock is about: a directory and workspace of one repository."""

    dir: str
    workspace: str


def place_of(project: Project) -> Place:
    return Place(dir=project.dir, workspace=project.workspace)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A change that wants to plan a project somebody else holds.

    Attributes:
        key: `Project.key`: several projects may share a place.
        actor: Who asked for the plan, and will be taken to ask for it again.
        head_sha: What they asked to plan: nothing else is planned in their name.
    """

    place: Place
    key: str
    number: int
    actor: str
    since: datetime
    head_sha: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change whose wait is over for some places, in the name of one person."""

    number: int
    actor: str
    head_sha: str
    places: tuple[Place, ...]
    since: datetime


def turns(held: Iterable[Place], waiting: Iterable[Waiting]) -> tuple[Turn, ...]:
    """Who goes next, `held` being the places that are locked: for each free place the change that has waited longest.

    A change's wait counts from its first one, for every place: two that wait for the same places get all of them one
    after the other, and neither half.
    """
    taken, waits = frozenset(held), tuple(waiting)
    came = {each.number: each.since for each in sorted(waits, key=lambda each: each.since, reverse=True)}
    queue = sorted(waits, key=lambda each: (came[each.number], each.number, each.since))
    first: dict[Place, int] = {}
    for each in queue:
        if each.place not in taken:
            first.setdefault(each.place, each.number)
    going = [each for each in queue if first.get(each.place) == each.number]
    asked = dict.fromkeys((each.number, each.actor, each.head_sha) for each in going)
    return tuple(_turn(going, *key) for key in asked)


def _turn(going: Iterable[Waiting], number: int, actor: str, head_sha: str) -> Turn:
    mine = [each for each in going if (each.number, each.actor, each.head_sha) == (number, actor, head_sha)]
    return Turn(
        number=number,
        actor=actor,
        head_sha=head_sha,
        places=tuple(dict.fromkeys(each.place for each in mine)),
        since=min(each.since for each in mine),
    )
