"""The table of commands: parser, help and usage are all made from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One flag of a command.

    Attributes:
        value: What the flag takes, as usage shows it; empty for a switch.
    """

    long: str
    text: str
    short: str = ""
    value: str = ""


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
    text: str
    flags: tuple[Flag, ...] = ()
    sub: str = ""
    operand: str = ""
    least: int = 0
    most: int | None = 0
    passes: str = ""
    examples: tuple[tuple[str, str], ...] = ()
    later: bool = False

    @property
    def title(self) -> str:
        """How the command is written: its name, with the word that must follow."""
        return f"{self.name} {self.sub}" if self.sub else self.name

    @property
    def shown_operand(self) -> str:
        """The operand as usage shows it: in brackets where it may be left out."""
        return self.operand if self.least or not self.operand else f"[{self.operand}]"


_SCOPE = (
    Flag(
        long="dir",
        short="d",
        value="DIR",
        text="Only projects in this directory, relative to the repository; *, ?, [ ] and ** stand for others.",
    ),
    Flag(long="workspace", short="w", value="WORKSPACE", text="Only the project in this Terraform workspace."),
    Flag(long="project", short="p", value="PROJECT", text="Only the project of this name. Not together with -d or -w."),
    Flag(long="verbose", text="Show more of what was done."),
)
_OPERAND = "ENVIRONMENT|PROJECT"
_TERRAFORM = "arguments for terraform"

COMMANDS = (
    CommandSpec(
        name="plan",
        text="Plan every project this change touches, or those asked for.",
        flags=_SCOPE,
        operand=_OPERAND,
        most=1,
        passes=_TERRAFORM,
        examples=(("plan -d environments/dev -- -var foo=bar", "plan one directory with a variable"),),
    ),
    CommandSpec(
        name="apply",
        text="Apply every project planned here, or those asked for.",
        flags=(
            *_SCOPE,
            Flag(long="auto-merge-disabled", text="Do not merge the change after this apply."),
            Flag(long="auto-merge-method", value="METHOD", text="How to merge it: merge, rebase or squash."),
        ),
        operand=_OPERAND,
        most=1,
        passes=_TERRAFORM,
        examples=(("apply staging", "apply one environment"),),
    ),
    CommandSpec(
        name="explain",
        text="Say what stands in the way of an apply, rule by rule. Nothing is run.",
        flags=_SCOPE,
        operand=_OPERAND,
        most=1,
        examples=(("explain staging", "say what one environment still misses"),),
    ),
    CommandSpec(name="unlock", text="Release every lock and discard every plan of this change."),
    CommandSpec(
        name="cancel",
        text="Stop queued and running plans of this change.",
        flags=(
            Flag(long="apply", text="Interrupt running applies too, once, and wait for Terraform to save its state."),
        ),
    ),
    CommandSpec(
        name="approve_policies",
        text="Approve policy checks that failed. Not in this version yet.",
        flags=(
            *_SCOPE,
            Flag(long="policy-set", value="NAME", text="Only the policy set of this name."),
            Flag(long="clear-policy-approval", text="Take back approvals given before."),
        ),
        later=True,
    ),
    CommandSpec(name="version", text="Say which terraform the projects run with.", flags=_SCOPE),
    CommandSpec(
        name="import",
        text="Import an existing object into the state. Not in this version yet.",
        flags=_SCOPE,
        operand="ADDRESS ID",
        least=2,
        most=2,
        passes=_TERRAFORM,
        later=True,
    ),
    CommandSpec(
        name="state",
        sub="rm",
        text="Remove objects from the state. Not in this version yet.",
        flags=_SCOPE,
        operand="ADDRESS...",
        least=1,
        most=None,
        passes=_TERRAFORM,
        later=True,
    ),
    CommandSpec(name="help", text="Show this help."),
)

SPECS = {spec.name: spec for spec in COMMANDS}

ALLOWED = frozenset({"plan", "apply", "explain", "unlock", "cancel", "approve_policies", "version"})
"""What may be asked where nobody says otherwise (Atlantis: --allow-commands), and `explain`."""

LATER_COMMANDS = frozenset(
    {"approve", "check", "justify", "promote", "reject", "release", "review", "revoke", "status", "waive"}
)
LATER_FLAGS = frozenset({"as", "at", "emergency", "incident", "reason", "rollback", "to"})


def allowed(names: Iterable[str]) -> frozenset[str]:
    """Commands a server's list allows: names, or `all`, in any case; blanks around them are nothing.

    Raises:
        ValueError: There is no such command; the text is a sentence naming it and those there are.
    """
    words = {name.strip().lower() for name in names} - {"", "help"}
    unknown = sorted(words - SPECS.keys() - {"all"})
    if unknown:
        known = ", ".join(name for name in SPECS if name != "help")
        raise ValueError(f"There is no command `{unknown[0]}`. Write some of: {known}, or all.")
    return frozenset(SPECS) - {"help"} if "all" in words else frozenset(words)
