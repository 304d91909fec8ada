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
    """Projects as the change's head has them, workflows and lock mode as the trusted ref has them.

    Args:
        head: What the change says.
        governance_ref: None when the trusted ref holds no `atlantis.yaml`: then only the built-in workflow is trusted.

    Raises:
        BadInput: A project names a workflow the trusted ref lacks; another one would run steps nobody chose.
    """
    if governance_ref is None:
        governance_ref = RepoConfig(lock_mode=head.lock_mode)
    problems = tuple(_untrusted(head, governance_ref.workflows))
    if problems:
        raise BadInput(problems)
    projects = tuple(held_to(project, governance_ref) for project in head.projects)
    return replace(head, workflows=governance_ref.workflows, projects=projects, lock_mode=governance_ref.lock_mode)


def held_to(project: Project, trusted: RepoConfig) -> Project:
    """A project with the workflow and the requirements the trusted ref gives it: a change cannot take its rules off.

    However it came up: declared by the head, discovered, or asked for by directory. What the trusted ref declares for
    the same directory counts, the closest match first: name and workspace, workspace, directory alone.
    """
    declared = [each for each in trusted.projects if each.dir == project.dir]
    declared.sort(key=lambda each: (each.workspace != project.workspace, each.name != project.name))
    if not declared:
        return project
    closest = declared[0]
    return replace(
        project,
        workflow=closest.workflow,
        plan_requirements=closest.plan_requirements,
        apply_requirements=closest.apply_requirements,
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
