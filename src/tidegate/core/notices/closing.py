"""What is said when locks and plans go: a closed pull request, an `unlock`."""

from __future__ import annotations

from collections.abc import Sequence

from tidegate.core.changes import Change
from tidegate.core.notices.model import Listing, Notice, Span, code, line, text
from tidegate.core.projects.model import Project
from tidegate.core.words import Words, say


def compose(projects: Sequence[Project]) -> Notice:
    """After closing (Atlantis: the same first line, directories with their workspaces below)."""
    first = text("Locks and plans deleted for the projects and workspaces modified in this pull request:")
    return Notice(blocks=(first, Listing(items=_places(projects))))


def unlocked() -> Notice:
    """After `unlock` (Atlantis: the same meaning)."""
    return Notice(blocks=(text(say("All locks of this pull request are released and its plans discarded.")),))


def over(change: Change, closed: Words) -> Words:
    """Why nothing is done with a change that has ended, one sentence: `closed` of a pull request."""
    if not change.is_push:
        return closed
    return say("This push does not wait to be applied any more: it was applied, or a newer commit carries it.")


def _places(projects: Sequence[Project]) -> tuple[tuple[Span, ...], ...]:
    workspaces: dict[str, list[str]] = {}
    for folder, workspace in sorted({(project.dir, project.workspace) for project in projects}):
        workspaces.setdefault(folder, []).append(workspace)
    return tuple(_place(folder, names) for folder, names in workspaces.items())


def _place(folder: str, names: list[str]) -> tuple[Span, ...]:
    shown = [part for name in names for part in (code(name), ", ")][:-1]
    return line("dir: ", code(folder), " workspace: " if len(names) == 1 else " workspaces: ", *shown)
