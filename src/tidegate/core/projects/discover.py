"""Projects nobody declared, found from the changed paths (Atlantis: project_finder)."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from types import MappingProxyType

from tidegate.core.commands.limits import is_workspace_name
from tidegate.core.projects.find import on_base_branch, touched
from tidegate.core.projects.globs import fits_glob
from tidegate.core.projects.model import Project, RepoConfig
from tidegate.core.projects.modules import NO_CALLS, Calls, callers_of_changed
from tidegate.core.projects.patterns import Pattern, below, matches, prefixes
from tidegate.core.switches import Autoplan

AUTOPLAN_FILES = (
    "**/*.tf",
    "**/*.tf.json",
    "**/*.tfvars",
    "**/*.tfvars.json",
    "**/*.tofu",
    "**/*.tofu.json",
    "**/terragrunt.hcl",
    "**/.terraform.lock.hcl",
)
"""Atlantis's default `--autoplan-file-list`."""

DEFAULT = Autoplan()
NO_WORKSPACES: Mapping[str, str] = MappingProxyType({})

_NEVER = ("terraform.tfstate", "tflint.hcl")


def concerned(
    config: RepoConfig,
    paths: Iterable[str],
    files: Collection[str],
    *,
    module_calls: Calls = NO_CALLS,
    autoplan: Autoplan = DEFAULT,
    workspaces: Mapping[str, str] = NO_WORKSPACES,
    base_branch: str | None = None,
) -> tuple[Project, ...]:
    """Every project the paths touch: declared ones whose directory is there, then discovered ones as the file allows.

    `files` are all paths at the change's head. `module_calls` are followed where they are given, to directories with
    a file that fits `autoplan.modules_from`, else its file list. `workspaces` are those of discovered projects by
    directory, `default` elsewhere. Projects for other branches than `base_branch` count as not written.
    """
    if base_branch is not None:
        config = replace(config, projects=on_base_branch(config.projects, base_branch))
    changed, there = tuple(paths), frozenset(files)
    present = directories(there)
    callers = _included(callers_of_changed(changed, module_calls), there, autoplan)
    declared = tuple(p for p in touched(config, changed, through_modules=callers) if p.dir in present)
    mode = config.autodiscover or autoplan.discover
    if mode == "disabled" or (mode == "auto" and config.projects):
        return declared
    taken = {project.dir for project in config.projects}
    found = discover(
        changed, there, ignore=config.autodiscover_ignore, listed=autoplan.files, callers=callers, workspaces=workspaces
    )
    return declared + tuple(project for project in found if project.dir not in taken)


def discover(
    paths: Iterable[str],
    files: Collection[str],
    *,
    ignore: Iterable[str] = (),
    listed: Sequence[str] | None = None,
    callers: AbstractSet[str] = frozenset(),
    workspaces: Mapping[str, str] = NO_WORKSPACES,
) -> tuple[Project, ...]:
    """One project for each directory the paths are about, sorted by directory.

    `files` are all paths at the change's head: directories that are gone have no project. `ignore` are globs over
    directories, `listed` patterns over the paths that count (None for Atlantis's default list), `callers` further
    directories, which call a changed module.
    """
    there, patterns = frozenset(files), _listed(listed)
    homes = {home for path in paths if _counts(path, patterns) for home in _home(path, there)}
    found = sorted((homes | callers) & directories(there))
    return tuple(_project(each, workspaces) for each in found if not any(fits_glob(glob, each) for glob in ignore))


def is_terraform(path: str) -> bool:
    """Whether Atlantis's default list of files has a place for it."""
    return _counts(path, _listed(None))


def directories(files: Iterable[str]) -> frozenset[str]:
    """Every directory that has a file at or below it, `.` for the root."""
    homes = {posixpath.dirname(path) for path in files}
    return frozenset({".", *(part for home in homes if home for part in prefixes(home))})


def _project(directory: str, workspaces: Mapping[str, str]) -> Project:
    workspace = workspaces.get(directory, "")
    return Project(dir=directory, workspace=workspace if is_workspace_name(workspace) else "default")


def _listed(patterns: Sequence[str] | None) -> tuple[Pattern, ...]:
    return below(".", AUTOPLAN_FILES if patterns is None else patterns)


def _counts(path: str, patterns: tuple[Pattern, ...]) -> bool:
    """Whether a changed file may make a project; state and settings of tflint never do."""
    return not any(part in path for part in _NEVER) and matches(patterns, path)


def _home(path: str, there: AbstractSet[str]) -> Iterator[str]:
    """The directory terraform runs in for a changed file, if there is one."""
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


def _included(callers: AbstractSet[str], there: AbstractSet[str], autoplan: Autoplan) -> frozenset[str]:
    """Callers that are projects: one of their files fits the list and leads to them, not to a directory above."""
    if not callers:
        return frozenset()
    patterns = _listed(autoplan.modules_from or autoplan.files)
    inside: dict[str, list[str]] = defaultdict(list)
    for path in there:
        inside[posixpath.dirname(path) or "."].append(path)
    return frozenset(
        caller
        for caller in callers
        if any(caller in _home(path, there) and _counts(path, patterns) for path in inside[caller])
    )
