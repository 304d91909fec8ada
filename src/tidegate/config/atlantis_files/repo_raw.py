"""`atlantis.yaml` as people write it: keys, types, and the rules a value can be held against by itself."""

# ruff: noqa: RUF012  pydantic copies the defaults of a field
from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from tidegate.config.atlantis_files.policies_raw import PoliciesRaw
from tidegate.config.atlantis_files.steps import WrittenStep
from tidegate.config.atlantis_files.switch import Switch
from tidegate.config.atlantis_files.versions import version
from tidegate.config.patterns import glob, safe_slashed
from tidegate.config.problems import Raw, Text, broken, did_you_mean
from tidegate.core.commands.limits import is_workspace_name
from tidegate.core.projects.globs import is_glob
from tidegate.core.projects.model import DEFAULT_WHEN_MODIFIED, AutodiscoverMode, LockMode, Requirement, Silenced

_NAME = re.compile(r"[A-Za-z0-9_.~/-]+")


def _dir(value: str) -> str:
    if not value:
        raise broken("`dir` is empty.", "Write `.` for the repository's root.")
    if value.startswith("/"):
        raise broken(f"`{value}` is not relative to the repository.", f"Did you mean `{value.lstrip('/') or '.'}`?")
    if ".." in value:
        raise broken(
            f"`{value}` leaves the repository.", "Write the directory from the repository's root, without `..`."
        )
    parts = [part for part in value.split("/") if part not in ("", ".")]
    return glob("/".join(parts)) if is_glob(value) else "/".join(parts) or "."


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        fitting = re.sub(r"[^A-Za-z0-9_.~/-]+", "-", value).strip("-")
        raise broken(
            f"`{value}` is not a project name: letters, digits and `- _ . ~ /` only.",
            f"Did you mean `{fitting}`?" if fitting else "",
        )
    return value


def _workspace(value: str) -> str:
    if not value:
        return "default"
    if not is_workspace_name(value):
        raise broken(
            f"`{value}` is not a workspace name.", "Leave out `/`, `\\`, `..`, `$`, blanks and a leading `-` or `~`."
        )
    return value


def _format(value: Any) -> Any:
    if value not in (2, 3) or isinstance(value, bool):
        raise broken("Only versions 2 and 3 of this file exist.", "Write `version: 3`.")
    return value


def _requirement(value: Any) -> Any:
    words = ("approved", "mergeable", "undiverged")
    if value == "policies_passed":
        raise broken("`policies_passed` comes with policy checks; nobody writes it.", "Remove it.")
    if value not in words:
        raise broken(f"`{value}` is not a requirement.", did_you_mean(str(value), words))
    return value


def _ignored(value: str) -> str:
    if value.startswith("/"):
        raise broken(f"`{value}` begins with a slash.", f"Did you mean `{value.lstrip('/')}`?")
    return glob(value)


Requirements = list[Annotated[Requirement, BeforeValidator(_requirement)]]


class AutoplanRaw(Raw):
    enabled: Switch = True
    when_modified: list[Text] = list(DEFAULT_WHEN_MODIFIED)


class RepoLocksRaw(Raw):
    mode: LockMode = "on_plan"


class AutodiscoverRaw(Raw):
    mode: AutodiscoverMode = "auto"
    ignore_paths: list[Annotated[Text, AfterValidator(_ignored)]] = []


class ProjectRaw(Raw):
    dir: Annotated[Text, AfterValidator(_dir)]
    name: Annotated[Text, AfterValidator(_name)] | None = None
    workspace: Annotated[Text, AfterValidator(_workspace)] = "default"
    branch: Annotated[Text, AfterValidator(safe_slashed)] | None = None
    workflow: Text | None = None
    autoplan: AutoplanRaw = AutoplanRaw()
    terraform_version: Annotated[Text, AfterValidator(version)] | None = None
    terraform_distribution: Literal["terraform", "opentofu"] | None = None
    plan_requirements: Requirements | None = None
    apply_requirements: Requirements | None = None
    import_requirements: Requirements | None = None
    depends_on: list[Text] = []
    execution_order_group: int = 0
    delete_source_branch_on_merge: Switch | None = None
    repo_locking: Switch | None = None
    repo_locks: RepoLocksRaw | None = None
    policy_check: Switch | None = None
    custom_policy_check: Switch | None = None
    silence_pr_comments: list[Silenced] | None = None

    @model_validator(mode="after")
    def many_have_no_name(self) -> ProjectRaw:
        if self.name is not None and is_glob(self.dir):
            raise broken(
                f"The pattern `{self.dir}` stands for many projects, which cannot share the name `{self.name}`.",
                "Remove `name`, or write one directory.",
            )
        return self


class StepsRaw(Raw):
    """A stage with nothing but its steps."""

    steps: list[WrittenStep] = []


class StageRaw(StepsRaw):
    """A stage of plan or apply, with what Tidegate adds to Atlantis's one key."""

    enabled: Switch = True
    requirements: Requirements = []


class WorkflowRaw(Raw):
    plan: StageRaw = StageRaw()
    apply: StageRaw = StageRaw()
    policy_check: StepsRaw = StepsRaw()
    import_: StepsRaw = Field(StepsRaw(), alias="import")
    state_rm: StepsRaw = StepsRaw()


class RepoRaw(Raw):
    version: Annotated[int | None, BeforeValidator(_format)] = None
    projects: list[ProjectRaw] = []
    workflows: dict[str, WorkflowRaw] = {}
    policies: PoliciesRaw | None = None
    automerge: Switch | None = None
    delete_source_branch_on_merge: Switch | None = None
    parallel_plan: Switch | None = None
    parallel_apply: Switch | None = None
    abort_on_execution_order_fail: Switch = False
    repo_locks: RepoLocksRaw | None = None
    autodiscover: AutodiscoverRaw | None = None
    emoji_reaction: Text | None = None
    allowed_regexp_prefixes: list[Text] = []
    silence_pr_comments: list[Silenced] | None = None
