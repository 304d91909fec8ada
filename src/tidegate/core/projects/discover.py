"""Projects nobody declared, found from the changed paths (Atlantis: project_finder)."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator

from tidegate.core.projects.find import NO_CALLS, touched
from tidegate.core.projects.model import Project, RepoConfig
from tidegate.core.projects.modules import Calls
from tidegate.core.projects.patterns import below, matches, prefixes

AUTOPLAN_FILES = below(
    ".",
    (
        "**/*.tf",
        "**/*.tf.json",
        "**/*.tfvars",
        "**/*.tfvars.json",
        "**/*.tofu",
        "**/*.tofu.json",
        "**/terragrunt.hcl",
        "**/.terraform.lock.hcl",
    ),
)
"""Atlantis's default `--autoplan-file-list`."""


def concerned(
    config: RepoConfig, paths: Iterable[str], files: Collection[str], *, module_calls: Calls = NO_CALLS
) -> tuple[Project, ...]:
    """Every project the paths touch: declared ones whose directory is there, then discovered ones as the file allows.

    `files` are all paths at the change's head.
    """
    changed = tuple(paths)
    present = directories(files)
    declared = tuple(p for p in touched(config, changed, module_calls=module_calls) if p.dir in present)
    match config.autodiscover:
        case "disabled":
            return declared
        case "auto" | None if config.projects:
            return declared
        case "auto" | "enabled" | None:
            taken = {project.dir for project in config.projects}
            found = discover(changed, files, ignore=config.autodiscover_ignore)
            return declared + tuple(project for project in found if project.dir not in taken)


def discover(paths: Iterable[str], files: Collection[str], *, ignore: Iterable[str] = ()) -> tuple[Project, ...]:
    """One project for each directory the paths are about, in the default workspace, sorted by directory.

    `files` are all paths at the change's head: directories that are gone have no project. `ignore` are patterns over
    directories.
    """
    there = frozenset(files)
    present, ignored = directories(there), below(".", ignore)
    found = {home for path in paths for home in _home(path, there)}
    return tuple(Project(dir=home) for home in sorted(found & present) if not matches(ignored, home))


def directories(files: Iterable[str]) -> frozenset[str]:
    """Every directory that has a file at or below it, `.` for the root."""
    return frozenset({".", *(part for path in files for part in prefixes(posixpath.dirname(path)) if part)})


def _home(path: str, there: frozenset[str]) -> Iterator[str]:
    """The directory terraform runs in for a changed file, if there is one."""
    if not matches(AUTOPLAN_FILES, path):
        return
    directory = posixpath.dirname(path) or "."
    segments = directory.split("/")
    if segments[-1] == "env":
        yield "/".join(segments[:-1]) or "."
    elif "modules" in segments:
        above = "/".join(segments[: segments.index("modules")]) or "."
        if posixpath.normpath(f"{above}/main.tf") in there:
            yield above
    else:
        yield directory
