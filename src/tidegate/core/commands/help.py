"""What help and usage say, made from the table of commands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from tidegate.core.commands.spec import CommandSpec, Flag
from tidegate.core.commands.table import COMMANDS, TERRAFORM_ARGUMENTS
from tidegate.core.words import Wording, Words, joined, say


def help_text(executable: str, allowed: Collection[str]) -> Words:
    """Markdown: every allowed command, with examples."""
    specs = [spec for spec in COMMANDS if spec.name in allowed]
    width = max(len(spec.title) for spec in specs)
    lines: list[Wording] = [
        say("Terraform from pull request to production."),
        "",
        say("Usage:"),
        joined("", (f"  {executable} COMMAND [flags] [-- ", TERRAFORM_ARGUMENTS, "]")),
        "",
        say("Commands:"),
        *(joined("  ", (f"  {spec.title:<{width}}", spec.text)) for spec in specs),
        "",
        *_examples(executable, specs),
        say("'{executable} COMMAND --help' says more about one of them.", executable=executable),
    ]
    return block(joined("\n", lines))


def _examples(executable: str, specs: Sequence[CommandSpec]) -> Iterator[Wording]:
    examples = [example for spec in specs for example in spec.examples]
    if not examples:
        return
    yield say("Examples:")
    for words, does in examples:
        yield from (joined("", ("  # ", does)), f"  {executable} {words}")
    yield ""


def usage(executable: str, spec: CommandSpec) -> Words:
    """How one command is written, plain text."""
    head = [executable, spec.title, spec.shown_operand, "[flags]" if spec.flags else ""]
    passes = (joined("", ("[-- ", spec.passes, "]")),) if spec.passes else ()
    written = joined(" ", (*filter(None, head), *passes))
    lines: list[Wording] = [
        say("Usage of {command}:", command=spec.title),
        joined("", ("  ", written)),
        "",
        joined("", ("  ", spec.text)),
    ]
    if spec.flags:
        shown = [(_flag(flag), flag.text) for flag in spec.flags]
        width = max(len(name) for name, _ in shown)
        lines += ["", *(joined("  ", (f"  {name:<{width}}", text)) for name, text in shown)]
    return joined("\n", lines)


def block(text: Wording) -> Words:
    """A Markdown code block that nothing in the text can leave."""
    fence = "```"
    while fence in str(text):
        fence += "`"
    return joined("\n", (fence, text, fence))


def _flag(flag: Flag) -> str:
    short = f"-{flag.short}, " if flag.short else "    "
    return f"{short}--{flag.long}" + (f" {flag.value}" if flag.value else "")
