"""The table of commands: parser, help and usage are all made from it."""

from __future__ import annotations

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
        operand: The one word it may be given, as usage shows it; empty when it takes none.
        passes: What follows `--`, as usage shows it; empty when nothing may.
        examples: What to write after the executable's name, with what it does.
    """

    name: str
    text: str
    flags: tuple[Flag, ...] = ()
    operand: str = ""
    passes: str = ""
    examples: tuple[tuple[str, str], ...] = ()


_SCOPE = (
    Flag(long="dir", short="d", value="DIR", text="Only the project in this directory, relative to the repository."),
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
        passes=_TERRAFORM,
        examples=(("plan -d environments/dev -- -var foo=bar", "plan one directory with a variable"),),
    ),
    CommandSpec(
        name="apply",
        text="Apply every project planned here, or those asked for.",
        flags=(
            *_SCOPE,
            Flag(long="auto-merge-disabled", text="Do not merge after this apply; this version never does."),
            Flag(
                long="auto-merge-method",
                value="METHOD",
                text="merge, rebase or squash; read, and without effect in this version.",
            ),
        ),
        operand=_OPERAND,
        passes=_TERRAFORM,
        examples=(("apply staging", "apply one environment"),),
    ),
    CommandSpec(
        name="explain",
        text="Say what stands in the way of an apply, rule by rule. Nothing is run.",
        flags=_SCOPE,
        operand=_OPERAND,
        examples=(("explain staging", "say what one environment still misses"),),
    ),
    CommandSpec(name="unlock", text="Release every lock and discard every plan of this change."),
    CommandSpec(name="help", text="Show this help."),
)

SPECS = {spec.name: spec for spec in COMMANDS}

LATER_COMMANDS = frozenset(
    {
        "approve", "approve_policies", "cancel", "check", "import", "justify", "promote", "reject", "release",
        "review", "revoke", "state", "status", "version", "waive",
    }
)  # fmt: skip
LATER_FLAGS = frozenset({"as", "at", "emergency", "incident", "reason", "rollback", "to"})
