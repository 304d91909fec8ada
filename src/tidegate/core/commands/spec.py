"""What the table of commands says of one command and its flags."""

from __future__ import annotations

from dataclasses import dataclass

from tidegate.core.words import Wording, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One flag of a command.

    Attributes:
        value: What the flag takes, as usage shows it; empty for a switch.
        required: The command is a mistake without it, or with nothing in it.
    """

    long: str
    text: Words
    short: str = ""
    value: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """One command as people may write it.

    Attributes:
        sub: The word that must follow the name; empty for none.
        operand: The words it may be given, as usage shows them; empty when it takes none.
        least: How many of those there must be.
        most: How many there may be; None for any number.
        passes: What follows `--`, as usage shows it; empty when nothing may.
        examples: What to write after the executable's name, with what it does.
        later: It is read and checked, and answered as not in this version yet.
    """

    name: str
    text: Words
    flags: tuple[Flag, ...] = ()
    sub: str = ""
    operand: str = ""
    least: int = 0
    most: int | None = 0
    passes: Wording = ""
    examples: tuple[tuple[str, Words], ...] = ()
    later: bool = False

    @property
    def title(self) -> str:
        """How the command is written: its name, with the word that must follow."""
        return f"{self.name} {self.sub}" if self.sub else self.name

    @property
    def shown_operand(self) -> str:
        """The operand as usage shows it: in brackets where it may be left out."""
        return self.operand if self.least or not self.operand else f"[{self.operand}]"
