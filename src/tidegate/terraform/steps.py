"""What each kind of workflow step runs: command lines as Atlantis builds them, one small function per kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tidegate.core.errors import StepFailed
from tidegate.core.projects.model import Step, StepKind
from tidegate.ports.terraform import StageRun
from tidegate.terraform.versions import Version, parse
from tidegate.terraform.worktree_files import read_text

LOCK_FILE = ".terraform.lock.hcl"
USAGE_ERROR = 2
KEEPS_LOCK_FILE = parse("0.14.0")
MAKES_WHAT_IT_SELECTS = parse("1.4.0")  # `workspace select -or-create`.

_SELECT_OR_NEW = '"$1" workspace select -no-color "$2" || exec "$1" workspace new -no-color "$2"'
_VARIABLE = re.compile(r"\$(?:(\w+)|\{(\w+)\})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One process of a step.

    Attributes:
        name: Distinguishes the parts of a step: `init`, `workspace`, and the step's kind for the last.
        title: What people see it as: `terraform plan`.
    """

    name: str
    title: str
    argv: tuple[str, ...]


def parts(run: StageRun, step: Step, tool: str) -> tuple[Part, ...]:
    """The processes of a step in order, `tool` being the path of terraform or tofu.

    All but the last may be run any number of times.

    Raises:
        StepFailed: Steps of this kind are not known yet, or an argument would show a secret.
    """
    build = KINDS.get(step.kind)
    if build is None:
        known = ", ".join(sorted((*KINDS, "show")))
        raise StepFailed(step.kind, USAGE_ERROR, f"{step.kind} steps are not in this version yet; there are: {known}.")
    return build(run, step, tool)


def title(step: Step) -> str:
    """What people see a step as: `terraform plan`, or the first line of its command."""
    if step.command is None:
        return f"terraform {step.kind}"
    first, *more = step.command.strip().splitlines() or [""]
    return first + (" ..." if more else "")


def expand(run: StageRun, step: Step) -> tuple[str, ...]:
    """A step's `extra_args`: `$NAME` and `${NAME}` replaced by their values, nothing by an unknown name; no shell.

    Raises:
        StepFailed: One of them is a secret. Arguments are in the list of processes, for everybody here to read.
    """

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if name in run.hidden:
            raise StepFailed(title(step), USAGE_ERROR, _secret_argument(step, name))
        return run.variables.get(name, "")

    return tuple(_VARIABLE.sub(value, text) for text in step.extra_args)


def _secret_argument(step: Step, name: str) -> str:
    return (
        f"extra_args of {title(step)} may not hold ${name}: its value may be a secret, and everybody on the server can "
        f"read the arguments of a program. Give it by a variable that Terraform reads itself: TF_VAR_name for a "
        f"variable, PG_CONN_STR and the like for a backend or a provider, TF_CLI_ARGS_{step.kind} for anything else."
    )


def _init(run: StageRun, step: Step, tool: str) -> tuple[Part, ...]:
    return (_init_part(run, tool, expand(run, step)),)


def _plan(run: StageRun, step: Step, tool: str) -> tuple[Part, ...]:
    lock = ("-lock=false",) if run.state_lock == "off" else ()
    file = run.dir / "env" / f"{run.project.workspace}.tfvars"
    values = ("-var-file", f"env/{file.name}") if file.is_file() else ()
    extra = expand(run, step) + run.comment_args + values
    line = (tool, "plan", "-input=false", "-no-color", "-refresh", "-out", str(run.plan_file), *lock, *extra)
    return (*_workspace(run, tool), Part(name="plan", title="terraform plan", argv=line))


def _apply(run: StageRun, step: Step, tool: str) -> tuple[Part, ...]:
    """Comment arguments are the plan's: the plan file holds what they asked for."""
    extra = expand(run, step)
    line = (tool, "apply", "-input=false", "-no-color", *extra, str(run.plan_file))
    init = () if _data(run).is_dir() else (_init_part(run, tool, ()),)
    return (*init, *_workspace(run, tool), Part(name="apply", title="terraform apply", argv=line))


def _command(_run: StageRun, step: Step, _tool: str) -> tuple[Part, ...]:
    return (Part(name=step.kind, title=title(step), argv=(step.shell, *step.shell_args, step.command or "")),)


def _init_part(run: StageRun, tool: str, extra: tuple[str, ...]) -> Part:
    """`extra` comes last, so that it wins over ours; it may also say itself which providers are taken."""
    said = any(argument.lstrip("-").partition("=")[0] in ("upgrade", "lockfile") for argument in extra)
    providers = () if said else _providers(run)
    return Part(
        name="init", title="terraform init", argv=(tool, "init", "-input=false", "-no-color", *providers, *extra)
    )


def _providers(run: StageRun) -> tuple[str, ...]:
    """Without a lock file the newest fitting providers; with one, an apply takes exactly those.

    Atlantis deletes a lock file git does not know. Here none is left over: a plan begins with a clean worktree.
    """
    if _is_older_than(run, KEEPS_LOCK_FILE) or not (run.dir / LOCK_FILE).is_file():
        return ("-upgrade",)
    return ("-lockfile=readonly",) if run.stage == "apply" else ()


def _workspace(run: StageRun, tool: str) -> tuple[Part, ...]:
    """Select the project's workspace, made when there is none, unless it is the current one."""
    wanted = run.project.workspace
    if wanted == current_workspace(run):
        return ()
    line = (tool, "workspace", "select", "-no-color", "-or-create=true", wanted)
    if _is_older_than(run, MAKES_WHAT_IT_SELECTS):
        line = ("/bin/sh", "-c", _SELECT_OR_NEW, "workspace", tool, wanted)
    return (Part(name="workspace", title=f"terraform workspace select {wanted}", argv=line),)


def _is_older_than(run: StageRun, version: Version) -> bool:
    """Whether the run's tool is; one whose version is not known is a new one."""
    try:
        return parse(run.variables.get("ATLANTIS_TERRAFORM_VERSION", "")) < version
    except ValueError:
        return False


def current_workspace(run: StageRun) -> str:
    """As Terraform finds it: TF_WORKSPACE, else the file it keeps in its data folder, else `default`."""
    kept = (read_text(_data(run) / "environment", run.worktree) or "").strip()
    return run.variables.get("TF_WORKSPACE") or kept or "default"


def _data(run: StageRun) -> Path:
    return run.dir / run.variables.get("TF_DATA_DIR", ".terraform")


KINDS: Mapping[StepKind, Callable[[StageRun, Step, str], tuple[Part, ...]]] = {
    "init": _init,
    "plan": _plan,
    "apply": _apply,
    "run": _command,
    "env": _command,
    "multienv": _command,
}
