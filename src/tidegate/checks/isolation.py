"""Check `isolation`: whether an environment's directory refers to files of another environment."""

from __future__ import annotations

import asyncio
import filecmp
import os
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path

from tidegate.checks.paths import from_root
from tidegate.core.checks.compare import compared
from tidegate.core.checks.model import CheckResult, Finding, result_of
from tidegate.core.checks.severities import severity_of
from tidegate.core.projects.model import Step
from tidegate.core.projects.step_files import files_of
from tidegate.core.words import say
from tidegate.ports.checks import Neighbours, Subject

ISOLATION = "isolation"


class Isolation:
    """Module sources, files that are read, variable files and links, in every file below the project's directory."""

    name = ISOLATION

    async def examine(self, subject: Subject) -> CheckResult:
        beside = subject.neighbours
        if beside is None:
            reason = say("There is no other environment whose files are known.")
            return CheckResult(check=self.name, state="skipped", reason=reason)
        return result_of(self.name, await asyncio.to_thread(_all, subject, beside))


def _all(subject: Subject, beside: Neighbours) -> tuple[Finding, ...]:
    base = _found(subject, beside, subject.base) if subject.base else ()
    return (*compared(_found(subject, beside, subject.root), base, {}), *_of_workflow(subject, beside))


def _found(subject: Subject, beside: Neighbours, root: Path) -> tuple[Finding, ...]:
    return tuple(
        _finding(subject, written, owner, file, line)
        for file in _files(root / subject.project.dir, root)
        if not beside.borders.owner_of(file)
        for line, written, owner in _crossings(subject, beside, root, file)
    )


def _files(folder: Path, root: Path) -> Iterator[str]:
    """Files and links below a folder, from the repository's root; what tools keep in hidden folders is nobody's."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        links = (each for each in folders if (Path(place) / each).is_symlink())
        yield from (from_root(Path(place) / each, root) for each in sorted((*names, *links)))


def _crossings(subject: Subject, beside: Neighbours, root: Path, file: str) -> Iterator[tuple[int, str, str]]:
    """Line, what is written there, and whose files it leads to."""
    path, home = root / file, posixpath.dirname(file)
    bases = (home,) if path.is_symlink() else (home, subject.project.dir)
    for line, written in dict.fromkeys(_named(path, beside)):
        owner = next(filter(None, (beside.borders.owner_of(_there(base, written)) for base in bases)), "")
        if owner:
            yield line, written, owner


def _named(path: Path, beside: Neighbours) -> Iterable[tuple[int, str]]:
    if path.is_symlink():
        return ((0, str(path.readlink())),)
    return beside.paths_in(path.name, path.read_bytes()) if path.is_file() else ()


def _there(base: str, written: str) -> str:
    """Where a path leads from a directory; what stood before a leading `/` was that directory."""
    return posixpath.normpath(posixpath.join(base, written.lstrip("/")))


def _of_workflow(subject: Subject, beside: Neighbours) -> Iterator[Finding]:
    """Of arguments and commands of the project's workflow; old where its file is as it was."""
    at = beside.workflow.at
    file = at.file if at else ""
    for step in (*beside.workflow.plan.steps, *beside.workflow.apply.steps):
        for path in sorted(_paths_of(step, subject.project.dir)):
            owner = beside.borders.owner_of(path)
            if owner:
                yield _finding(subject, path, owner, file, at.line if at else 0, is_new=_is_touched(subject, file))


def _paths_of(step: Step, home: str) -> frozenset[str]:
    arguments = {_there(home, each.rpartition("=")[2]) for each in step.extra_args if not each.startswith("$")}
    return files_of((step,), home).files | arguments


def _is_touched(subject: Subject, file: str) -> bool:
    here, before = subject.root / file, subject.base / file if subject.base else None
    if not here.is_file():
        return False  # The server's own configuration: no change brings it.
    return before is None or not before.is_file() or not filecmp.cmp(here, before, shallow=False)


def _finding(subject: Subject, written: str, owner: str, file: str, line: int, *, is_new: bool = True) -> Finding:
    home = subject.environment
    return Finding(
        id=ISOLATION,
        severity=severity_of(ISOLATION, subject.rules.severities),
        message=f"`{written}` leads to the files of {owner}; {home} uses its own, and what both need stands outside.",
        file=file,
        line=line,
        is_new=is_new,
    )
