"""What a server's `repos.yaml` says of a repository: entries by id, merged in order, the last one counting per key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar, get_args

from tidegate.core.marks import Mark
from tidegate.core.projects.model import AutodiscoverMode, Hook, LockMode, Requirement, Silenced, Workflow
from tidegate.core.regexes import compiled, fits

T = TypeVar("T")

Override = Literal[
    "plan_requirements",
    "apply_requirements",
    "import_requirements",
    "workflow",
    "delete_source_branch_on_merge",
    "repo_locking",
    "repo_locks",
    "policy_check",
    "custom_policy_check",
    "silence_pr_comments",
]
"""Keys a server may let a repository set for itself."""

CONFIG_FILE = "atlantis.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """How undeclared projects are found; `ignore` are patterns over directories."""

    mode: AutodiscoverMode
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RepoRule:
    """One entry; None where it says nothing and an earlier one counts.

    Attributes:
        id: `host/owner/name`, or `/regex/` found anywhere in it.
        branch: `/regex/` over base branches; changes into others are none of ours.
        repo_config_file: Where the repository's own file lies, from its root.
        repo_locking: Atlantis's older switch: False turns locks off whatever `lock_mode` says.
        pre_hooks: Of this entry and, once merged, of those before it.
    """

    id: str
    branch: str | None = None
    repo_config_file: str | None = None
    plan_requirements: tuple[Requirement, ...] | None = None
    apply_requirements: tuple[Requirement, ...] | None = None
    import_requirements: tuple[Requirement, ...] | None = None
    pre_hooks: tuple[Hook, ...] = ()
    post_hooks: tuple[Hook, ...] = ()
    workflow: str | None = None
    allowed_workflows: tuple[str, ...] | None = None
    allowed_overrides: tuple[Override, ...] | None = None
    allow_custom_workflows: bool | None = None
    delete_source_branch_on_merge: bool | None = None
    lock_mode: LockMode | None = None
    repo_locking: bool | None = None
    policy_check: bool | None = None
    custom_policy_check: bool | None = None
    discovery: Discovery | None = None
    silence_pr_comments: tuple[Silenced, ...] | None = None
    at: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerConfig:
    """A valid `repos.yaml`; without one, nothing in it.

    Attributes:
        workflows: By name; any repository may be given one.
        file: Where it was read from, for people.
    """

    repos: tuple[RepoRule, ...] = ()
    workflows: Mapping[str, Workflow] = field(default_factory=dict)
    file: str = "repos.yaml"


CAUTIOUS = RepoRule(
    id="/.*/",
    repo_config_file=CONFIG_FILE,
    plan_requirements=(),
    apply_requirements=(),
    import_requirements=(),
    allowed_workflows=(),
    allowed_overrides=(),
    allow_custom_workflows=False,
    delete_source_branch_on_merge=False,
    lock_mode="on_plan",
    policy_check=False,
    custom_policy_check=False,
    silence_pr_comments=(),
)
"""The entry before all others: a repository decides nothing for itself (Atlantis: NewGlobalCfgFromArgs)."""

OPEN = replace(CAUTIOUS, allowed_overrides=get_args(Override), allow_custom_workflows=True)
"""The same for a server that trusts its repositories: they decide everything, own workflows included."""


def rule_for(server: ServerConfig, repo_id: str, *, first: RepoRule = CAUTIOUS) -> RepoRule:
    """What holds for a repository, called `host/owner/name`: entries that match, the last one counting per key.

    Hooks add up. `branch` is the last entry's own, as in Atlantis: without one it takes changes into any branch.
    """
    entries = (first, *(entry for entry in server.repos if matches(entry, repo_id)))
    return RepoRule(
        id=repo_id,
        branch=entries[-1].branch,
        repo_config_file=_last([entry.repo_config_file for entry in entries]),
        plan_requirements=_last([entry.plan_requirements for entry in entries]),
        apply_requirements=_last([entry.apply_requirements for entry in entries]),
        import_requirements=_last([entry.import_requirements for entry in entries]),
        pre_hooks=tuple(hook for entry in entries for hook in entry.pre_hooks),
        post_hooks=tuple(hook for entry in entries for hook in entry.post_hooks),
        workflow=_last([entry.workflow for entry in entries]),
        allowed_workflows=_last([entry.allowed_workflows for entry in entries]),
        allowed_overrides=_last([entry.allowed_overrides for entry in entries]),
        allow_custom_workflows=_last([entry.allow_custom_workflows for entry in entries]),
        delete_source_branch_on_merge=_last([entry.delete_source_branch_on_merge for entry in entries]),
        lock_mode=_locks(entries),
        policy_check=_last([entry.policy_check for entry in entries]),
        custom_policy_check=_last([entry.custom_policy_check for entry in entries]),
        discovery=_last([entry.discovery for entry in entries]),
        silence_pr_comments=_last([entry.silence_pr_comments for entry in entries]),
        at=entries[-1].at,
    )


def matches(entry: RepoRule, repo_id: str) -> bool:
    """Whether an entry speaks of a repository."""
    if len(entry.id) > 1 and entry.id.startswith("/") and entry.id.endswith("/"):
        return compiled(entry.id[1:-1]).search(repo_id) is not None
    return entry.id == repo_id


def takes(rule: RepoRule, base_branch: str) -> bool:
    """Whether changes into a branch are looked at; others get no plan and no answer (Atlantis: BranchMatches)."""
    return fits(rule.branch, base_branch)


def _locks(entries: Sequence[RepoRule]) -> LockMode | None:
    on = _last([entry.repo_locking for entry in entries])
    return "disabled" if on is False else _last([entry.lock_mode for entry in entries])


def _last(values: Sequence[T | None]) -> T | None:
    """The last one somebody wrote; an empty list counts, it is written to take an earlier one back."""
    return next((value for value in reversed(values) if value is not None), None)
