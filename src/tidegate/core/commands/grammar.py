"""What a comment asks for, read as Atlantis reads it (Atlantis: comment_parser), and how to write it back."""

from __future__ import annotations

import shlex
import string
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from tidegate.core.commands.build import build, echo, later
from tidegate.core.commands.help import block, help_text, usage
from tidegate.core.commands.limits import Limits
from tidegate.core.commands.model import NotForUs, Parsed, Reply
from tidegate.core.commands.options import HelpWanted, Misuse, read_options
from tidegate.core.commands.table import ALLOWED, COMMANDS, LATER_COMMANDS, SPECS
from tidegate.core.commands.words import shell_words
from tidegate.core.projects.model import Project
from tidegate.core.words import Wording, Words, joined, say

DEFAULT_EXECUTABLE = "atlantis"
ALWAYS = ("tidegate", "run")
_AROUND = string.whitespace + "\x85\xa0\u2028\u2029\u3000`"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrammarSettings(Limits):
    """How we are addressed and what may be asked.

    Attributes:
        executable: First word of a command, beside `tidegate`, `run` and `@bot`.
        bot: Our login on the forge, an App's with its `[bot]`; empty when it is not known.
        allow_commands: Commands that may be given in a comment (`table.allowed`); help always may.
    """

    executable: str = DEFAULT_EXECUTABLE
    bot: str = ""
    allow_commands: frozenset[str] = ALLOWED

    @property
    def names(self) -> frozenset[str]:
        """Every first word that addresses us, lower case."""
        login = self.bot.lower()
        bot = {f"@{login}", f"@{login.removesuffix('[bot]')}"} if login else set()
        return frozenset({self.executable.lower(), *ALWAYS, *bot})

    @property
    def commands(self) -> tuple[str, ...]:
        """Commands that may be given, in the table's order."""
        return tuple(spec.name for spec in COMMANDS if spec.name in self.allow_commands or spec.name == "help")


def parse(comment: str, settings: GrammarSettings) -> Parsed:
    """Read a comment. One line that begins with our name is for us; anything else is an ordinary comment."""
    text = comment.strip(_AROUND)
    words = text.split()
    if not words or "\n" in text:
        return NotForUs()
    first = words[0].lower()
    if first not in settings.names:
        return _misaddressed(first, words[1:], settings)
    try:
        split = shell_words(text)
    except ValueError as error:
        return Reply(markdown=block(f"Error parsing command: {str(error).lower()}."))
    return _command(split[1:], settings)


def hint(command: Literal["plan", "apply"], project: Project, *, executable: str = DEFAULT_EXECUTABLE) -> str:
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
        return Reply(markdown=say("Did you mean to use `{name}` instead of `terraform`?", name=name))
    ours = (name, "tidegate") if name == DEFAULT_EXECUTABLE else ("tidegate",)
    meant = get_close_matches(first, ours, n=1, cutoff=0.75)
    if not meant or (rest and rest[0].lower() not in SPECS):
        return NotForUs()
    corrected = " ".join([meant[0], *rest[:1]])
    return Reply(markdown=say("Did you mean `{meant}`?", meant=corrected))


def _command(words: list[str], settings: GrammarSettings) -> Parsed:
    name = words[0].lower() if words else "help"
    if name in ("help", "-h", "--help"):
        return Reply(markdown=help_text(settings.executable, settings.commands))
    if name in LATER_COMMANDS:
        return Reply(markdown=joined("\n\n", (later(name), _available(settings))))
    if name not in settings.commands:
        return _unknown(name, settings)
    spec = SPECS[name]
    try:
        return build(spec, read_options(spec.flags, words[1:]), settings)
    except HelpWanted:
        return Reply(markdown=block(usage(settings.executable, spec)))
    except Misuse as error:
        return Reply(markdown=block(joined("\n\n", (_error(error), usage(settings.executable, spec)))))


def _unknown(name: str, settings: GrammarSettings) -> Reply:
    close = get_close_matches(name, settings.commands, n=1, cutoff=0.5)
    meant = (say("Did you mean `{meant}`?", meant=f"{settings.executable} {close[0]}"),) if close else ()
    lines = (
        f'Error: unknown command "{echo(name)}".',
        say("Run '{executable} --help' for usage.", executable=settings.executable),
        say("Available commands: {commands}", commands=", ".join(settings.commands)),
    )
    return Reply(markdown=joined("\n\n", (block(joined("\n", lines)), *meant)))


def _error(error: Misuse) -> Wording:
    """The first line; where Atlantis says the same, it is the same in every language."""
    if isinstance(error.because, str):
        return f"Error: {error.because}."
    return say("Error: {why}.", why=error.because)


def _available(settings: GrammarSettings) -> Words:
    return say("Available commands: {commands}.", commands=", ".join(f"`{name}`" for name in settings.commands))
