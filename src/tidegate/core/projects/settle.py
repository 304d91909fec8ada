"""A repository's own file and its server's rule become one configuration in which every value is said (Atlantis:
MergeProjectCfg).
"""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from tidegate.core.errors import BadInput
from tidegate.core.projects.allowed import DEFAULT, nowhere, refusals
from tidegate.core.projects.model import Fallback, LockMode, Project, RepoConfig
from tidegate.core.projects.repos import Discovery, Override, RepoRule, ServerConfig
from tidegate.core.projects.workflows import filled, said
from tidegate.core.switches import Switches


def settle(config: RepoConfig, rule: RepoRule, server: ServerConfig, switches: Switches) -> RepoConfig:
    """What holds where nothing governs: the file as far as the server lets it decide, the server's rule elsewhere.

    Raises:
        BadInput: The file decides what it may not, or names a workflow that exists nowhere; with every such place.
    """
    problems = tuple(refusals(config, rule, server))
    if problems:
        raise BadInput(problems)
    own = _apart(config)
    return _settled(own, rule, switches, frozenset(rule.allowed_overrides or ()), server)


def settle_trusted(config: RepoConfig, rule: RepoRule, server: ServerConfig, switches: Switches) -> RepoConfig:
    """What a trusted ref says: it may decide everything, own workflows included, and uses the server's too.

    Raises:
        BadInput: It names a workflow that exists nowhere.
    """
    problems = tuple(nowhere(config, server))
    if problems:
        raise BadInput(problems)
    return _settled(config, rule, switches, frozenset(get_args(Override)), server)


def _settled(
    config: RepoConfig, rule: RepoRule, switches: Switches, may: frozenset[Override], server: ServerConfig
) -> RepoConfig:
    discovery = rule.discovery or _own_discovery(config) or Discovery(mode=switches.autoplan.discover)
    settled = replace(
        config,
        workflows={**server.workflows, **config.workflows},
        fallback=Fallback(
            workflow=rule.workflow,
            plan_requirements=rule.plan_requirements,
            apply_requirements=rule.apply_requirements,
            import_requirements=rule.import_requirements,
            policy_check=rule.policy_check,
            custom_policy_check=rule.custom_policy_check,
        ),
        lock_mode=said(config.lock_mode if "repo_locks" in may else None, rule.lock_mode),
        delete_source_branch_on_merge=said(
            config.delete_source_branch_on_merge if "delete_source_branch_on_merge" in may else None,
            rule.delete_source_branch_on_merge,
        ),
        silence_pr_comments=said(
            config.silence_pr_comments if "silence_pr_comments" in may else None, rule.silence_pr_comments
        ),
        parallel_plan=said(config.parallel_plan, switches.running.parallel_plan),
        parallel_apply=said(config.parallel_apply, switches.running.parallel_apply),
        autodiscover=discovery.mode,
        autodiscover_ignore=discovery.ignore,
        pre_hooks=rule.pre_hooks,
        post_hooks=rule.post_hooks,
    )
    return replace(settled, projects=tuple(_project(each, settled, may) for each in config.projects))


def _project(project: Project, settled: RepoConfig, may: frozenset[Override]) -> Project:
    """A declared project; without permission its `policy_check` is ignored, as Atlantis does."""
    checked = project.policy_check if "policy_check" in may else None
    locks = project.lock_mode or _switched(settled.lock_mode, on=project.repo_locking)
    return filled(replace(project, policy_check=checked, lock_mode=locks), settled)


def _switched(mode: LockMode | None, *, on: bool | None) -> LockMode | None:
    """Atlantis's older switch: off turns locks off, on turns back on what was off."""
    match on:
        case None:
            return mode
        case False:
            return "disabled"
        case True:
            return "on_plan" if mode == "disabled" else mode


def _apart(config: RepoConfig) -> RepoConfig:
    """The file's own `default` workflow under another key: in Atlantis only projects that name it get it."""
    if DEFAULT not in config.workflows:
        return config
    key = f"{DEFAULT} of {config.file}"
    workflows = {key if name == DEFAULT else name: each for name, each in config.workflows.items()}
    projects = (replace(each, workflow=key) if each.workflow == DEFAULT else each for each in config.projects)
    return replace(config, workflows=workflows, projects=tuple(projects))


def _own_discovery(config: RepoConfig) -> Discovery | None:
    if config.autodiscover is None:
        return None
    return Discovery(mode=config.autodiscover, ignore=config.autodiscover_ignore)
