"""What help and usage say, made from the table of commands."""

from __future__ import annotations

from collections.abc import Collection

from tidegate.core.commands.spec import CommandSpec, Flag
from tidegate.core.commands.table import COMMANDS


def help_text(executable: str, allowed: Collection[str]) -> str:
    """Markdown: every allowed command, with examples."""
    specs = [spec for spec in COMMANDS if spec.name in allowed]
    width = max(len(spec.title) for spec in specs)
    examples = [(f"{executable} {words}", does) for spec in specs for words, does in spec.examples]
    lines = [
        "Terraform from pull request to production.",
        "",
        "Usage:",
        f"  {executable} COMMAND [flags] [-- arguments for terraform]",
        "",
        "Commands:",
        *(f"  {spec.title:<{width}}  {spec.text}" for spec in specs),
        "",
        *(["Examples:"] if examples else []),
        *(line for words, does in examples for line in (f"  # {does}", f"  {words}")),
        *([""] if examples else []),
        f"'{executable} COMMAND --help' says more about one of them.",
    ]
    return block("\n".join(lines))


def usage(executable: str, spec: CommandSpec) -> str:
    """How one command is written, plain text."""
    head = [executable, spec.title, spec.shown_operand, "[flags]" if spec.flags else ""]
    passes = f"[-- {spec.passes}]" if spec.passes else ""
    lines = [f"Usage of {spec.title}:", "  " + " ".join(part for part in (*head, passes) if part), "", f"  {spec.text}"]
    if spec.flags:
        shown = [(_flag(flag), flag.text) for flag in spec.flags]
        width = max(len(name) for name, _ in shown)
        lines += ["", *(f"  {name:<{width}}  {text}" for name, text in shown)]
    return "\n".join(lines)


def block(text: str) -> str:
    """A Markdown code block that nothing in the text can leave."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text}\n{fence}"


def _flag(flag: Flag) -> str:
    short = f"-{flag.short}, " if flag.short else "    "
    return f"{short}--{flag.long}" + (f" {flag.value}" if flag.value else "")
