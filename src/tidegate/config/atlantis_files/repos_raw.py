"""`repos.yaml` as people write it: keys, types, and the rules a value can be held against by itself."""

# ruff: noqa: RUF012  pydantic copies the defaults of a field
from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, model_validator

from tidegate.config.atlantis_files.policies_raw import PoliciesRaw
from tidegate.config.atlantis_files.repo_raw import AutodiscoverRaw, RepoLocksRaw, Requirements, WorkflowRaw
from tidegate.config.atlantis_files.switch import Switch
from tidegate.config.patterns import pattern, slashed
from tidegate.config.problems import Raw, Text, broken, did_you_mean
from tidegate.core.projects.model import Silenced
from tidegate.core.projects.repos import Override

HOOK_COMMANDS = ("plan", "apply", "import", "state", "unlock", "version", "cancel", "approve_policies", "policy_check")


def _id(value: str) -> str:
    if not value:
        raise broken("`id` is empty.", "Write `host/owner/name`, or a regular expression between slashes.")
    if value.startswith("/") and value.endswith("/"):
        if len(value) == 1:
            raise broken("`/` is no regular expression.", "Write `/.*/` for every repository.")
        pattern(value[1:-1])
    return value


def _branch(value: str) -> str:
    return slashed(value) if value else value


def _config_file(value: str) -> str:
    if value.startswith("/"):
        raise broken(f"`{value}` begins with a slash.", f"Did you mean `{value.lstrip('/')}`?")
    if ".." in value.replace("\\", "/").split("/"):
        raise broken(f"`{value}` leaves the repository.", "Write the path from the repository's root, without `..`.")
    return value


def _override(value: Any) -> Any:
    if value not in get_args(Override):
        raise broken(
            f"`{value}` is not a key a repository can be allowed to set.", did_you_mean(str(value), _OVERRIDES)
        )
    return value


def _commands(value: str) -> str:
    for word in filter(None, map(str.strip, value.split(","))):
        if word not in HOOK_COMMANDS:
            raise broken(f"`{word}` is not a command hooks run for.", did_you_mean(word, HOOK_COMMANDS))
    return value


_OVERRIDES = get_args(Override)


class HookRaw(Raw):
    """`shellArgs` and `commands` are texts here, unlike in a step (Atlantis: raw/workflow_step.go)."""

    run: Text
    description: Text = ""
    shell: Text = "sh"
    shellArgs: Text = "-c"  # noqa: N815  Atlantis's own spelling
    commands: Annotated[Text, AfterValidator(_commands)] = ""


class RepoEntryRaw(Raw):
    id: Annotated[Text, AfterValidator(_id)]
    branch: Annotated[Text, AfterValidator(_branch)] | None = None
    repo_config_file: Annotated[Text, AfterValidator(_config_file)] | None = None
    plan_requirements: Requirements | None = None
    apply_requirements: Requirements | None = None
    import_requirements: Requirements | None = None
    pre_workflow_hooks: list[HookRaw] = []
    post_workflow_hooks: list[HookRaw] = []
    workflow: Text | None = None
    allowed_workflows: list[Text] | None = None
    allowed_overrides: list[Annotated[Override, BeforeValidator(_override)]] | None = None
    allow_custom_workflows: Switch | None = None
    delete_source_branch_on_merge: Switch | None = None
    repo_locking: Switch | None = None
    repo_locks: RepoLocksRaw | None = None
    policy_check: Switch | None = None
    custom_policy_check: Switch | None = None
    autodiscover: AutodiscoverRaw | None = None
    silence_pr_comments: list[Silenced] | None = None


class StatsdRaw(Raw):
    host: Text
    port: Text

    @model_validator(mode="after")
    def a_port_is_a_number(self) -> StatsdRaw:
        if not self.port.isdigit():
            raise broken(f"`{self.port}` is not a port.", "Write digits only.")
        return self


class PrometheusRaw(Raw):
    endpoint: Text


class MetricsRaw(Raw):
    statsd: StatsdRaw | None = None
    prometheus: PrometheusRaw | None = None


class TeamAuthzRaw(Raw):
    command: Text = ""
    args: list[Text] = []


class S3Raw(Raw):
    bucket: Text
    region: Text
    prefix: Text = ""
    endpoint: Text = ""
    force_path_style: Switch = False
    profile: Text = ""


class PlanStoreRaw(Raw):
    type: Literal["s3"]
    s3: S3Raw | None = None


class ExternalStoresRaw(Raw):
    plan_store: PlanStoreRaw | None = None


class ServerRaw(Raw):
    repos: list[RepoEntryRaw] = []
    workflows: dict[str, WorkflowRaw] = {}
    policies: PoliciesRaw | None = None
    metrics: MetricsRaw | None = None
    team_authz: TeamAuthzRaw | None = None
    external_stores: ExternalStoresRaw | None = None
