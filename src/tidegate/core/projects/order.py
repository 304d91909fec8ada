"""In which order projects go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from tidegate.core.projects.model import Project


def in_groups(projects: Iterable[Project]) -> tuple[tuple[Project, ...], ...]:
    """Projects by `execution_order_group`, ascending; one group is done before the next begins."""
    ordered = sorted(projects, key=_group)
    return tuple(tuple(group) for _, group in groupby(ordered, key=_group))


def in_waves(projects: Iterable[Project]) -> tuple[tuple[Project, ...], ...]:
    """The groups, each cut so that what a project depends on is in an earlier wave of its group.

    What a project depends on outside its group does not move it: the group is what people wrote. Projects that depend
    on each other in a circle share a wave; `circle` says which they are.
    """
    return tuple(wave for group in in_groups(projects) for wave in _waves(group))


def circle(projects: Iterable[Project]) -> tuple[str, ...]:
    """Names of projects each of which depends on the next, the last on the first; empty when there is no circle."""
    needs = {project.name: project.depends_on for project in projects if project.name}
    cleared: set[str] = set()
    for name in needs:
        found = _circle_from(name, needs, cleared)
        if found:
            return found
    return ()


def _waves(group: Sequence[Project]) -> Iterable[tuple[Project, ...]]:
    left = list(group)
    while left:
        waiting_for = {project.name for project in left if project.name}
        wave = [project for project in left if not waiting_for.intersection(project.depends_on)] or left
        yield tuple(wave)
        left = [project for project in left if project not in wave]


def _circle_from(start: str, needs: Mapping[str, Sequence[str]], cleared: set[str]) -> tuple[str, ...]:
    """Walks from a project along what it needs; `cleared` collects those that lead into no circle."""
    trail, turns = [start], [iter(needs[start])]
    while trail:
        there = next(turns[-1], None)
        if there is None:
            cleared.add(trail.pop())
            turns.pop()
        elif there in trail:
            return tuple(trail[trail.index(there) :])
        elif there in needs and there not in cleared:
            trail.append(there)
            turns.append(iter(needs[there]))
    return ()


def _group(project: Project) -> int:
    return project.execution_order_group
