"""Stage runs on real terraform, with builtin resources only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from tidegate.core.projects.model import Project
from tidegate.ports.terraform import StageRun

MAIN = """
resource "terraform_data" "one" {
  input = "hello"
}
"""


def stage_run(
    folder: Path,
    *,
    name: str = "run",
    main: str = MAIN,
    stage: str = "plan",
    workspace: str = "default",
    variables: Mapping[str, str] | None = None,
    hidden: frozenset[str] = frozenset(),
    comment_args: tuple[str, ...] = (),
    state_lock: str = "on",
) -> StageRun:
    """A run in `folder/work/app` whose terraform code is `main`."""
    worktree = folder / "work"
    project = Project(dir="app", workspace=workspace)
    (worktree / "app").mkdir(parents=True, exist_ok=True)
    (worktree / "app" / "main.tf").write_text(main)
    (folder / "home").mkdir(exist_ok=True)
    return StageRun(
        folder=folder / name,
        worktree=worktree,
        project=project,
        stage=stage,
        variables={**environment(folder / "home"), **(variables or {})},
        hidden=hidden,
        comment_args=comment_args,
        plan_file=folder / name / "files" / "plan.tfplan",
        state_lock=state_lock,
    )


def handed_on(run: StageRun, to: StageRun) -> StageRun:
    """The run `to` with the plan file of `run`, as the vault hands it on."""
    to.plan_file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(run.plan_file, to.plan_file)
    return to


def environment(home: Path) -> dict[str, str]:
    """The least a step needs."""
    return {
        "PATH": terraform_path(),
        "HOME": str(home),
        "TF_CLI_CONFIG_FILE": os.devnull,
        "TF_IN_AUTOMATION": "1",
        "CHECKPOINT_DISABLE": "1",
        "LANG": "C.UTF-8",
    }


def terraform_path() -> str:
    """A PATH with terraform's folder and the system's; tests that need terraform fail where there is none."""
    found = shutil.which("terraform")
    assert found, "terraform must be on PATH"
    return f"{Path(found).parent}:/usr/local/bin:/usr/bin:/bin"
