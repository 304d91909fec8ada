"""Which workflow a project runs, and whose text of it is believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tidegate.core.errors import BadInput
from tidegate.core.marks import Mark, Problem
from tidegate.core.projects.model import Project, RepoConfig, Workflow

BUILT_IN = Workflow()


def workflow_of(config: RepoConfig, project: Project) -> Workflow:
    """The project's workflow; the one called `default` when it names none.

    The built-in `default` is Atlantis's: init and plan, apply; a file may define its own under that name.
    """
    name = project.workflow or BUILT_IN.name
    return BUILT_IN if name == BUILT_IN.name and name not in config.workflows else config.workflows[name]


def trusted_workflows(head: RepoConfig, governance_ref: RepoConfig | None) -> RepoConfig:
    """Projects as the change's head has them, what holds for them as the trusted ref has it.

    Workflows and the lock mode are the trusted ref's. A project declared there, by directory and workspace, keeps the
    workflow and the requirements it has there: a change cannot take its own rules off.

    Without an `atlantis.yaml` on the trusted ref only the built-in workflow is trusted.

    Raises:
        BadInput: A project names a workflow the trusted ref lacks; another one would run steps nobody chose.
    """
    if governance_ref is None:
        governance_ref = RepoConfig(lock_mode=head.lock_mode)
    workflows = governance_ref.workflows
    problems = tuple(_untrusted(head, workflows))
    if problems:
        raise BadInput(problems)
    known = {(project.dir, project.workspace): project for project in governance_ref.projects}
    projects = tuple(_held(project, known.get((project.dir, project.workspace))) for project in head.projects)
    return replace(head, workflows=workflows, projects=projects, lock_mode=governance_ref.lock_mode)


def _held(project: Project, trusted: Project | None) -> Project:
    if trusted is None:
        return project
    return replace(
        project,
        workflow=trusted.workflow,
        plan_requirements=trusted.plan_requirements,
        apply_requirements=trusted.apply_requirements,
    )


def _untrusted(head: RepoConfig, trusted: Mapping[str, Workflow]) -> Iterator[Problem]:
    for n, project in enumerate(head.projects):
        if project.workflow not in (None, BUILT_IN.name, *trusted):
            yield Problem(
                mark=project.at or Mark(file=head.file, line=1),
                path=f"projects[{n}].workflow",
                text=project.workflow or "",
                message=f"The workflow `{project.workflow}` is not in {head.file} on the trusted branch.",
                suggestion="Merge the workflow there first, or use one that is there already.",
            )
