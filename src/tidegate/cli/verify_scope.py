"""What `verify` is about: the projects, the rules they are held to, and what they are compared with."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname

from tidegate.cli.check_look import Rules
from tidegate.cli.projects import CONFIG, GOVERNANCE, branch_of
from tidegate.cli.verify_git import WorkingCopy
from tidegate.cli.working_copy import Proposal, propose
from tidegate.config.atlantis_files.atlantis import read_atlantis
from tidegate.config.governance_file.governance import read_governance
from tidegate.core.errors import BadInput, GitFailed
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.marks import Mark, Problem
from tidegate.core.projects.discover import concerned
from tidegate.core.projects.environments import Ambiguous, by_word, environment_of
from tidegate.core.projects.find import NO_CALLS
from tidegate.core.projects.globs import expand_globs
from tidegate.core.projects.model import Project, RepoConfig
from tidegate.core.projects.modules import Calls, called_from
from tidegate.core.projects.order import in_groups
from tidegate.hcl.cloud import cloud_workspaces
from tidegate.hcl.modules import local_calls, may_call
from tidegate.hcl.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """All that is settled before anything is run.

    Attributes:
        projects: In the order they would be applied.
        start: The commit the working copy's branch left its base at.
        trusted: The commit rules are read from; empty when they are the working copy's own.
        code: Texts of the Terraform files, by path.
        calls: Which directories call which.
        notes: How all this was settled, sentences.
    """

    copy: WorkingCopy
    config: RepoConfig
    projects: tuple[Project, ...]
    rules: Rules
    start: str
    trusted: str
    code: Mapping[str, str]
    calls: Calls
    notes: tuple[str, ...]

    def places(self, project: Project) -> Places:
        """Where the code of a project's resources stands."""
        homes = {project.dir, *called_from(project.dir, self.calls)}
        return Places(project.dir, {path: text for path, text in self.code.items() if (dirname(path) or ".") in homes})


async def scope_of(copy: WorkingCopy, base: str | None, words: Sequence[str]) -> Scope:
    """What there is to verify: what the change touches, or all of the named environments.

    Raises:
        GitFailed: Git has no such branch, or the working copy has nothing in common with it.
        BadInput: A configuration file has problems, or a word names no environment.
    """
    trusted = await copy.trusted() if base is None else await _trusted_beside(copy, base)
    base = base or trusted
    proposal = await propose(copy.git, copy.top, base, None, _is_read)
    commit = await copy.commit(trusted)
    rules, commit = await _rules(copy, trusted, commit, proposal)
    config = read_atlantis(proposal.texts[CONFIG], CONFIG) if CONFIG in proposal.texts else RepoConfig()
    config = expand_globs(config, proposal.files, base_branch=branch_of(base))
    calls = local_calls(proposal.texts).calls
    return Scope(
        copy=copy,
        config=config,
        projects=_projects(config, proposal, calls if rules.policy else NO_CALLS, rules.policy, branch_of(base), words),
        rules=rules,
        start=await copy.merge_base(base),
        trusted=commit,
        code=proposal.texts,
        calls=calls,
        notes=tuple(_notes(proposal, base, rules, commit)),
    )


def _is_read(path: str) -> bool:
    return may_call(path) or path in (CONFIG, GOVERNANCE)


async def _trusted_beside(copy: WorkingCopy, base: str) -> str:
    """Rules come from the default branch wherever the change goes; from its base where no other is known."""
    try:
        return await copy.trusted()
    except GitFailed:
        return base


async def _rules(copy: WorkingCopy, trusted: str, commit: str, proposal: Proposal) -> tuple[Rules, str]:
    """The rules of the trusted branch; the working copy's own where that has none. And the commit they are from."""
    written = await copy.text(commit, GOVERNANCE)

    async def text_there(path: str) -> str | None:
        return await copy.text(commit, path)

    async def text_here(path: str) -> str | None:
        file = copy.top / path
        return await asyncio.to_thread(file.read_text, "utf-8") if file.is_file() else None

    if written is not None:
        source = f"{trusted}:{GOVERNANCE}"
        return Rules(policy=read_governance(written, source, GOVERNANCE), source=source, text=text_there), commit
    if GOVERNANCE in proposal.texts:
        policy = read_governance(proposal.texts[GOVERNANCE], GOVERNANCE)
        return Rules(policy=policy, source=GOVERNANCE, text=text_here), ""
    return Rules(policy=None, source="", text=text_here), ""


def _projects(
    config: RepoConfig,
    proposal: Proposal,
    calls: Calls,
    policy: Policy | None,
    base_branch: str,
    words: Sequence[str],
) -> tuple[Project, ...]:
    found = concerned(
        config,
        proposal.files if words else proposal.paths,
        proposal.files,
        module_calls=calls,
        workspaces=cloud_workspaces(proposal.texts),
        base_branch=base_branch,
    )
    wanted = [_environment(word, policy).name for word in words]
    kept = [project for project in found if not words or environment_named(project, policy) in wanted]
    return tuple(project for group in in_groups(kept) for project in group)


def environment_named(project: Project, policy: Policy | None) -> str | None:
    """The environment a project belongs to; None for none, and where several claim it: a server plans it nowhere.

    Raises:
        BadInput: Several claim it.
    """
    home = environment_of(project, policy) if policy else None
    if isinstance(home, Ambiguous):
        raise _bad(str(home.reply))
    return home.name if home else None


def _environment(word: str, policy: Policy | None) -> Environment:
    if policy is None:
        raise _bad(f"There is no governance file, so no environment is called {word}.")
    named = by_word(policy, word)
    if len(named) != 1:
        raise _bad(f"`{word}` names no one environment.", f"There are: {', '.join(policy.environments)}.")
    return named[0]


def _bad(message: str, suggestion: str = "") -> BadInput:
    problem = Problem(mark=Mark(file=GOVERNANCE, line=1), path="", text="", message=message, suggestion=suggestion)
    return BadInput((problem,))


def _notes(proposal: Proposal, base: str, rules: Rules, trusted: str) -> list[str]:
    notes = [f"Compared with {base}."]
    if not rules.source:
        notes.append("There is no governance file: no limits hold.")
    elif trusted:
        notes.append(f"Rules: {rules.source}, as it was fetched last.")
    else:
        notes.append(f"Rules: the working copy's own {GOVERNANCE}; the trusted branch has none yet.")
    if proposal.uncommitted:
        notes.append("Changes that are not committed count as well.")
    return notes


async def policies_in(scope: Scope, folder: Path) -> Path | None:
    """The folder of policies the rules name, from where the rules are; None where they name none."""
    named = scope.rules.policy.checks.policies.rstrip("/") if scope.rules.policy else ""
    if not named or not scope.trusted:
        return scope.copy.top / named if named else None
    paths = [path for path in await scope.copy.files(scope.trusted) if path.startswith(f"{named}/")]
    for path, text in (await scope.copy.texts(scope.trusted, [p for p in paths if p.endswith(".rego")])).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder
