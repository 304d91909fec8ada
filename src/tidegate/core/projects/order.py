"""In which order projects go."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from tidegate.core.projects.model import Project


def in_groups(projects: Iterable[Project]) -> tuple[tuple[Project, ...], ...]:
    """Projects by `execution_order_group`, ascending; one group is done before the next begins."""
    ordered = sorted(projects, key=_group)
    return tuple(tuple(group) for _, group in groupby(ordered, key=_group))


def _group(project: Project) -> int:
    return project.execution_order_group
