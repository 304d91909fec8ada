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
    """Projects as the change's head has them, workflows as the trusted ref has them.

    Without an `atlantis.yaml` on the trusted ref only the built-in workflow is trusted.

    Raises:
        BadInput: A project names a workflow the trusted ref lacks; another one would run steps nobody chose.
    """
    workflows = governance_ref.workflows if governance_ref else {}
    problems = tuple(_untrusted(head, workflows))
    if problems:
        raise BadInput(problems)
    return replace(head, workflows=workflows)


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
