"""Running a workflow's stages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from tidegate.core.changes import Change
from tidegate.core.projects.model import Project, Step
from tidegate.ports.programs import Programs

StageName = Literal["plan", "apply", "pre_hook", "post_hook"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRun:
    """One stage of one project being performed.

    Attributes:
        folder: This run's own folder: the log people follow (`log`), one sub-folder for each process.
        worktree: Root of the checkout.
        variables: The environment of every process, whole: nothing is inherited.
        hidden: Names in `variables` whose values are secrets: they reach no log and no command line.
        found: Names whose values a step's command found out. They may be secrets and reach no log; workflows put them
            into arguments, as Atlantis's do.
        comment_args: What followed `--` in the plan command, literal; for every plan step of either stage.
        plan_file: Where the plan step writes and the apply step reads; clear text only while the stage runs.
        state_lock: `off` for speculative plans (`-lock=false`).
    """

    folder: Path
    worktree: Path
    project: Project
    stage: StageName
    variables: Mapping[str, str]
    hidden: frozenset[str]
    comment_args: tuple[str, ...]
    plan_file: Path
    state_lock: Literal["on", "off"]
    found: frozenset[str] = frozenset()

    @property
    def concealed(self) -> frozenset[str]:
        """Names in `variables` whose values reach no log."""
        return self.hidden | self.found

    @property
    def dir(self) -> Path:
        return self.worktree / self.project.dir


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    """A step that ended with exit code 0.

    Attributes:
        variables: What it adds to the environment of later steps (env, multienv).
        output: Its redacted output, as its `output` mode leaves it; may be long.
    """

    variables: Mapping[str, str]
    output: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleFolder:
    """A module's directory in a checkout.

    Attributes:
        dir: From the root of the checkout.
        configuration: Name → content of its files of configuration.
        unread: Name → hash of those too large to be read; empty where one cannot be read at all.
        others: All other files in it and below, Terraform's own left out, from the root of the checkout.
    """

    dir: str
    configuration: Mapping[str, bytes]
    unread: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()


class Terraform(Protocol):
    """Steps of a stage, one process each, streamed and redacted into `StageRun.folder / "log"`.

    Of the run's folder a process sees its home, its /tmp and the folder of its plan file, not logs and the like.

    Every process is detached and survives this server. Performing the same step (same run folder, same index) again
    attaches to the process or returns what it left.
    """

    async def surround(self, run: StageRun, change: Change, actor: str, declared: Mapping[str, str]) -> StageRun:
        """The run with the environment its processes see: Atlantis's documented variables, Terraform's, `declared`.

        Its plan file is moved to where its processes may write: go on with the run this answers.

        Raises:
            TerraformMissing: No binary fits the project.
        """
        ...

    async def perform(self, run: StageRun, index: int, step: Step) -> StepDone:
        """Perform a step that may be started again when its process is gone.

        Raises:
            StepFailed: Exit code not 0, or over its time limit.
            Cancelled: The run was cancelled or interrupted.
            TerraformMissing: No binary fits.
        """
        ...

    async def perform_once(self, run: StageRun, index: int, step: Step) -> StepDone:
        """Perform a step that must never run twice.

        Raises:
            Interrupted: It was started, is gone, and left no exit code.
            Cancelled: The run was cancelled or interrupted.
            StepFailed: Exit code not 0.
        """
        ...

    async def show(self, run: StageRun) -> Mapping[str, object]:
        """`terraform show -json` of the run's plan file. Holds secrets in clear: never store or log it."""
        ...

    def programs(self, run: StageRun, reads: Sequence[Path] = ()) -> Programs:
        """Where checks and cost tools look at the run's checkout.

        They see none of the run's variables, its plan or what its steps left, and write nothing but their scratch.

        Args:
            run: As `surround` answered it.
            reads: Folders they read besides: the checkout of the base, policies.
        """
        ...

    def tool(self, run: StageRun) -> str:
        """The whole path of the terraform or tofu the run's steps call.

        Raises:
            TerraformMissing: There is none on their PATH.
        """
        ...

    async def version(self) -> str:
        """Which binary steps run when a project asks for none: `terraform 1.11.4`.

        Raises:
            TerraformMissing: There is none.
        """
        ...

    async def version_of(self, project: Project, worktree: Path) -> str:
        """Which binary a project would run with, from its checkout: `terraform 1.11.4`.

        Raises:
            TerraformMissing: None fits.
        """
        ...

    async def surround_hook(self, run: StageRun, change: Change, actor: str, command: str) -> StageRun:
        """The run with the environment a hook of `command` sees: Atlantis's documented variables for hooks.

        `run.stage` says which hook: `pre_hook` or `post_hook`. `run.project` is the repository's root.
        """
        ...

    async def cancel(self, folder: Path) -> bool:
        """End the run in this folder that may be started again: one SIGINT, a grace period, SIGKILL of its group.

        Steps that have not begun do not begin. False when nothing of it was running.
        """
        ...

    async def interrupt(self, folder: Path) -> bool:
        """Send the run in this folder exactly one SIGINT, ever, and wait for nothing. False when there was nothing.

        Steps that have not begun do not begin, as with `cancel`.
        """
        ...

    def is_running(self, folder: Path) -> bool:
        """Whether a process of the run in this folder is still there."""
        ...

    def lock_file(self, run: StageRun) -> str:
        """Text of `.terraform.lock.hcl` in the project's directory; empty when there is none."""
        ...

    def backend_record(self, run: StageRun) -> str:
        """What Terraform has written down of the backend it uses, JSON; empty where it has none."""
        ...

    def workspace(self, run: StageRun) -> str:
        """The workspace the run's checkout stands in."""
        ...

    def installed_modules(self, run: StageRun) -> Mapping[str, str]:
        """Address → directory, from the root of the checkout, of every module `init` has installed."""
        ...

    def module_folder(self, run: StageRun, directory: str) -> ModuleFolder | None:
        """A directory of the checkout as a module; None when there is none, or it lies elsewhere."""
        ...

    def file_hashes(self, run: StageRun, files: Collection[str], folders: Collection[str]) -> Mapping[str, str]:
        """Path → hash of what is there of `files` and below `folders`, paths from the root of the checkout.

        Raises:
            StepFailed: They are too large.
        """
        ...

    def redact(self, run: StageRun, secrets: frozenset[str]) -> None:
        """Redact the stored log again, now that the plan has said which values are sensitive."""
        ...

    def clean(self, run: StageRun) -> None:
        """Remove what steps left in clear: values that commands found out, the plan file, all they wrote outside the
        worktree.
        """
        ...


class Vault(Protocol):
    """Plan files at rest: encrypted."""

    def keep(self, plan_file: Path, name: str) -> Path:
        """Encrypt a plan file under `name`, remove the clear one, return where it lies."""
        ...

    def take(self, name: str, plan_file: Path) -> None:
        """Decrypt a kept plan to `plan_file` (mode 0600).

        Raises:
            FileNotFoundError: Nothing is kept under `name`.
        """
        ...

    def drop(self, name: str) -> None:
        """Forget a kept plan; fine when there is none."""
        ...
