"""From a command's sorted words to the command itself, or to what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from tidegate.core.commands.limits import Limits, for_terraform, inside, project, workspace
from tidegate.core.commands.model import (
    Adopt,
    Apply,
    Away,
    Back,
    Cancel,
    Command,
    Explain,
    Plan,
    Promote,
    Reply,
    Scope,
    Status,
    Unlock,
    Version,
)
from tidegate.core.commands.options import ON, Misuse, Options
from tidegate.core.commands.sayings import SAYINGS, link
from tidegate.core.commands.spec import CommandSpec
from tidegate.core.words import Words, say

_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(\[bot\])?")  # It becomes part of what the forge is asked.
NEXT_WINDOW = "next-window"
LONGEST_ECHO = 80  # Characters of somebody's own words an answer repeats.


def build(spec: CommandSpec, options: Options, limits: Limits) -> Command | Reply:
    """The command, or the answer where this version cannot do it yet.

    Raises:
        Misuse: The words do not fit the command.
    """
    words = _operands(spec, options)
    _required(spec, options)
    if spec.name in SAYINGS:
        return SAYINGS[spec.name](words, options.values)
    if spec.later:
        _scope(spec, options, None, limits)
        return Reply(markdown=later(spec.title))
    return _BUILD[spec.name](options, _scope(spec, options, next(iter(words), None), limits))


def later(command: str) -> Words:
    return say("`{command}` is not in this version yet.", command=command)


def echo(words: str) -> str:
    """Somebody's own words, cut to a length an answer can bear."""
    return words if len(words) <= LONGEST_ECHO else words[: LONGEST_ECHO - 1] + "…"


def _operands(spec: CommandSpec, options: Options) -> tuple[str, ...]:
    """Words nothing is done with are an error: dropping them would do something else than was asked."""
    words = options.words
    if spec.sub:
        if not words:
            raise Misuse(say("{command} needs a second word: {word}", command=spec.name, word=spec.sub))
        if words[0] != spec.sub:
            raise Misuse(
                say("{command} knows no {word}, only {known}", command=spec.name, word=echo(words[0]), known=spec.sub)
            )
        words = words[1:]
    unread = words if spec.most is not None and len(words) > spec.most else ()
    unread += () if spec.passes else options.rest
    if unread:
        raise Misuse(f"unknown argument(s) – {echo(' '.join(unread))}")
    if len(words) < spec.least:
        raise Misuse(say("{command} needs {what}", command=spec.title, what=spec.operand))
    return words


def _required(spec: CommandSpec, options: Options) -> None:
    for flag in spec.flags:
        if flag.required and not options.values.get(flag.long, "").strip():
            raise Misuse(say("{command} needs {what}", command=spec.title, what=f"--{flag.long} {flag.value}"))


def _scope(spec: CommandSpec, options: Options, word: str | None, limits: Limits) -> Scope:
    values = options.values
    if "project" in values and values.keys() & {"dir", "workspace"}:
        raise Misuse("cannot use -p/--project at same time as -d/--dir or -w/--workspace")
    if word is not None and values.keys() & {"dir", "workspace", "project"}:
        raise Misuse(say("cannot use {word} at same time as -d/--dir, -w/--workspace or -p/--project", word=echo(word)))
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
    values = options.values
    disabled, method = values.get("auto-merge-disabled") == ON, values.get("auto-merge-method")
    if disabled and method is not None:
        raise Misuse("cannot use --auto-merge-disabled at same time as --auto-merge-method")
    emergency, reason = values.get("emergency") == ON, values.get("reason", "").strip()
    _check_emergency(values, emergency=emergency, reason=reason)
    return Apply(
        scope=scope,
        auto_merge_disabled=disabled,
        auto_merge_method=_method(method),
        emergency=emergency,
        reason=reason,
        incident=link("incident", values.get("incident", "")),
        at=_time(values),
    )


def _check_emergency(values: Mapping[str, str], *, emergency: bool, reason: str) -> None:
    if emergency and not reason:
        raise Misuse(say('an emergency needs --reason "..."'))
    if emergency and "at" in values:
        raise Misuse(say("cannot use --at at same time as --emergency: an emergency is now"))
    if not emergency and values.keys() & {"reason", "incident"}:
        raise Misuse(say("--reason and --incident go with --emergency"))


def _time(values: Mapping[str, str]) -> str:
    """A time as people wrote it; what it means depends on the environment's zone."""
    time = values.get("at", "").strip()
    if "at" in values and not time:
        raise Misuse(say("--at needs a time, as in '2026-12-01 10:00 KST'"))
    return time


def _explain(options: Options, scope: Scope) -> Command:
    login = _login(options.values.get("as", ""))
    if "as" in options.values and not login:
        raise Misuse(say("--as needs somebody's login"))
    at = _time(options.values)
    if at == NEXT_WINDOW:
        raise Misuse(say("{flag} goes with apply; explain takes a time", flag=f"--at {NEXT_WINDOW}"))
    return Explain(scope=scope, at=at, as_user=login)


def _login(word: str) -> str:
    login = word.strip().removeprefix("@")
    if login and not _LOGIN.fullmatch(login):
        raise Misuse(say("{word} is no login", word=echo(login)))
    return login


def _status(_: Options, __: Scope) -> Command:
    return Status()


def _promote(_: Options, scope: Scope) -> Command:
    return Promote(word=scope.word or "")


def _adopt(_: Options, scope: Scope) -> Command:
    return Adopt(word=scope.word or "")


def _away(options: Options, scope: Scope) -> Command:
    until = options.values.get("until", "").strip()
    if "until" in options.values and not until:
        raise Misuse("--until needs a day or a time, as in 2026-12-01")
    return Away(login=_login(scope.word or ""), until=until)


def _back(_: Options, scope: Scope) -> Command:
    return Back(login=_login(scope.word or ""))


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
    "status": _status,
    "promote": _promote,
    "adopt": _adopt,
    "away": _away,
    "back": _back,
    "unlock": _unlock,
    "cancel": _cancel,
    "version": _version,
}


def _method(value: str | None) -> Literal["merge", "rebase", "squash"] | None:
    match value:
        case None | "merge" | "rebase" | "squash":
            return value
        case _:
            raise Misuse(say("{word} is no merge method: write merge, rebase or squash", word=echo(value)))
