"""Which projects a set of changed paths touches: work grows with projects plus paths, not their product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from tidegate.core.projects.model import Project, RepoConfig
from tidegate.core.projects.modules import NO_CALLS, Calls, called_from
from tidegate.core.projects.patterns import below, matches, prefixes
from tidegate.core.regexes import fits

__all__ = ["NO_CALLS", "Reason", "cares_about", "of_concern", "on_base_branch", "reason", "touched"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A changed path and what of a project it fits: a pattern as written, or the directory of a local module."""

    path: str
    pattern: str | None = None
    module: str | None = None


def touched(
    config: RepoConfig, paths: Iterable[str], *, through_modules: AbstractSet[str] = frozenset()
) -> tuple[Project, ...]:
    """Projects of the file that the paths touch, in the file's order, whether or not they are planned by themselves.

    `paths` are relative to the repository root, both names of a rename among them. `through_modules` are directories
    that count as touched because a module they call is.
    """
    by_anchor = _by_anchor(tuple(dict.fromkeys(paths)))
    return tuple(
        project
        for project in config.projects
        if project.dir in through_modules or any(True for _ in _fitting(project, by_anchor))
    )


def of_concern(projects: Iterable[Project], paths: Iterable[str], module_calls: Calls = NO_CALLS) -> tuple[str, ...]:
    """The paths that touch one of the projects, by its patterns or through its local modules, in their order."""
    changed = tuple(dict.fromkeys(paths))
    by_anchor = _by_anchor(changed)
    found: set[str] = set()
    modules: set[str] = set()
    for project in projects:
        found.update(_fitting(project, by_anchor))
        modules |= called_from(project.dir, module_calls)
    for module in modules:
        found.update(by_anchor.get("" if module == "." else module, ()))
    return tuple(path for path in changed if path in found)


def reason(project: Project, paths: Iterable[str], module_calls: Calls = NO_CALLS) -> Reason | None:
    """Why the paths touch a project: the first that does; None when none does."""
    path = next(iter(of_concern((project,), paths, module_calls)), None)
    if path is None:
        return None
    patterns = list(zip(below(project.dir, project.when_modified), project.when_modified, strict=True))
    if matches([pattern for pattern, _ in patterns], path):
        return Reason(path=path, pattern=next(written for pattern, written in reversed(patterns) if pattern.fits(path)))
    above = {".", *prefixes(path)}
    return Reason(path=path, module=max(called_from(project.dir, module_calls) & above, key=len))


def cares_about(project: Project, paths: Iterable[str], module_calls: Calls = NO_CALLS) -> bool:
    """Whether one project is touched by the paths, by itself or through its local modules."""
    return bool(of_concern((project,), paths, module_calls))


def on_base_branch(projects: Iterable[Project], base_branch: str) -> tuple[Project, ...]:
    """Projects that take part in changes into this branch (Atlantis: `branch`, a regular expression in slashes)."""
    return tuple(project for project in projects if fits(project.branch, base_branch))


def _by_anchor(paths: Sequence[str]) -> Mapping[str, list[str]]:
    """Changed paths under every directory above them, the root being the empty one."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[""].append(path)
        for part in prefixes(path):
            found[part].append(path)
    return found


def _fitting(project: Project, by_anchor: Mapping[str, list[str]]) -> Iterator[str]:
    """Changed paths the project's patterns fit, perhaps one twice."""
    if _stays_below(project) and project.dir not in by_anchor:
        return
    patterns = below(project.dir, project.when_modified)
    for anchor in dict.fromkeys(pattern.anchor for pattern in patterns if not pattern.excludes):
        yield from (path for path in by_anchor.get(anchor, ()) if matches(patterns, path))


def _stays_below(project: Project) -> bool:
    """Whether nothing outside its directory can fit: the common case, decided without looking at a pattern closely."""
    return project.dir != "." and not any(".." in pattern for pattern in project.when_modified)
