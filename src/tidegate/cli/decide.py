"""`tidegate decide`: a decision from files, without any server.

Exit codes: 0 allowed, 1 refused, 2 something cannot be read; the place is said.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import typer
from pydantic import ValidationError

from tidegate.cli.config_files import rules_in
from tidegate.cli.decision_text import as_json, as_text
from tidegate.cli.instants import NoInstant, instant_of
from tidegate.core.errors import BadInput
from tidegate.core.gates.decide import decide
from tidegate.core.gates.decision import Action
from tidegate.core.gates.facts import Facts
from tidegate.core.marks import Mark, Problem
from tidegate.store.codec import load

STDIN = "-"
_REMEDY = "Give what `tidegate decisions show ID --facts` prints."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be decided from.

    Attributes:
        facts: A JSON file, `-` for standard input.
        policy: A `tidegate.yaml`.
        at: As of when.
    """

    facts: str
    policy: Path
    at: str
    action: Action


def run(asked: Asked, *, as_lines: bool) -> int:
    """Decide and print every gate's answer."""
    try:
        policy = rules_in(asked.policy)
        facts = facts_in(asked.facts)
        made = decide(asked.action, facts, policy, instant_of(asked.at, policy.timezone))
    except BadInput as error:
        typer.echo("\n".join(map(str, error.problems)), err=True)
        return 2
    except NoInstant as error:
        typer.echo(f"--at: {error}", err=True)
        return 2
    typer.echo((as_json if as_lines else as_text)(made))
    return 0 if made.allowed else 1


def facts_in(file: str) -> Facts:
    """The facts a file holds.

    Raises:
        BadInput: It cannot be read, is no JSON, or does not hold facts; with every problem.
    """
    name = "standard input" if file == STDIN else file
    try:
        text = sys.stdin.read() if file == STDIN else Path(file).read_text("utf-8")
    except OSError as error:
        raise BadInput((_problem(name, f"The file cannot be read: {error.strerror}."),)) from None
    except UnicodeDecodeError:
        raise BadInput((_problem(name, "The file is not readable text."),)) from None
    try:
        json.loads(text)
        return load(Facts, text)
    except json.JSONDecodeError as error:
        raise BadInput((_problem(name, f"This is no JSON: {error.msg}.", line=error.lineno),)) from None
    except ValidationError as error:
        problems = (_problem(name, f"{each['msg']}.", path=_path(each["loc"])) for each in error.errors())
        raise BadInput(tuple(problems)) from None


def _path(steps: tuple[int | str, ...]) -> str:
    return ".".join(map(str, steps))


def _problem(file: str, message: str, *, line: int = 1, path: str = "") -> Problem:
    return Problem(mark=Mark(file=file, line=line), path=path, text="", message=message, suggestion=_REMEDY)
