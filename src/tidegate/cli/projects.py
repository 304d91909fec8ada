"""`tidegate projects`: what a pull request from this working copy would plan, and why.

Exit codes: 0 it could be said, 1 a configuration file has problems, 2 git has no such working copy, branch or commit.
Settings of a server are not known here: its defaults are taken.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from tidegate.cli.working_copy import Proposal, propose
from tidegate.config.atlantis_files.atlantis import read_atlantis
from tidegate.config.governance_file.governance import read_governance
from tidegate.core.errors import BadInput, GitFailed
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.projects.coverage import sibling_hints, uncovered
from tidegate.core.projects.discover import concerned
from tidegate.core.projects.environments import Ambiguous, environment_of
from tidegate.core.projects.find import NO_CALLS, Reason, on_base_branch, reason
from tidegate.core.projects.globs import expand_globs
from tidegate.core.projects.model import Project, RepoConfig
from tidegate.core.projects.modules import Calls
from tidegate.core.projects.order import in_groups
from tidegate.git.run import Git
from tidegate.hcl.cloud import cloud_workspaces
from tidegate.hcl.modules import local_calls, may_call

CONFIG, GOVERNANCE = "atlantis.yaml", "tidegate.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A project the change touches."""

    project: Project
    environment: str | None
    why: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """All there is to say.

    Attributes:
        broken: Terraform files with faults of syntax, whose module calls are guessed.
    """

    found: tuple[Found, ...]
    uncommitted: bool
    uncovered: tuple[str, ...]
    hints: tuple[str, ...]
    broken: tuple[str, ...]


def run(folder: Path, base: str, head: str | None, *, as_json: bool) -> int:
    """Look and print; the exit code."""
    try:
        outlook = _outlook(asyncio.run(_proposal(folder.resolve(), base, head)), branch_of(base))
    except BadInput as error:
        typer.echo("\n".join(map(str, error.problems)), err=True)
        return 1
    except GitFailed as error:
        typer.echo(str(error), err=True)
        return 2
    typer.echo(_as_json(outlook) if as_json else "\n".join(_as_text(outlook, base)))
    return 0


async def _proposal(folder: Path, base: str, head: str | None) -> Proposal:
    with tempfile.TemporaryDirectory() as place:
        git = Git.install(Path(place))
        return await propose(git, folder, base, head, lambda path: may_call(path) or path in (CONFIG, GOVERNANCE))


def _outlook(proposal: Proposal, base_branch: str) -> Outlook:
    texts, files = proposal.texts, proposal.files
    config = read_atlantis(texts[CONFIG], CONFIG) if CONFIG in texts else RepoConfig()
    policy = read_governance(texts[GOVERNANCE], GOVERNANCE) if GOVERNANCE in texts else None
    config = expand_globs(config, files, base_branch=base_branch)
    called = local_calls(texts) if policy else None
    calls = called.calls if called else NO_CALLS
    touched = concerned(
        config,
        proposal.paths,
        files,
        module_calls=calls,
        workspaces=cloud_workspaces(texts),
        base_branch=base_branch,
    )
    known = (*on_base_branch(config.projects, base_branch), *touched)
    return Outlook(
        found=tuple(_found(project, proposal, calls, policy) for group in in_groups(touched) for project in group),
        uncommitted=proposal.uncommitted,
        uncovered=uncovered(known, proposal.paths, policy, calls) if policy else (),
        hints=tuple(map(str, sibling_hints(policy, proposal.gained, files))) if policy else (),
        broken=called.broken if called else (),
    )


def _found(project: Project, proposal: Proposal, calls: Calls, policy: Policy | None) -> Found:
    home = environment_of(project, policy) if policy else None
    if isinstance(home, Ambiguous):
        name: str | None = str(home.reply)
    else:
        name = home.name if isinstance(home, Environment) else None
    return Found(project=project, environment=name, why=reason(project, proposal.paths, calls))


def branch_of(base: str) -> str:
    """The branch a pull request would go into: `origin/main` is `main` there."""
    for before in ("refs/heads/", "refs/remotes/", "origin/"):
        base = base.removeprefix(before)
    return base


def _as_text(outlook: Outlook, base: str) -> Iterator[str]:
    if outlook.uncommitted:
        yield "Changes that are not committed count as well."
    count = len(outlook.found)
    yield f"{count or 'No'} project{'' if count == 1 else 's'} touched since {base}{':' if count else '.'}"
    for found in outlook.found:
        yield from _project(found)
    for title, lines in (
        ("No project covers:", outlook.uncovered),
        ("Worth a look:", outlook.hints),
        ("Terraform cannot read these, so the modules they call are guessed:", outlook.broken),
    ):
        if lines:
            yield title
            yield from (f"  {line}" for line in lines)


def _project(found: Found) -> Iterator[str]:
    project = found.project
    details = [f"workspace {project.workspace}"]
    details += [f"environment {found.environment}"] if found.environment else []
    details += [f"order group {project.execution_order_group}"] if project.execution_order_group else []
    yield f"  {f'{project.name}: ' if project.name else ''}{project.dir} ({', '.join(details)})"
    if found.why and found.why.module:
        yield f"      {found.why.path}, in the module {found.why.module}"
    elif found.why:
        yield f"      {found.why.path} fits {found.why.pattern}"
    if project.at:
        yield f"      declared at {project.at.short}"
    if not project.autoplan:
        yield "      not planned by itself: autoplan is off"


def _as_json(outlook: Outlook) -> str:
    shown = {
        "uncommitted": outlook.uncommitted,
        "projects": [_row(found) for found in outlook.found],
        "uncovered": outlook.uncovered,
        "hints": outlook.hints,
        "broken": outlook.broken,
    }
    return json.dumps(shown, indent=2, ensure_ascii=False)


def _row(found: Found) -> dict[str, Any]:
    project, why = found.project, found.why
    return {
        "name": project.name,
        "dir": project.dir,
        "workspace": project.workspace,
        "environment": found.environment,
        "execution_order_group": project.execution_order_group,
        "autoplan": project.autoplan,
        "declared_at": project.at.short if project.at else None,
        "path": why.path if why else None,
        "pattern": why.pattern if why else None,
        "module": why.module if why else None,
    }
