"""What steps leave behind: the output people see, and variables for later steps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tidegate.core.errors import StepFailed
from tidegate.core.projects.model import Step
from tidegate.terraform.steps import USAGE_ERROR, title

LONGEST_VALUE = 120_000  # Linux: 131,072 with its name and its end.

_REFRESHING = re.compile(r": (?:Refreshing state\.\.\.|Reading\.\.\.|Still reading\.\.\.|Read complete after )")
_PAIR = re.compile(r'([A-Za-z_][A-Za-z0-9_]*)=(?:"((?:[^"\\]|\\.)*)"|([^",]*))(?:,|$)')


def shown(step: Step, output: str) -> str:
    """A step's output as its mode leaves it.

    Raises:
        StepFailed: The mode is not known yet.
    """
    for mode in step.output:
        if mode == "hide":
            return ""
        if mode == "strip_refreshing":
            output = "".join(line for line in output.splitlines(keepends=True) if not _REFRESHING.search(line))
        elif mode != "show":
            text = f"output: {mode} is not supported yet; known are: show, hide, strip_refreshing."
            raise StepFailed(title(step), USAGE_ERROR, text)
    return output


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
