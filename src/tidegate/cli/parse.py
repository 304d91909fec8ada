"""`tidegate parse`: shows what a comment would mean to a server.

Exit codes: 0 it is a command, 1 it would get a reply and nothing else, 2 it is an ordinary comment, or cannot be tried.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

import typer

from tidegate.core.commands.grammar import GrammarSettings, parse
from tidegate.core.commands.model import Command, NotForUs, Reply
from tidegate.core.commands.table import allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a comment means: `command`, `reply` or `ordinary`, with its fields in the order shown."""

    kind: str
    fields: dict[str, Any]


def run(comment: str, *, executable: str, bot: str, allow: str | None, as_json: bool) -> int:
    """Read and print; the exit code."""
    try:
        settings = _settings(executable, bot, allow)
    except ValueError as error:
        typer.echo(f"--allow-commands: {error}", err=True)
        return 2
    meaning = _meaning(comment, settings)
    typer.echo(_as_json(meaning) if as_json else _as_text(meaning))
    return ("command", "reply", "ordinary").index(meaning.kind)


def _settings(executable: str, bot: str, allow: str | None) -> GrammarSettings:
    if allow is None:
        return GrammarSettings(executable=executable, bot=bot)
    return GrammarSettings(executable=executable, bot=bot, allow_commands=allowed(allow.split(",")))


def _meaning(comment: str, settings: GrammarSettings) -> Meaning:
    match parse(comment, settings):
        case NotForUs():
            return Meaning(kind="ordinary", fields={})
        case Reply(markdown=markdown):
            return Meaning(kind="reply", fields={"markdown": str(markdown)})
        case command:
            return Meaning(kind="command", fields=_fields(command))


def _fields(command: Command) -> dict[str, Any]:
    """The command's name and every field, those of its scope beside its own."""
    own = asdict(command)
    return {"command": type(command).__name__.lower(), **own.pop("scope", {}), **own}


def _as_json(meaning: Meaning) -> str:
    return json.dumps({"kind": meaning.kind, **meaning.fields}, indent=2, ensure_ascii=False)


def _as_text(meaning: Meaning) -> str:
    match meaning.kind:
        case "ordinary":
            return "An ordinary comment: nothing happens."
        case "reply":
            return f"No work is done; the answer would be:\n\n{meaning.fields['markdown']}"
        case _:
            width = max(map(len, meaning.fields))
            return "\n".join(f"{name:<{width}}  {_shown(value)}" for name, value in meaning.fields.items())


def _shown(value: object) -> str:
    match value:
        case None | ():
            return "-"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
