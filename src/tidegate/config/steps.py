"""Workflow steps as people write them → steps to run (Atlantis: raw/step.go)."""

# ruff: noqa: RUF012  pydantic copies the defaults of a field
from __future__ import annotations

import shlex
from dataclasses import replace
from typing import Annotated, Any, Literal, cast

from pydantic import BeforeValidator, Field, model_validator

from tidegate.config.problems import Raw, Text, broken, one_or_many
from tidegate.core.projects.model import Step, StepKind

_TAKE_TEXT = ("run", "multienv", "env")

RunOutput = Literal["show", "hide", "strip_refreshing", "filter_regex"]


def _words(value: Any) -> Any:
    """`shellArgs: -e -c` is two arguments, as in Atlantis."""
    if not isinstance(value, str):
        return value
    try:
        return shlex.split(value)
    except ValueError as error:
        raise broken(f"This is not a list of shell words: {error}.", "Write it as a list.") from None


class BuiltInRaw(Raw):
    """`plan: {extra_args: [...]}`."""

    extra_args: list[Text] = []


class ShellRaw(Raw):
    """What run, env and multienv share: a text and the shell it is given to."""

    command: Text | None = None
    shell: Text | None = None
    shell_args: Annotated[list[Text] | None, BeforeValidator(_words)] = Field(None, alias="shellArgs")

    @model_validator(mode="after")
    def shells_belong_to_commands(self) -> ShellRaw:
        if self.shell is not None and self.command is None:
            raise broken("`shell` needs a `command` to run.")
        if self.shell_args is not None and self.shell is None:
            raise broken("`shellArgs` needs a `shell`.", "Add `shell: bash`, or remove it.")
        return self


class RunRaw(ShellRaw):
    """`run: text` or `run: {command, shell, shellArgs, output}`."""

    command: Text
    output: Annotated[list[RunOutput], BeforeValidator(one_or_many)] = ["show"]


class MultienvRaw(ShellRaw):
    """`multienv: text` or a map; what the command prints becomes variables."""

    command: Text
    output: Literal["show", "hide"] = "show"


class EnvRaw(ShellRaw):
    """`env: {name, value}` or `env: {name, command}`."""

    name: Text
    value: Text | None = None

    @model_validator(mode="after")
    def one_source(self) -> EnvRaw:
        if (self.value is None) == (self.command is None):
            raise broken("An `env` step needs either `value` or `command`.", "Write exactly one of them.")
        return self


def _command(value: Any) -> Any:
    return {"command": value} if isinstance(value, str | int) else value


class StepRaw(Raw):
    """One step: exactly one of these keys."""

    init: BuiltInRaw | None = None
    plan: BuiltInRaw | None = None
    apply: BuiltInRaw | None = None
    show: BuiltInRaw | None = None
    policy_check: BuiltInRaw | None = None
    import_: BuiltInRaw | None = Field(None, alias="import")
    state_rm: BuiltInRaw | None = None
    run: Annotated[RunRaw, BeforeValidator(_command)] | None = None
    env: EnvRaw | None = None
    multienv: Annotated[MultienvRaw, BeforeValidator(_command)] | None = None

    @model_validator(mode="after")
    def one_kind(self) -> StepRaw:
        if len(self.model_fields_set) != 1:
            raise broken("A step has exactly one key.", "Begin each step with `- ` on a line of its own.")
        return self


def _bare(value: Any) -> Any:
    """`- init` and `- init:` are `- init: {}`; the kinds that need more say so."""
    if isinstance(value, dict):
        return {key: {} if inner is None else inner for key, inner in value.items()}
    if not isinstance(value, str):
        return value
    if value in _TAKE_TEXT:
        raise broken(f"A `{value}` step needs something to do.", f"Write `{value}: ...`.")
    return {value: {}}


WrittenStep = Annotated[StepRaw, BeforeValidator(_bare)]


def to_step(raw: StepRaw) -> Step:
    """The valid value of one step."""
    (field,) = raw.model_fields_set
    kind = cast("StepKind", field.rstrip("_"))
    match getattr(raw, field):
        case BuiltInRaw(extra_args=args):
            return Step(kind=kind, extra_args=tuple(args))
        case RunRaw() as run:
            return _in_shell(run, Step(kind=kind, command=run.command, output=tuple(run.output)))
        case MultienvRaw() as multienv:
            return _in_shell(multienv, Step(kind=kind, command=multienv.command, output=(multienv.output,)))
        case EnvRaw() as env:
            return _in_shell(env, Step(kind=kind, name=env.name, value=env.value, command=env.command))
        case other:
            raise AssertionError(other)


def _in_shell(raw: ShellRaw, step: Step) -> Step:
    if raw.shell is None:
        return step
    return replace(step, shell=raw.shell, shell_args=("-c",) if raw.shell_args is None else tuple(raw.shell_args))
