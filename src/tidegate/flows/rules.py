"""Which rules hold for a commit: the governance file of its trusted ref, and the repository's own configuration."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from tidegate.config.atlantis import read_atlantis
from tidegate.config.governance import read_governance
from tidegate.core.changes import Change
from tidegate.core.errors import BadInput
from tidegate.core.gates.policy import BrokenPolicy, Governance, NoPolicy, Policy
from tidegate.core.marks import Mark, Problem
from tidegate.core.projects.model import RepoConfig
from tidegate.core.projects.repos import OPEN, ServerConfig, rule_for
from tidegate.core.projects.settle import settle, settle_trusted
from tidegate.core.projects.workflows import trusted_workflows
from tidegate.flows.outside import outside
from tidegate.store import head_configs

GOVERNANCE = "tidegate.yaml"
CONFIG = "atlantis.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for a commit.

    Attributes:
        config: The head's projects with the workflows that are trusted.
        trusted: The trusted ref's own configuration, which projects are held to; the head's without a governance file.
        commit: What is planned: the change's head, or what merging it makes of the base.
    """

    governance: Governance
    config: RepoConfig
    trusted: RepoConfig
    commit: str


async def rules_at(change: Change, commit: str) -> Rules:
    """Rules for what a change plans: a commit the mirror has.

    Raises:
        BadInput: The head's `atlantis.yaml`, or the trusted ref's, cannot be used.
        GitFailed: The mirror lacks the commit.
    """
    repo = change.repo
    governance = await governance_of(repo)
    head = await _head_config(repo, commit) or RepoConfig()
    server, switches = ServerConfig(), outside().settings.switches
    rule = rule_for(server, repo, first=OPEN)
    if isinstance(governance, NoPolicy):
        _refuse_own_workflows(head)
        config = settle(head, rule, server, switches)
        return Rules(governance=governance, config=config, trusted=config, commit=commit)
    ref = await governance_ref(repo)
    there = await _config_at(repo, ref, f"{ref}:{CONFIG}") or RepoConfig()
    trusted = settle_trusted(there, rule, server, switches)
    return Rules(governance=governance, config=trusted_workflows(head, trusted), trusted=trusted, commit=commit)


async def governance_of(repo: str) -> Governance:
    """The governance file: the server's own, else the trusted ref's; never the head's."""
    settings = outside().settings
    if settings.governance_file:
        text = await asyncio.to_thread(settings.governance_file.read_text)
        return _governance(text, str(settings.governance_file))
    ref = await governance_ref(repo)
    found = await outside().checkout.read(repo, ref, GOVERNANCE)
    return (
        NoPolicy(team_rules=settings.switches.running.team_allowlist)
        if found is None
        else _governance(found, f"{repo}@{ref}:{GOVERNANCE}")
    )


async def governance_ref(repo: str) -> str:
    """Branch whose files are trusted."""
    return outside().settings.governance_ref or await outside().forge.default_branch(repo)


def _governance(text: str, source: str) -> Policy | BrokenPolicy:
    try:
        return read_governance(text, source)
    except BadInput as error:
        return BrokenPolicy(source=source, problems=error.problems)


async def _head_config(repo: str, commit: str) -> RepoConfig | None:
    """What a hook of the server wrote for the commit, else what the commit holds."""
    async with outside().database.read() as tx:
        written = await head_configs.find(tx, repo, commit)
    return read_atlantis(written, CONFIG) if written is not None else await _config_at(repo, commit, CONFIG)


async def _config_at(repo: str, ref: str, file: str) -> RepoConfig | None:
    text = await outside().checkout.read(repo, ref, CONFIG)
    return None if text is None else read_atlantis(text, file)


def _refuse_own_workflows(config: RepoConfig) -> None:
    """Atlantis: a repository's own workflows need `allow_custom_workflows` on the server."""
    if not config.workflows or outside().settings.allow_custom_workflows:
        return
    first = next(iter(config.workflows.values()))
    mark = first.at or Mark(file=config.file, line=1)
    message = "This repository may not define its own workflows."
    remedy = (
        "Put a tidegate.yaml on the default branch, whose workflows are trusted then, "
        "or start the server with TIDEGATE_ALLOW_CUSTOM_WORKFLOWS=1."
    )
    raise BadInput((Problem(mark=mark, path="workflows", text=first.name, message=message, suggestion=remedy),))
