"""Workflow steps as people write them → steps to run (Atlantis: raw/step.go)."""

# ruff: noqa: RUF012  pydantic copies the defaults of a field
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import BeforeValidator, Field, model_validator

from tidegate.config.patterns import safe_pattern
from tidegate.config.problems import Raw, Text, broken, did_you_mean, one_or_many
from tidegate.core.projects.model import Step, StepKind

_TAKE_TEXT = ("run", "multienv", "env")
_KINDS = get_args(StepKind)

_RUN_OUTPUT = ("show", "hide", "strip_refreshing")
_FILTER = "filter_regex"


def _words(value: Any) -> Any:
    """`shellArgs: -e -c` is two arguments; blanks alone divide them (Atlantis: raw/step.go)."""
    return value.split(" ") if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Filter:
    """`filter_regex: PATTERN` among the outputs of a run step."""

    pattern: str


def _output(value: Any) -> str | Filter:
    if value in _RUN_OUTPUT:
        return str(value)
    if isinstance(value, dict):
        return _filter(value)
    if value == _FILTER:
        raise broken("`filter_regex` needs a pattern.", "Write `- filter_regex: PATTERN` in a list.")
    raise broken(f"`{value}` is not an output of a run step.", did_you_mean(str(value), (*_RUN_OUTPUT, _FILTER)))


def _filter(value: dict[str, Any]) -> Filter:
    unknown = next((key for key in value if key != _FILTER), None)
    if unknown is not None:
        raise broken(f"`{unknown}` is not a key here.", did_you_mean(unknown, [_FILTER]))
    if not isinstance(value.get(_FILTER), str):
        raise broken("`filter_regex` takes a pattern.", "Write it between quotes.")
    return Filter(safe_pattern(value[_FILTER]))


RunOutput = Annotated[Any, BeforeValidator(_output)]


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
    """`env: {name, value}` or `env: {name, command}`; the name alone sets an empty variable."""

    name: Text
    value: Text | None = None

    @model_validator(mode="after")
    def one_source(self) -> EnvRaw:
        if self.value is not None and self.command is not None:
            raise broken("An `env` step takes `value` or `command`, not both.", "Remove one of them.")
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
    """`- init` is `- init: {}`; the kinds that need more say so."""
    if isinstance(value, dict):
        _something_behind(value)
        return value
    if not isinstance(value, str):
        return value
    if value in _TAKE_TEXT:
        raise broken(f"A `{value}` step needs something to do.", f"Write `{value}: ...`.")
    return {value: {}}


def _something_behind(step: dict[str, Any]) -> None:
    for kind, inner in step.items():
        if inner is None and kind in _TAKE_TEXT:
            raise broken(f"A `{kind}` step needs something to do.", f"Write `{kind}: ...`.")
        if inner is None and kind in _KINDS:
            raise broken(f"Nothing stands behind `{kind}:`.", f"Write `- {kind}`, without the colon.")


WrittenStep = Annotated[StepRaw, BeforeValidator(_bare)]


def to_step(raw: StepRaw) -> Step:
    """The valid value of one step."""
    (field,) = raw.model_fields_set
    kind = cast("StepKind", field.rstrip("_"))
    match getattr(raw, field):
        case BuiltInRaw(extra_args=args):
            return Step(kind=kind, extra_args=tuple(args))
        case RunRaw() as run:
            return _in_shell(run, _run(run))
        case MultienvRaw() as multienv:
            return _in_shell(multienv, Step(kind=kind, command=multienv.command, output=(multienv.output,)))
        case EnvRaw() as env:
            value = env.value if env.value is not None or env.command is not None else ""
            return _in_shell(env, Step(kind=kind, name=env.name, value=value, command=env.command))
        case other:
            raise AssertionError(other)


def _run(raw: RunRaw) -> Step:
    return Step(
        kind="run",
        command=raw.command,
        output=tuple(dict.fromkeys(_FILTER if isinstance(each, Filter) else each for each in raw.output)),
        filters=tuple(each.pattern for each in raw.output if isinstance(each, Filter)),
    )


def _in_shell(raw: ShellRaw, step: Step) -> Step:
    if raw.shell is None:
        return step
    return replace(step, shell=raw.shell, shell_args=("-c",) if raw.shell_args is None else tuple(raw.shell_args))
