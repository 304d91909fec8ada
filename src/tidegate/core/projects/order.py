"""In which order projects go, and what one of them still waits for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from tidegate.core.projects.model import Project


def in_groups(projects: Iterable[Project]) -> tuple[tuple[Project, ...], ...]:
    """Projects by `execution_order_group`, ascending; one group is done before the next begins."""
    ordered = sorted(projects, key=_group)
    return tuple(tuple(group) for _, group in groupby(ordered, key=_group))


def unmet(project: Project, applied_labels: Collection[str], in_change_labels: Collection[str]) -> tuple[str, ...]:
    """Names in `depends_on` that must be applied first (Atlantis: depends_on).

    A project planned without changes counts as applied; a dependency the change does not hold counts as met.
    """
    return tuple(name for name in project.depends_on if name in in_change_labels and name not in applied_labels)


def _group(project: Project) -> int:
    return project.execution_order_group
