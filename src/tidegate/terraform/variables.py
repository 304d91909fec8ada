"""The environment of a step, whole: Atlantis's documented variables and what Terraform needs. Nothing is inherited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tidegate.core.changes import Change
from tidegate.core.projects.model import Project

SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a stage runs in.

    Attributes:
        worktree: Root of the checkout.
        terraform: The binary chosen for the project.
        terraform_version: `1.11.4`.
        shims: Folder of our stand-ins for tools, first on PATH.
        home: A private, existing folder of the run.
        cli_config: Terraform's CLI configuration. Always named, and it must exist: Terraform warns of a missing one.
        plan_file: `StageRun.plan_file`.
        show_file: Where a `show` step writes the plan as JSON.
        declared: What the environment declares, credentials included. It may change how Terraform behaves, but not
            what is said about the change, the project and the system.
    """

    worktree: Path
    terraform: Path
    terraform_version: str
    shims: Path
    home: Path
    cli_config: Path
    plan_file: Path
    show_file: Path
    declared: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HookSurroundings:
    """What a hook runs in; what is not described here is as in `Surroundings`.

    Attributes:
        terraform: The binary for projects that ask for none.
        status_file: What a hook writes there is shown on its commit status.
    """

    worktree: Path
    terraform: Path
    shims: Path
    home: Path
    cli_config: Path
    status_file: Path


def variables(
    change: Change, project: Project, actor: str, comment_args: tuple[str, ...], around: Surroundings
) -> dict[str, str]:
    """Everything a step sees. `actor` is who asked for the command."""
    return {
        **terraform_settings(around.cli_config),
        **around.declared,
        **_system(around),
        **_change(change, actor),
        **_project(project, comment_args, around),
    }


def hook_variables(
    change: Change, command: str, actor: str, comment_args: tuple[str, ...], around: HookSurroundings
) -> dict[str, str]:
    """Everything a hook of `command` sees (Atlantis: pre_workflow_hook_runner): nothing of any one project."""
    return {
        **terraform_settings(around.cli_config),
        **_system(around),
        **_change(change, actor),
        "COMMAND_NAME": command,
        "COMMENT_ARGS": _escaped(comment_args),
        "DIR": str(around.worktree),
        "OUTPUT_STATUS_FILE": str(around.status_file),
    }


def terraform_settings(cli_config: Path) -> dict[str, str]:
    """How Terraform behaves wherever we start it."""
    return {
        "TF_IN_AUTOMATION": "1",
        "TF_INPUT": "0",
        "TF_CLI_CONFIG_FILE": str(cli_config),
        "CHECKPOINT_DISABLE": "1",
    }


def _system(around: Surroundings | HookSurroundings) -> dict[str, str]:
    return {
        "PATH": f"{around.shims}:{around.terraform.parent}:{SYSTEM_PATH}",
        "HOME": str(around.home),
        "LANG": "C.UTF-8",
    }


def _pull(change: Change) -> int:
    """0 where there is no pull request (Atlantis: a plan asked for through its API)."""
    return max(change.number, 0)


def _change(change: Change, actor: str) -> dict[str, str]:
    base_owner, _, base_name = change.repo.rpartition("/")
    head_owner, _, head_name = (change.head_repo or "").rpartition("/")
    return {
        "ATLANTIS_PULL_NUM": str(_pull(change)),
        "ATLANTIS_REPO_FULL_NAME": change.repo,
        "BASE_BRANCH_NAME": change.base_branch,
        "BASE_REPO_NAME": base_name,
        "BASE_REPO_OWNER": base_owner,
        "HEAD_BRANCH_NAME": change.head_branch,
        "HEAD_COMMIT": change.head_sha,
        "HEAD_REPO_NAME": head_name,
        "HEAD_REPO_OWNER": head_owner,
        "PULL_AUTHOR": change.author,
        "PULL_NUM": str(_pull(change)),
        "PULL_URL": change.url,
        "USER_NAME": actor,
    }


def _project(project: Project, comment_args: tuple[str, ...], around: Surroundings) -> dict[str, str]:
    return {
        "ATLANTIS_TERRAFORM_DISTRIBUTION": project.terraform_distribution or "terraform",
        "ATLANTIS_TERRAFORM_VERSION": around.terraform_version,
        "COMMENT_ARGS": _escaped(comment_args),
        "DIR": str(around.worktree / project.dir),
        "PLANFILE": str(around.plan_file),
        "POLICYCHECKFILE": str(around.show_file.with_name("policies.json")),
        "PROJECT_NAME": project.name or "",
        "REPO_REL_DIR": project.dir,
        "SHOWFILE": str(around.show_file),
        "WORKSPACE": project.workspace,
    }


def _escaped(comment_args: tuple[str, ...]) -> str:
    """Every character behind a backslash, joined by commas: to a shell nothing of it is syntax (Atlantis)."""
    return ",".join("".join(f"\\{character}" for character in argument) for argument in comment_args)
