"""Which declared projects a set of changed paths touches: work grows with projects plus paths, not their product."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from tidegate.core.projects.model import Project, RepoConfig
from tidegate.core.projects.modules import Calls, callers_of_changed
from tidegate.core.projects.patterns import below, matches, prefixes

NO_CALLS: Calls = MappingProxyType({})


def touched(config: RepoConfig, paths: Iterable[str], *, module_calls: Calls = NO_CALLS) -> tuple[Project, ...]:
    """Projects of the file that the paths touch, in the file's order, whether or not they are planned by themselves.

    `paths` are relative to the repository root, both names of a rename among them. A project whose local modules
    contain one, as `module_calls` says, is touched too.
    """
    changed = tuple(dict.fromkeys(paths))
    by_anchor = _by_anchor(changed)
    through_modules = callers_of_changed(changed, module_calls) if module_calls else frozenset()
    return tuple(
        project for project in config.projects if project.dir in through_modules or _is_touched(project, by_anchor)
    )


def on_base_branch(projects: Iterable[Project], base_branch: str) -> tuple[Project, ...]:
    """Projects that take part in changes into this branch (Atlantis: `branch`, a regular expression in slashes)."""
    return tuple(p for p in projects if p.branch is None or re.search(p.branch.strip("/"), base_branch))


def _by_anchor(paths: Sequence[str]) -> Mapping[str, list[str]]:
    """Changed paths under every directory above them, the root being the empty one."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[""].append(path)
        for part in prefixes(path):
            found[part].append(path)
    return found


def _is_touched(project: Project, by_anchor: Mapping[str, list[str]]) -> bool:
    patterns = below(project.dir, project.when_modified)
    candidates = (path for p in patterns if not p.excludes for path in by_anchor.get(p.anchor, ()))
    return any(matches(patterns, path) for path in candidates)


def cares_about(project: Project, paths: Iterable[str], module_calls: Calls = NO_CALLS) -> bool:
    """Whether one project is touched by the paths, by itself or through its local modules."""
    changed = tuple(paths)
    if module_calls and project.dir in callers_of_changed(changed, module_calls):
        return True
    return _is_touched(project, _by_anchor(changed))
