"""The answer to `version`."""

from __future__ import annotations

from collections.abc import Sequence

from tidegate.core.notices.model import Listing, Notice, code, line
from tidegate.core.notices.parts import titled
from tidegate.core.projects.model import Project


def compose(found: Sequence[tuple[Project, str]]) -> Notice:
    """Each project with the program it runs: `terraform 1.11.4`."""
    items = tuple(line(code(project.label), f": {version}") for project, version in found)
    return Notice(blocks=(*titled("Version", [project for project, _ in found]), Listing(items=items)))
