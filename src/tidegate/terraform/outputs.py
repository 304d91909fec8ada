"""What steps leave behind: the output people see, and variables for later steps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tidegate.core.errors import StepFailed
from tidegate.core.projects.model import Step
from tidegate.core.regexes import compiled
from tidegate.terraform.steps import USAGE_ERROR, title

LONGEST_VALUE = 120_000  # Linux: 131,072 with its name and its end.

_REFRESHING = re.compile(r": (?:Refreshing state\.\.\.|Reading\.\.\.|Still reading\.\.\.|Read complete after )")
_PAIR = re.compile(r'([A-Za-z_][A-Za-z0-9_]*)=(?:"((?:[^"\\]|\\.)*)"|([^",]*))(?:,|$)')


def shown(step: Step, output: str, found: Mapping[str, str]) -> str:
    """What people see of a step: its output as its mode leaves it.

    Of a multienv step that printed variables, `found`, only the names are shown (Atlantis); of a plan no refreshing.
    """
    if step.kind == "multienv":
        output = "".join(["Variables added:\n", *(f"{name}\n" for name in found)]) if found else output
    for mode in ("strip_refreshing",) if step.kind == "plan" else step.output:
        output = _as(mode, step, output)
    return output


def _as(mode: str, step: Step, output: str) -> str:
    match mode:
        case "hide":
            return ""
        case "strip_refreshing":
            return "".join(line for line in output.splitlines(keepends=True) if not _REFRESHING.search(line))
        case "filter_regex":
            for pattern in step.filters:
                output = compiled(pattern).sub(_redacted, output)
            return output
        case _:
            return output


def _redacted(found: re.Match[str]) -> str:
    """A match keeps its first group and loses the rest (Atlantis: `${1}<redacted>`)."""
    kept = found[1] if found.re.groups else None
    return f"{kept or ''}<redacted>"


def value(step: Step, file: Path) -> str:
    """What an env or multienv command printed, without NUL: no variable can hold it.

    Raises:
        StepFailed: It is more than Linux lets a program be given in one variable.
    """
    with file.open("rb") as opened:
        printed = opened.read(LONGEST_VALUE + 1)
    if len(printed) > LONGEST_VALUE:
        text = f"It printed more than the {LONGEST_VALUE:,} bytes a variable may hold; print the value alone."
        raise StepFailed(title(step), USAGE_ERROR, text)
    return printed.decode(errors="replace").replace("\0", "")


def variables(step: Step, printed: str) -> Mapping[str, str]:
    """What an env or multienv step adds for later steps, `printed` being what its command printed.

    Raises:
        StepFailed: A multienv command printed something else than `NAME=value,NAME2="value, too"`.
    """
    if step.kind == "env":
        return {step.name or "": printed.rstrip("\r\n")}
    text, found, at = printed.strip(), {}, 0
    while at < len(text):
        pair = _PAIR.match(text, at)
        if pair is None:
            wanted = 'a multienv command must print NAME=value,NAME2="value, too" on one line'
            raise StepFailed(title(step), USAGE_ERROR, f"{wanted}; it went wrong at character {at + 1}.")
        quoted, plain = pair[2], pair[3]
        found[pair[1]] = plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        at = pair.end()
    return found
