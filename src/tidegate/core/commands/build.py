"""From a command's sorted words to the command itself, or to what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from tidegate.core.commands.limits import Limits, for_terraform, inside, project, workspace
from tidegate.core.commands.model import Apply, Cancel, Command, Explain, Plan, Reply, Scope, Unlock, Version
from tidegate.core.commands.options import ON, Misuse, Options
from tidegate.core.commands.table import CommandSpec

LONGEST_ECHO = 80  # Characters of somebody's own words an answer repeats.


def build(spec: CommandSpec, options: Options, limits: Limits) -> Command | Reply:
    """The command, or the answer where this version cannot do it yet.

    Raises:
        Misuse: The words do not fit the command.
    """
    words = _operands(spec, options)
    if spec.later:
        _scope(spec, options, None, limits)
        return Reply(markdown=f"`{spec.title}` is not in this version yet.")
    return _BUILD[spec.name](options, _scope(spec, options, next(iter(words), None), limits))


def echo(words: str) -> str:
    """Somebody's own words, cut to a length an answer can bear."""
    return words if len(words) <= LONGEST_ECHO else words[: LONGEST_ECHO - 1] + "…"


def _operands(spec: CommandSpec, options: Options) -> tuple[str, ...]:
    """Words nothing is done with are an error: dropping them would do something else than was asked."""
    words = options.words
    if spec.sub:
        if not words:
            raise Misuse(f"{spec.name} needs a second word: {spec.sub}")
        if words[0] != spec.sub:
            raise Misuse(f"{spec.name} knows no {echo(words[0])}, only {spec.sub}")
        words = words[1:]
    unread = words if spec.most is not None and len(words) > spec.most else ()
    unread += () if spec.passes else options.rest
    if unread:
        raise Misuse(f"unknown argument(s) – {echo(' '.join(unread))}")
    if len(words) < spec.least:
        raise Misuse(f"{spec.title} needs {spec.operand}")
    return words


def _scope(spec: CommandSpec, options: Options, word: str | None, limits: Limits) -> Scope:
    values = options.values
    if "project" in values and values.keys() & {"dir", "workspace"}:
        raise Misuse("cannot use -p/--project at same time as -d/--dir or -w/--workspace")
    if word is not None and values.keys() & {"dir", "workspace", "project"}:
        raise Misuse(f"cannot use {echo(word)} at same time as -d/--dir, -w/--workspace or -p/--project")
    return Scope(
        dir=inside(values["dir"]) if "dir" in values else None,
        workspace=workspace(values["workspace"]) if "workspace" in values else None,
        project=project(values["project"], limits) if "project" in values else None,
        word=word,
        args=for_terraform(spec.name, options.rest, limits),
        verbose=values.get("verbose") == ON,
    )


def _plan(_: Options, scope: Scope) -> Command:
    return Plan(scope=scope)


def _apply(options: Options, scope: Scope) -> Command:
    disabled, method = options.values.get("auto-merge-disabled") == ON, options.values.get("auto-merge-method")
    if disabled and method is not None:
        raise Misuse("cannot use --auto-merge-disabled at same time as --auto-merge-method")
    return Apply(scope=scope, auto_merge_disabled=disabled, auto_merge_method=_method(method))


def _explain(_: Options, scope: Scope) -> Command:
    return Explain(scope=scope)


def _unlock(_: Options, __: Scope) -> Command:
    return Unlock()


def _cancel(options: Options, _: Scope) -> Command:
    return Cancel(applies=options.values.get("apply") == ON)


def _version(_: Options, scope: Scope) -> Command:
    return Version(scope=scope)


_BUILD: Mapping[str, Callable[[Options, Scope], Command]] = {
    "plan": _plan,
    "apply": _apply,
    "explain": _explain,
    "unlock": _unlock,
    "cancel": _cancel,
    "version": _version,
}


def _method(value: str | None) -> Literal["merge", "rebase", "squash"] | None:
    match value:
        case None | "merge" | "rebase" | "squash":
            return value
        case _:
            raise Misuse(f"{echo(value)} is no merge method: write merge, rebase or squash")
