"""Projects and workflows: valid values, after the config floor has read the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tidegate.core.marks import Mark

StepKind = Literal["init", "plan", "apply", "show", "run", "env", "multienv", "policy_check", "import", "state_rm"]
Requirement = Literal["approved", "mergeable", "undiverged"]
LockMode = Literal["on_plan", "on_apply", "disabled"]
AutodiscoverMode = Literal["auto", "enabled", "disabled"]
Silenced = Literal["plan", "apply"]

DEFAULT_WHEN_MODIFIED = (
    "**/*.tf*",
    "**/*.tofu",
    "**/*.tofu.json",
    "**/terragrunt.hcl",
    "**/.terraform.lock.hcl",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a workflow stage.

    Attributes:
        extra_args: For the built-in steps; `$VAR` in them is expanded, no shell is involved.
        command: For run, multienv and computed env: text given to `shell`.
        name: For env: the variable set.
        value: For env: its fixed value, when there is no command.
        output: For run and multienv: what of the output people see; `filter_regex` stands for `filters`.
        filters: For run: Go patterns (`core/regexes`); what one matches is shown as its first group, if it has one,
            and `<redacted>`.
    """

    kind: StepKind
    extra_args: tuple[str, ...] = ()
    command: str | None = None
    name: str | None = None
    value: str | None = None
    output: tuple[str, ...] = ("show",)
    filters: tuple[str, ...] = ()
    shell: str = "sh"
    shell_args: tuple[str, ...] = ("-c",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What a workflow does for one command.

    Attributes:
        enabled: False refuses the command for projects of this workflow.
        requirements: Atlantis requirements asked on top of the project's own.
        enabled_at: Where `enabled` was written.
    """

    steps: tuple[Step, ...]
    enabled: bool = True
    requirements: tuple[Requirement, ...] = ()
    enabled_at: Mark | None = None
    requirements_at: Mark | None = None


DEFAULT_PLAN = Stage(steps=(Step(kind="init"), Step(kind="plan")))
DEFAULT_APPLY = Stage(steps=(Step(kind="apply"),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """A named pair of stages; `default` is what Atlantis does without one."""

    name: str = "default"
    plan: Stage = DEFAULT_PLAN
    apply: Stage = DEFAULT_APPLY
    at: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """A command of the server's configuration, run once before or after a command's projects.

    Attributes:
        commands: Commands it runs for (`plan`, `apply`); empty for all of them.
    """

    command: str
    description: str = ""
    shell: str = "sh"
    shell_args: tuple[str, ...] = ("-c",)
    commands: tuple[str, ...] = ()
    at: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A place Terraform runs: `(dir, workspace)` with an optional name.

    Attributes:
        dir: Relative to the root, `.` for the root itself, no trailing slash; a pattern until it is expanded.
        workflow: Name of its workflow; None means the default one.
        branch: `/regex/` in Go's syntax, over the base branch.
        when_modified: Patterns relative to `dir`; `!` excludes; order matters.
        plan_requirements: None where the project says nothing; so too for the other keys a server may hand down.
        repo_locking: Atlantis's older switch for locks; nothing once `lock_mode` is settled.
        silence_pr_comments: Commands that write no comment for this project.
        at: Where it was declared; None when discovered.
    """

    dir: str
    workspace: str = "default"
    name: str | None = None
    workflow: str | None = None
    autoplan: bool = True
    when_modified: tuple[str, ...] = DEFAULT_WHEN_MODIFIED
    branch: str | None = None
    terraform_version: str | None = None
    terraform_distribution: Literal["terraform", "opentofu"] | None = None
    plan_requirements: tuple[Requirement, ...] | None = None
    apply_requirements: tuple[Requirement, ...] | None = None
    import_requirements: tuple[Requirement, ...] | None = None
    depends_on: tuple[str, ...] = ()
    execution_order_group: int = 0
    lock_mode: LockMode | None = None
    repo_locking: bool | None = None
    delete_source_branch_on_merge: bool | None = None
    policy_check: bool | None = None
    custom_policy_check: bool | None = None
    silence_pr_comments: tuple[Silenced, ...] | None = None
    at: Mark | None = None

    @property
    def key(self) -> str:
        """Names the project within its repository: `dir:workspace`, with the name when it has one."""
        return f"{self.dir}:{self.workspace}" + (f":{self.name}" if self.name else "")

    @property
    def label(self) -> str:
        """What statuses and lists call it: the name, else `dir/workspace`, as Atlantis does."""
        return self.name or f"{self.dir}/{self.workspace}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """What a project is given where it says nothing itself; None where the server said nothing either.

    Attributes:
        workflow: None means the one called `default`.
    """

    workflow: str | None = None
    plan_requirements: tuple[Requirement, ...] | None = None
    apply_requirements: tuple[Requirement, ...] | None = None
    import_requirements: tuple[Requirement, ...] | None = None
    policy_check: bool | None = None
    custom_policy_check: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RepoConfig:
    """A valid `atlantis.yaml`, or what its absence means; None where it says nothing and the server decides.

    Attributes:
        autodiscover_ignore: Patterns over directories.
        fallback: For projects, declared or not; beside it stand `lock_mode` and the other keys of the top level.
        allowed_regexp_prefixes: With which `-p` may begin when it is a regular expression.
        pre_hooks: Of the server's configuration, run before anything of a command; `post_hooks` after all of it.
        keys_at: Where a project's key was written, by the project's place and the key; only keys a server may forbid.
    """

    file: str = "atlantis.yaml"
    version: int = 3
    projects: tuple[Project, ...] = ()
    workflows: Mapping[str, Workflow] = field(default_factory=dict)
    fallback: Fallback = Fallback()
    automerge: bool | None = None
    delete_source_branch_on_merge: bool | None = None
    parallel_plan: bool | None = None
    parallel_apply: bool | None = None
    abort_on_execution_order_fail: bool = False
    lock_mode: LockMode | None = None
    autodiscover: AutodiscoverMode | None = None
    autodiscover_ignore: tuple[str, ...] = ()
    emoji_reaction: str | None = None
    allowed_regexp_prefixes: tuple[str, ...] = ()
    silence_pr_comments: tuple[Silenced, ...] | None = None
    pre_hooks: tuple[Hook, ...] = ()
    post_hooks: tuple[Hook, ...] = ()
    automerge_at: Mark | None = None
    keys_at: Mapping[tuple[Mark, str], Mark] = field(default_factory=dict)

    def place(self, project: Project, key: str) -> Mark:
        """Where a project's key was written; else the project, else the file."""
        at = project.at or Mark(file=self.file, line=1)
        return self.keys_at.get((at, key), at)
