"""Rows about directories and workspaces of a repository, and about its environments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from tidegate.core.deployments.locks import Place


def about(table: sa.Table, repo: str, places: Iterable[Place]) -> sa.ColumnElement[bool]:
    """Those about these places of a repository."""
    wanted = [(place.dir, place.workspace) for place in places]
    return (table.c.repo == repo) & sa.tuple_(table.c.dir, table.c.workspace).in_(wanted)


def in_environment(table: sa.Table, repo: str, words: Iterable[str]) -> sa.ColumnElement[bool]:
    """Those about an environment of a repository. A row keeps the word of its day, so every word for it is asked for:
    an environment that is renamed and keeps its old name as an alias keeps its history.
    """
    return (table.c.repo == repo) & table.c.environment.in_(tuple(words))


def place_in(row: Any) -> Place:
    """What a row is about."""
    return Place(dir=row.dir, workspace=row.workspace)
