"""What a comment asks for, read as Atlantis reads it (Atlantis: comment_parser), and how to write it back."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from tidegate.core.commands.help import block, help_text, usage
from tidegate.core.commands.limits import for_terraform, inside, workspace
from tidegate.core.commands.model import Apply, Command, Explain, NotForUs, Parsed, Plan, Reply, Scope, Unlock
from tidegate.core.commands.options import ON, HelpWanted, Misuse, Options, read_options
from tidegate.core.commands.table import COMMANDS, LATER_COMMANDS, SPECS, CommandSpec
from tidegate.core.projects.model import Project

ALWAYS = ("tidegate", "run")
LONGEST_ECHO = 80  # Characters of somebody's own words an answer repeats.


@dataclass(frozen=True, slots=True, kw_only=True)
class GrammarSettings:
    """How we are addressed and what may be asked.

    Attributes:
        executable: First word of a command, beside `tidegate`, `run` and `@bot`.
        bot: Our login on the forge; empty when it is not known.
        allow_commands: Commands that may be given in a comment; help always may.
    """

    executable: str = "atlantis"
    bot: str = ""
    allow_commands: frozenset[str] = frozenset({"plan", "apply", "explain", "unlock"})

    @property
    def names(self) -> frozenset[str]:
        """Every first word that addresses us, lower case."""
        bot = {f"@{self.bot.lower()}"} if self.bot else set()
        return frozenset({self.executable.lower(), *ALWAYS, *bot})

    @property
    def commands(self) -> tuple[str, ...]:
        """Commands that may be given, in the table's order."""
        return tuple(spec.name for spec in COMMANDS if spec.name in self.allow_commands or spec.name == "help")


def parse(comment: str, settings: GrammarSettings) -> Parsed:
    """Read a comment. One line that begins with our name is for us; anything else is an ordinary comment."""
    text = comment.strip("` \t\r\n\f\v")
    words = text.split()
    if not words or len(text.splitlines()) > 1:
        return NotForUs()
    first = words[0].lower()
    if first not in settings.names:
        return _misaddressed(first, words[1:], settings)
    try:
        split = shlex.split(text)
    except ValueError as error:
        return Reply(markdown=block(f"Error parsing command: {str(error).lower()}."))
    return _command(split[1:], settings)


def hint(command: Literal["plan", "apply"], project: Project, *, executable: str = "atlantis") -> str:
    """The shortest comment that is about exactly this project, as Atlantis writes it."""
    if project.name:
        scope = ["-p", project.name]
    else:
        at_root, in_default = project.dir == ".", project.workspace == "default"
        scope = ["-d", project.dir] if in_default or not at_root else []
        scope += [] if in_default else ["-w", project.workspace]
    return " ".join([executable, command, *map(shlex.quote, scope)])


def _misaddressed(first: str, rest: list[str], settings: GrammarSettings) -> Parsed:
    """A comment that meant us, perhaps. Prose that only begins with a similar word is left alone."""
    name = settings.executable
    if first == "terraform":
        return Reply(markdown=f"Did you mean to use `{name}` instead of `terraform`?")
    meant = get_close_matches(first, (name, "tidegate"), n=1, cutoff=0.75)
    if not meant or (rest and rest[0].lower() not in SPECS):
        return NotForUs()
    corrected = " ".join([meant[0], *rest[:1]])
    return Reply(markdown=f"Did you mean `{corrected}`?")


def _command(words: list[str], settings: GrammarSettings) -> Parsed:
    name = words[0].lower() if words else "help"
    if name in ("help", "-h", "--help"):
        return Reply(markdown=help_text(settings.executable, settings.commands))
    if name in LATER_COMMANDS:
        return Reply(markdown=f"`{name}` is not in this version yet.\n\n{_available(settings)}")
    if name not in settings.commands:
        return _unknown(name, settings)
    spec = SPECS[name]
    try:
        return _BUILD[name](spec, read_options(spec.flags, words[1:]))
    except HelpWanted:
        return Reply(markdown=block(usage(settings.executable, spec)))
    except Misuse as error:
        return Reply(markdown=block(f"Error: {error}.\n\n{usage(settings.executable, spec)}"))


def _unknown(name: str, settings: GrammarSettings) -> Reply:
    close = get_close_matches(name, settings.commands, n=1, cutoff=0.5)
    suggestion = f"Did you mean `{settings.executable} {close[0]}`? " if close else ""
    lines = (
        f'Error: unknown command "{_echo(name)}".',
        f"Run '{settings.executable} --help' for usage.",
        f"Available commands: {', '.join(settings.commands)}",
    )
    return Reply(markdown="\n\n".join(filter(None, (block("\n".join(lines)), suggestion.strip()))))


def _available(settings: GrammarSettings) -> str:
    return "Available commands: " + ", ".join(f"`{name}`" for name in settings.commands) + "."


def _plan(spec: CommandSpec, options: Options) -> Command:
    return Plan(scope=_scope(spec, options))


def _apply(spec: CommandSpec, options: Options) -> Command:
    values = options.values
    if {"auto-merge-disabled", "auto-merge-method"} <= values.keys():
        raise Misuse("cannot use --auto-merge-disabled at same time as --auto-merge-method")
    return Apply(
        scope=_scope(spec, options),
        auto_merge_disabled=values.get("auto-merge-disabled") == ON,
        auto_merge_method=_method(values.get("auto-merge-method")),
    )


def _explain(spec: CommandSpec, options: Options) -> Command:
    return Explain(scope=_scope(spec, options))


def _unlock(spec: CommandSpec, options: Options) -> Command:
    _refuse(spec, options, extra=options.words)
    return Unlock()


_BUILD: Mapping[str, Callable[[CommandSpec, Options], Command]] = {
    "plan": _plan,
    "apply": _apply,
    "explain": _explain,
    "unlock": _unlock,
}


def _scope(spec: CommandSpec, options: Options) -> Scope:
    _refuse(spec, options, extra=options.words if len(options.words) > 1 else ())
    values = options.values
    word = options.words[0] if options.words else None
    if "project" in values and values.keys() & {"dir", "workspace"}:
        raise Misuse("cannot use -p/--project at same time as -d/--dir or -w/--workspace")
    if word is not None and values.keys() & {"dir", "workspace", "project"}:
        raise Misuse(f"cannot use {_echo(word)} at same time as -d/--dir, -w/--workspace or -p/--project")
    return Scope(
        dir=inside(values["dir"]) if "dir" in values else None,
        workspace=workspace(values["workspace"]) if "workspace" in values else None,
        project=values.get("project"),
        word=word,
        args=for_terraform(spec.name, options.rest),
        verbose=values.get("verbose") == ON,
    )


def _refuse(spec: CommandSpec, options: Options, *, extra: tuple[str, ...]) -> None:
    """Words nothing is done with are an error: dropping them would do something else than was asked."""
    unread = (*extra, *(() if spec.passes else options.rest))
    if unread:
        raise Misuse(f"unknown argument(s) – {_echo(' '.join(unread))}")


def _method(value: str | None) -> Literal["merge", "rebase", "squash"] | None:
    match value:
        case None | "merge" | "rebase" | "squash":
            return value
        case _:
            raise Misuse(f"{_echo(value)} is no merge method: write merge, rebase or squash")


def _echo(words: str) -> str:
    return words if len(words) <= LONGEST_ECHO else words[: LONGEST_ECHO - 1] + "…"
