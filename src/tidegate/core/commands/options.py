"""Reading the words behind a command as POSIX flags, the way Atlantis does (pflag)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tidegate.core.commands.spec import Flag
from tidegate.core.commands.table import LATER_FLAGS
from tidegate.core.words import Wording, say

ON = "true"
OFF = "false"
_SWITCHED = {
    **dict.fromkeys(("1", "t", "T", "true", "TRUE", "True"), ON),
    **dict.fromkeys(("0", "f", "F", "false", "FALSE", "False"), OFF),
}


class Misuse(Exception):
    """A command was written in a way it cannot be; one clause without a final stop.

    Attributes:
        because: Text where Atlantis says the same, which is the same in every language; else words.
    """

    def __init__(self, because: Wording) -> None:
        self.because = because
        super().__init__(str(because))


class HelpWanted(Exception):
    """`-h` or `--help` stood among the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Words of a command, sorted out.

    Attributes:
        values: Long name of each flag given, with its value; `true` or `false` for a switch.
        words: What is no flag, in order.
        rest: What followed `--`.
    """

    values: Mapping[str, str]
    words: tuple[str, ...]
    rest: tuple[str, ...]


def read_options(flags: Sequence[Flag], words: Sequence[str]) -> Options:
    """Sort words into flags and others. Flags may stand anywhere before `--`; the last of two equal ones counts.

    Raises:
        Misuse: A flag is unknown, lacks its value, or has one it does not take.
        HelpWanted: Help was asked for.
    """
    waiting = list(reversed(words))
    values: dict[str, str] = {}
    others: list[str] = []
    while waiting:
        word = waiting.pop()
        if word == "--":  # One that follows a flag is that flag's value.
            break
        if word.startswith("--"):
            values.update([_long(flags, word, waiting)])
        elif word.startswith("-") and word != "-":
            values.update(_shorts(flags, word, waiting))
        else:
            others.append(word)
    return Options(values=values, words=tuple(others), rest=tuple(reversed(waiting)))


def _long(flags: Sequence[Flag], word: str, waiting: list[str]) -> tuple[str, str]:
    name, equals, value = word[2:].partition("=")
    if name == "help":
        raise HelpWanted
    if not name or name.startswith("-"):
        raise Misuse(f"bad flag syntax: {word}")
    flag = next((flag for flag in flags if flag.long == name), None)
    if flag is None:
        later = " (not in this version yet)" if name in LATER_FLAGS else ""
        raise Misuse(f"unknown flag: --{name}{later}")
    if equals:
        return name, value if flag.value else _switch(flag, value)
    return name, _next(waiting, f"--{name}") if flag.value else ON


def _shorts(flags: Sequence[Flag], word: str, waiting: list[str]) -> list[tuple[str, str]]:
    """One dash and letters: `-d dir`, `-ddir`, `-d=dir`."""
    letter, rest = word[1], word[2:]
    flag = next((flag for flag in flags if flag.short == letter), None)
    if flag is None:
        if letter == "h":
            raise HelpWanted
        raise Misuse(f"unknown shorthand flag: '{letter}' in {word}")
    return [(flag.long, rest.removeprefix("=") if rest else _next(waiting, f"'{letter}' in {word}"))]


def _next(waiting: list[str], what: str) -> str:
    if not waiting:
        raise Misuse(f"flag needs an argument: {what}")
    return waiting.pop()


def _switch(flag: Flag, value: str) -> str:
    if value not in _SWITCHED:
        raise Misuse(say("{flag} takes no value, or true or false; not {value}", flag=f"--{flag.long}", value=value))
    return _SWITCHED[value]
