"""What a repository may decide for itself, and what it decided without being allowed to (Atlantis: ValidateRepoCfg)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from tidegate.core.marks import Mark, Problem
from tidegate.core.projects.model import Project, RepoConfig
from tidegate.core.projects.repos import Override, RepoRule, ServerConfig

DEFAULT = "default"


def refusals(config: RepoConfig, rule: RepoRule, server: ServerConfig) -> Iterator[Problem]:
    """Everything in a repository's own file that its server does not allow, or that exists nowhere."""
    if config.workflows and not rule.allow_custom_workflows:
        yield _own_workflows(config, server)
    for n, project in enumerate(config.projects):
        yield from _restricted(project, n, config, rule, server)
    yield from nowhere(config, server)
    yield from _not_for_it(config, rule, server)


def nowhere(config: RepoConfig, server: ServerConfig) -> Iterator[Problem]:
    """Projects whose workflow exists neither in the file nor on the server."""
    known = {DEFAULT, *config.workflows, *server.workflows}
    for n, project in enumerate(config.projects):
        if project.workflow is not None and project.workflow not in known:
            message = f"There is no workflow `{project.workflow}` in {config.file} or {server.file}."
            yield _of(project, n, config, "workflow", message, _close(project.workflow, known))


def written(project: Project) -> dict[Override, bool]:
    """Which keys that need permission a project sets. `policy_check` needs none and does nothing without."""
    return {
        "plan_requirements": project.plan_requirements is not None,
        "apply_requirements": project.apply_requirements is not None,
        "import_requirements": project.import_requirements is not None,
        "workflow": project.workflow is not None,
        "delete_source_branch_on_merge": project.delete_source_branch_on_merge is not None,
        "repo_locking": project.repo_locking is not None,
        "repo_locks": project.lock_mode is not None,
        "custom_policy_check": project.custom_policy_check is not None,
        "silence_pr_comments": project.silence_pr_comments is not None,
    }


def _restricted(
    project: Project, n: int, config: RepoConfig, rule: RepoRule, server: ServerConfig
) -> Iterator[Problem]:
    for key, is_written in written(project).items():
        if is_written and key not in (rule.allowed_overrides or ()):
            yield _of(
                project,
                n,
                config,
                key,
                f"This repository may not set `{key}`.",
                f"Remove it, or let the server's {server.file} say `allowed_overrides: [{key}]` for this repository.",
            )


def _not_for_it(config: RepoConfig, rule: RepoRule, server: ServerConfig) -> Iterator[Problem]:
    """Workflows of the server that `allowed_workflows` keeps from the repository."""
    allowed = rule.allowed_workflows or ()
    for n, project in enumerate(config.projects):
        named = {DEFAULT, *server.workflows} - set(config.workflows) - set(allowed)
        if allowed and project.workflow in named:
            listed = ", ".join(f"`{each}`" for each in allowed)
            message = f"This repository may not use the workflow `{project.workflow}`."
            yield _of(project, n, config, "workflow", message, f"Its `allowed_workflows` in {server.file}: {listed}.")


def _close(name: str, known: Iterable[str]) -> str:
    words = sorted(known)
    close = get_close_matches(name, words, n=1)
    return f"Did you mean `{close[0]}`?" if close else "Write one of: " + ", ".join(f"`{w}`" for w in words) + "."


def _own_workflows(config: RepoConfig, server: ServerConfig) -> Problem:
    first = next(iter(config.workflows.values()))
    return Problem(
        mark=first.at or Mark(file=config.file, line=1),
        path="workflows",
        text=first.name,
        message="This repository may not define its own workflows.",
        suggestion=(
            f"Let {server.file} say `allow_custom_workflows: true` for it, define them there, "
            "or put a tidegate.yaml on the default branch, whose workflows are trusted then."
        ),
    )


def _of(project: Project, n: int, config: RepoConfig, key: str, message: str, suggestion: str) -> Problem:
    return Problem(
        mark=config.place(project, key),
        path=f"projects[{n}].{key}",
        text=project.label,
        message=message,
        suggestion=suggestion,
    )
