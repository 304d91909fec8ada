"""Which rules hold for a commit: the governance file of its trusted ref, and the repository's own configuration."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import lru_cache

from tidegate.config.atlantis_files.atlantis import read_atlantis, wrong_name
from tidegate.config.governance_file.governance import read_governance
from tidegate.core.changes import Change
from tidegate.core.errors import BadInput
from tidegate.core.gates.policy import BrokenPolicy, Governance, NoPolicy, Policy
from tidegate.core.projects.find import on_base_branch
from tidegate.core.projects.globs import expand_globs
from tidegate.core.projects.model import RepoConfig
from tidegate.core.projects.repos import CAUTIOUS, OPEN, RepoRule, rule_for, takes
from tidegate.core.projects.settle import settle, settle_trusted
from tidegate.core.projects.workflows import trusted_workflows
from tidegate.flows.outside import outside
from tidegate.store import head_configs

GOVERNANCE = "tidegate.yaml"
CONFIG = "atlantis.yaml"
FILES_KEPT = 64
"""Governance files kept as they were read, most recently used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernanceText:
    """A governance file as it is written. `source` says where, for people."""

    text: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for a commit.

    Attributes:
        config: The head's projects with the workflows that are trusted.
        trusted: The trusted ref's own configuration, which projects are held to; the head's without a governance file.
        commit: What is planned: the change's head, or what merging it makes of the base.
        files: Every path at that commit.
    """

    governance: Governance
    config: RepoConfig
    trusted: RepoConfig
    commit: str
    files: tuple[str, ...]


async def rules_at(change: Change, commit: str) -> Rules:
    """Rules for what a change plans: a commit the mirror has.

    Raises:
        BadInput: The head's `atlantis.yaml`, or the trusted ref's, cannot be used.
        GitFailed: The mirror lacks the commit.
    """
    repo, settings = change.repo, outside().settings
    governance, rule = await governance_of(repo), rule_of(repo)
    file = rule.repo_config_file or CONFIG
    files = await outside().checkout.files(repo, commit)
    head = expand_globs(await _head_config(change, commit, file, files), files, base_branch=change.base_branch)
    if isinstance(governance, NoPolicy):
        config = settle(head, rule, settings.server_config, settings.switches)
        return Rules(governance=governance, config=config, trusted=config, commit=commit, files=files)
    ref = await governance_ref(repo)
    there = await _config_at(repo, ref, file, f"{ref}:{file}") or RepoConfig()
    # A pattern stands for the directories of the head: there projects are held to what it says.
    there = replace(there, projects=on_base_branch(there.projects, change.base_branch))
    trusted = settle_trusted(expand_globs(there, files), rule, settings.server_config, settings.switches)
    config = trusted_workflows(head, trusted)
    return Rules(governance=governance, config=config, trusted=trusted, commit=commit, files=files)


def rule_of(repo: str) -> RepoRule:
    """What the server's own configuration says of a repository."""
    settings = outside().settings
    first = OPEN if settings.allow_custom_workflows else CAUTIOUS
    return rule_for(settings.server_config, f"{settings.forge_host}/{repo}", first=first)


def is_taken(change: Change) -> bool:
    """Whether changes into the base branch are any of ours (Atlantis: `branch` in repos.yaml)."""
    return takes(rule_of(change.repo), change.base_branch)


async def governance_of(repo: str) -> Governance:
    """What the governance file says; Atlantis's own rules hold where there is none."""
    written = await governance_text(repo)
    if written is None:
        return NoPolicy(team_rules=outside().settings.switches.running.team_allowlist)
    return await asyncio.to_thread(_governance, written.text, written.source)


async def governance_text(repo: str) -> GovernanceText | None:
    """The governance file: the server's own, else the trusted ref's; never the head's. None where there is none."""
    own = outside().settings.governance_file
    if own:
        return GovernanceText(text=await asyncio.to_thread(own.read_text), source=str(own))
    ref = await governance_ref(repo)
    found = await outside().checkout.read(repo, ref, GOVERNANCE)
    return None if found is None else GovernanceText(text=found, source=f"{repo}@{ref}:{GOVERNANCE}")


async def governance_ref(repo: str) -> str:
    """Branch whose files are trusted."""
    return outside().settings.governance_ref or await outside().forge.default_branch(repo)


@lru_cache(maxsize=FILES_KEPT)
def _governance(text: str, source: str) -> Policy | BrokenPolicy:
    """Read once for as long as the trusted ref holds the same text: what comes of it is the same value."""
    try:
        return read_governance(text, source)
    except BadInput as error:
        return BrokenPolicy(source=source, problems=error.problems)


async def _head_config(change: Change, commit: str, file: str, files: tuple[str, ...]) -> RepoConfig:
    """What a hook of the server wrote for the commit, else what the commit holds.

    Raises:
        BadInput: It cannot be used, or bears a name nobody reads.
    """
    async with outside().database.read() as tx:
        written = await head_configs.find(tx, change.repo, change.number, commit)
    if written is not None:
        return await asyncio.to_thread(read_atlantis, written, file)
    misnamed = wrong_name(files)
    if misnamed:
        raise BadInput((misnamed,))
    return await _config_at(change.repo, commit, file, file) or RepoConfig()


async def _config_at(repo: str, ref: str, file: str, shown: str) -> RepoConfig | None:
    text = await outside().checkout.read(repo, ref, file)
    return None if text is None else await asyncio.to_thread(read_atlantis, text, shown)
