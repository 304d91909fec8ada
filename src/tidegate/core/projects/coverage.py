"""What a change touches that no project would show: files nobody plans, and files an environment's siblings lack."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from tidegate.core.gates.policy import Policy
from tidegate.core.gates.rules import listed
from tidegate.core.projects.discover import is_terraform
from tidegate.core.projects.find import of_concern
from tidegate.core.projects.model import Project
from tidegate.core.projects.modules import NO_CALLS, Calls
from tidegate.core.projects.patterns import below, matches
from tidegate.core.words import Words, say

_PROSE = (".md", ".txt", ".png", ".svg")


def uncovered(
    projects: Iterable[Project], paths: Iterable[str], policy: Policy, module_calls: Calls = NO_CALLS
) -> tuple[str, ...]:
    """Changed paths that touch none of the projects though they should: Terraform code and settings anywhere, and
    whatever lies in an environment, prose left out.

    `projects` are those declared and those found, planned or not.
    """
    inside = below(".", (path for each in policy.environments.values() for path in each.paths))
    asked = [path for path in dict.fromkeys(paths) if is_terraform(path) or (_belongs(path) and matches(inside, path))]
    covered = frozenset(of_concern(projects, asked, module_calls))
    return tuple(path for path in asked if path not in covered)


def sibling_hints(policy: Policy, gained: Iterable[str], files: Collection[str]) -> tuple[Words, ...]:
    """A sentence for each Terraform file an environment's directory gains and the other environments' lack.

    `gained` are paths at the change's head that its base lacks, `files` all paths at the head.
    """
    there = frozenset(files)
    homes = tuple(dict.fromkeys(_homes(policy, there)))
    hints = (_hint(path, home, homes, there) for path in gained if is_terraform(path) for home in homes)
    return tuple(hint for hint in hints if hint)


def _belongs(path: str) -> bool:
    return not path.endswith(_PROSE)


def _homes(policy: Policy, there: frozenset[str]) -> Iterator[str]:
    """Directories that belong to an environment as a whole: what its patterns begin with, where there is anything."""
    for environment in policy.environments.values():
        for pattern in below(".", environment.paths):
            if pattern.anchor and not pattern.excludes and any(path.startswith(f"{pattern.anchor}/") for path in there):
                yield pattern.anchor


def _hint(path: str, home: str, homes: tuple[str, ...], there: frozenset[str]) -> Words | None:
    if not path.startswith(f"{home}/"):
        return None
    inner = path[len(home) + 1 :]
    lacking = [other for other in homes if other != home and f"{other}/{inner}" not in there]
    if not lacking:
        return None
    names = listed(f"`{other}`" for other in lacking)
    return say(
        "`{path}` is new; {homes} has no `{file}`."
        if len(lacking) == 1
        else "`{path}` is new; {homes} have no `{file}`.",
        path=path,
        homes=names,
        file=inner,
    )
