"""Which workflow a project runs, and whose text of it is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from tidegate.core.errors import BadInput
from tidegate.core.marks import Problem
from tidegate.core.projects.model import Project, RepoConfig, Workflow

BUILT_IN = Workflow()

T = TypeVar("T")


def workflow_of(config: RepoConfig, project: Project) -> Workflow:
    """The project's workflow; the one called `default` when it names none.

    The built-in `default` is Atlantis's: init and plan, apply; a file may define its own under that name.
    """
    name = project.workflow or BUILT_IN.name
    return BUILT_IN if name == BUILT_IN.name and name not in config.workflows else config.workflows[name]


def trusted_workflows(head: RepoConfig, governance_ref: RepoConfig | None) -> RepoConfig:
    """Projects as the change's head has them; workflows and whatever could loosen a gate as the trusted ref has them.

    Args:
        head: What the change says, as it was read.
        governance_ref: What the trusted ref says, settled (`core/projects/settle`); None when there is nothing: then
            only the built-in workflow is trusted.

    Raises:
        BadInput: A project names a workflow the trusted ref lacks; another one would run steps nobody chose.
    """
    trusted = governance_ref or RepoConfig()
    problems = tuple(_untrusted(head, trusted.workflows))
    if problems:
        raise BadInput(problems)
    return replace(
        head,
        projects=all_held_to(head.projects, trusted),
        workflows=trusted.workflows,
        fallback=trusted.fallback,
        automerge=said(trusted.automerge, head.automerge),
        automerge_at=head.automerge_at if trusted.automerge is None else trusted.automerge_at,
        delete_source_branch_on_merge=said(trusted.delete_source_branch_on_merge, head.delete_source_branch_on_merge),
        parallel_plan=said(head.parallel_plan, trusted.parallel_plan),
        parallel_apply=said(head.parallel_apply, trusted.parallel_apply),
        abort_on_execution_order_fail=trusted.abort_on_execution_order_fail or head.abort_on_execution_order_fail,
        lock_mode=trusted.lock_mode,
        autodiscover=trusted.autodiscover,
        autodiscover_ignore=trusted.autodiscover_ignore,
        silence_pr_comments=trusted.silence_pr_comments,
        pre_hooks=trusted.pre_hooks,
        post_hooks=trusted.post_hooks,
    )


def held_to(project: Project, trusted: RepoConfig) -> Project:
    """A project with the workflow and the rules the trusted ref gives it: a change cannot take its rules off.

    However it came up: declared by the head, discovered, or asked for by directory. What the trusted ref declares for
    the same directory counts, the closest match first: name and workspace, workspace, directory alone. Where it
    declares nothing, a project may ask for more than the server does and not for less.
    """
    return all_held_to([project], trusted)[0]


def all_held_to(projects: Iterable[Project], trusted: RepoConfig) -> tuple[Project, ...]:
    """The same for many: work grows with their number plus that of the trusted ones, not with the product."""
    by_dir: dict[str, list[Project]] = defaultdict(list)
    for each in trusted.projects:
        by_dir[each.dir].append(each)
    return tuple(_held(project, by_dir.get(project.dir, ()), trusted) for project in projects)


def _held(project: Project, declared: Sequence[Project], trusted: RepoConfig) -> Project:
    if not declared:
        return _undeclared(project, trusted)
    closest = min(declared, key=lambda each: (each.workspace != project.workspace, each.name != project.name))
    return _as_declared(project, closest)


def filled(project: Project, config: RepoConfig) -> Project:
    """A project with what its configuration gives to those that say nothing."""
    given = config.fallback
    return replace(
        project,
        workflow=said(project.workflow, given.workflow),
        plan_requirements=said(project.plan_requirements, given.plan_requirements),
        apply_requirements=said(project.apply_requirements, given.apply_requirements),
        import_requirements=said(project.import_requirements, given.import_requirements),
        lock_mode=said(project.lock_mode, config.lock_mode),
        repo_locking=None,
        delete_source_branch_on_merge=said(project.delete_source_branch_on_merge, config.delete_source_branch_on_merge),
        policy_check=said(project.policy_check, given.policy_check),
        custom_policy_check=said(project.custom_policy_check, given.custom_policy_check),
        silence_pr_comments=said(project.silence_pr_comments, config.silence_pr_comments),
    )


def _as_declared(project: Project, closest: Project) -> Project:
    return replace(
        project,
        workflow=closest.workflow,
        plan_requirements=closest.plan_requirements,
        apply_requirements=closest.apply_requirements,
        import_requirements=closest.import_requirements,
        depends_on=_both(closest.depends_on, project.depends_on) or (),
        execution_order_group=closest.execution_order_group,
        lock_mode=closest.lock_mode,
        repo_locking=closest.repo_locking,
        delete_source_branch_on_merge=closest.delete_source_branch_on_merge,
        policy_check=closest.policy_check,
        custom_policy_check=closest.custom_policy_check,
        silence_pr_comments=closest.silence_pr_comments,
    )


def _undeclared(project: Project, trusted: RepoConfig) -> Project:
    given = trusted.fallback
    bare = replace(
        project,
        plan_requirements=_both(given.plan_requirements, project.plan_requirements),
        apply_requirements=_both(given.apply_requirements, project.apply_requirements),
        import_requirements=_both(given.import_requirements, project.import_requirements),
        lock_mode=None,
        delete_source_branch_on_merge=None,
        policy_check=None,
        custom_policy_check=None,
        silence_pr_comments=None,
    )
    return filled(bare, trusted)


def _both(given: tuple[T, ...] | None, own: tuple[T, ...] | None) -> tuple[T, ...] | None:
    return given if own is None else tuple(dict.fromkeys((*(given or ()), *own)))


def said(first: T | None, then: T | None) -> T | None:
    """The first of two values somebody wrote."""
    return then if first is None else first


def _untrusted(head: RepoConfig, trusted: Mapping[str, Workflow]) -> Iterator[Problem]:
    for n, project in enumerate(head.projects):
        if project.workflow not in (None, BUILT_IN.name, *trusted):
            yield Problem(
                mark=head.place(project, "workflow"),
                path=f"projects[{n}].workflow",
                text=project.workflow or "",
                message=f"The workflow `{project.workflow}` is not in {head.file} on the trusted branch.",
                suggestion="Merge the workflow there first, or use one that is there already.",
            )
