"""`atlantis.yaml` as people write it: keys, types, and the rules a value can be held against by itself."""

# ruff: noqa: RUF012  pydantic copies the defaults of a field
from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from tidegate.config.problems import Raw, Text, broken, did_you_mean
from tidegate.config.steps import WrittenStep
from tidegate.core.commands.limits import is_workspace_name
from tidegate.core.projects.model import DEFAULT_WHEN_MODIFIED, LockMode, Requirement

_NAME = re.compile(r"[A-Za-z0-9_.~/-]+")
_VERSION = re.compile(r"v?\d+(\.\d+){0,2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")
_GLOB = re.compile(r"[*?\[]")


def _dir(value: str) -> str:
    if value.startswith("/"):
        raise broken(f"`{value}` is not relative to the repository.", f"Did you mean `{value.lstrip('/') or '.'}`?")
    parts = [part for part in value.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise broken(
            f"`{value}` leaves the repository.", "Write the directory from the repository's root, without `..`."
        )
    if _GLOB.search(value):
        raise broken("Patterns in `dir` are not read by this version.", "List each directory as a project of its own.")
    return "/".join(parts) or "."


def _name(value: str) -> str:
    if not _NAME.fullmatch(value):
        fitting = re.sub(r"[^A-Za-z0-9_.~/-]+", "-", value).strip("-")
        raise broken(
            f"`{value}` is not a project name: letters, digits and `- _ . ~ /` only.",
            f"Did you mean `{fitting}`?" if fitting else "",
        )
    return value


def _workspace(value: str) -> str:
    if not is_workspace_name(value):
        raise broken(
            f"`{value}` is not a workspace name.", "Leave out `/`, `\\`, `..`, `$`, blanks and a leading `-` or `~`."
        )
    return value


def _branch(value: str) -> str:
    if not (len(value) > 2 and value.startswith("/") and value.endswith("/")):
        raise broken("A branch is a regular expression between slashes.", f"Did you mean `/^{re.escape(value)}$/`?")
    try:
        re.compile(value[1:-1])
    except (re.error, RecursionError, OverflowError) as error:
        raise broken(f"`{value}` is not a regular expression: {error}.") from None
    return value


def _version(value: str) -> str:
    if not _VERSION.fullmatch(value):
        raise broken(f"`{value}` is not a version.", "Write one exact version, as in `1.11.4`.")
    return value.removeprefix("v")


def _format(value: Any) -> Any:
    if value not in (2, 3) or isinstance(value, bool):
        raise broken("Only versions 2 and 3 of this file exist.", "Write `version: 3`.")
    return value


def _requirement(value: Any) -> Any:
    words = ("approved", "mergeable", "undiverged")
    if value not in words:
        raise broken(f"`{value}` is not a requirement.", did_you_mean(str(value), words))
    return value


Requirements = list[Annotated[Requirement, BeforeValidator(_requirement)]]


class AutoplanRaw(Raw):
    enabled: bool = True
    when_modified: list[Text] = list(DEFAULT_WHEN_MODIFIED)


class ProjectRaw(Raw):
    later: ClassVar[frozenset[str]] = frozenset(
        (
            "delete_source_branch_on_merge",
            "repo_locks",
            "repo_locking",
            "policy_check",
            "custom_policy_check",
            "silence_pr_comments",
        )
    )

    dir: Annotated[Text, AfterValidator(_dir)]
    name: Annotated[Text, AfterValidator(_name)] | None = None
    workspace: Annotated[Text, AfterValidator(_workspace)] = "default"
    branch: Annotated[Text, AfterValidator(_branch)] | None = None
    workflow: Text | None = None
    autoplan: AutoplanRaw = AutoplanRaw()
    terraform_version: Annotated[Text, AfterValidator(_version)] | None = None
    terraform_distribution: Literal["terraform", "opentofu"] | None = None
    plan_requirements: Requirements = []
    apply_requirements: Requirements = []
    import_requirements: Requirements = []
    depends_on: list[Text] = []
    execution_order_group: int = 0


class StageRaw(Raw):
    enabled: bool = True
    requirements: Requirements = []
    steps: list[WrittenStep] = []


class WorkflowRaw(Raw):
    plan: StageRaw = StageRaw()
    apply: StageRaw = StageRaw()
    policy_check: StageRaw = StageRaw()
    import_: StageRaw = Field(StageRaw(), alias="import")
    state_rm: StageRaw = StageRaw()


class AutodiscoverRaw(Raw):
    mode: Literal["auto", "enabled", "disabled"] = "auto"
    ignore_paths: list[Text] = []


class RepoLocksRaw(Raw):
    mode: LockMode = "on_plan"


class RepoRaw(Raw):
    later: ClassVar[frozenset[str]] = frozenset(
        ("policies", "emoji_reaction", "allowed_regexp_prefixes", "silence_pr_comments")
    )

    version: Annotated[int | None, BeforeValidator(_format)] = None
    projects: list[ProjectRaw] = []
    workflows: dict[str, WorkflowRaw] = {}
    automerge: bool | None = None
    delete_source_branch_on_merge: bool = False
    parallel_plan: bool = False
    parallel_apply: bool = False
    abort_on_execution_order_fail: bool = False
    repo_locks: RepoLocksRaw = RepoLocksRaw()
    autodiscover: AutodiscoverRaw = AutodiscoverRaw()
