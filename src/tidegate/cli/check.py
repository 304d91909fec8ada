"""`tidegate check`: what the gates about cost, resources and checks would answer about a plan made elsewhere.

Exit codes: 0 nothing blocks, 1 something blocks or is unknown, 2 the plan or the governance file cannot be looked at.
Checks that read code instead of a plan (`fmt`, `validate`, scanners of source) are not asked.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from tidegate.checks.examiner import Checks
from tidegate.checks.table import TABLE
from tidegate.cli.check_look import Rules, looked_at, programs_here
from tidegate.cli.check_looks import Look
from tidegate.cli.check_report import Report, as_sarif, document, report
from tidegate.cli.check_shown import show
from tidegate.cli.check_text import plan_of
from tidegate.config.governance_file.governance import read_governance
from tidegate.core.checks.rules import CheckRules
from tidegate.core.errors import BadInput
from tidegate.core.gates.policy import Policy
from tidegate.core.marks import Mark, Problem
from tidegate.core.projects.environments import by_word
from tidegate.core.projects.model import Project
from tidegate.ports.checks import Subject

GOVERNANCE = "tidegate.yaml"
READ_PLANS = ("builtin", "naming", "tags", "policies")
OF_PLANS = tuple(row for row in TABLE if row.check.name in READ_PLANS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be looked at.

    Attributes:
        plan: A file of `terraform show -json`, or `-` for standard input.
        environment: A word that names one in the governance file; empty for none.
        governance: The governance file; None for the one in the current folder, where there is one.
        sarif: Where findings go as SARIF; None for nowhere.
    """

    plan: str
    environment: str
    governance: Path | None = None
    allow_unknown: bool = False
    sarif: Path | None = None


def run(asked: Asked, *, as_json: bool) -> int:
    """Look and print; the exit code."""
    try:
        made = asyncio.run(_report(asked, plan_of(asked.plan)))
    except BadInput as error:
        typer.echo("\n".join(map(str, error.problems)), err=True)
        return 2
    tell(made, as_json=as_json, sarif=asked.sarif)
    return made.exit_code


def tell(made: Report, *, as_json: bool, sarif: Path | None) -> None:
    """Print a report, and write its findings where that was asked for."""
    if sarif:
        sarif.write_text(json.dumps(as_sarif(made), indent=2, ensure_ascii=False) + "\n", "utf-8")
    if as_json:
        typer.echo(json.dumps(document(made), indent=2, ensure_ascii=False))
    else:
        show(made, Console(highlight=False))


async def _report(asked: Asked, plan: Mapping[str, Any]) -> Report:
    rules = _rules(asked)
    environment = _environment(asked.environment, rules)
    with tempfile.TemporaryDirectory(prefix="tidegate-") as folder:
        subject = _subject(plan, rules, environment, Path(folder))
        look = Look(project=subject.project, environment=environment)
        looks = (await looked_at(subject, look, rules, Checks(OF_PLANS)),)
    return report(looks, _about_plans(rules.policy), tuple(_notes(rules)), allow_unknown=asked.allow_unknown)


def _about_plans(policy: Policy | None) -> Policy | None:
    """The rules without the scanners of source a team names: there is none of it here."""
    if policy is None:
        return None
    scanners = tuple(name for name in policy.checks.scanners if name in READ_PLANS)
    return replace(policy, checks=replace(policy.checks, scanners=scanners))


def _notes(rules: Rules) -> Iterator[str]:
    yield f"Rules: {rules.source}." if rules.source else "There is no governance file: no limits hold."
    named = rules.policy.checks.scanners if rules.policy else ()
    missing = [name for name in named if name not in READ_PLANS]
    if missing:
        yield f"Not asked, for they look at code and not at plans: {', '.join(missing)}."


def _rules(asked: Asked) -> Rules:
    file = asked.governance or Path(GOVERNANCE)
    if asked.governance is None and not file.is_file():
        return Rules(policy=None, source="", text=_nothing)

    async def text(path: str) -> str | None:
        named = file.parent / path
        return await asyncio.to_thread(named.read_text, "utf-8") if named.is_file() else None

    return Rules(policy=_policy(file), source=str(file), text=text)


def _policy(file: Path) -> Policy:
    try:
        written = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(str(file), f"The governance file cannot be read: {error}.") from None
    return read_governance(written, str(file), str(file))


async def _nothing(_path: str) -> str | None:
    return None


def _environment(word: str, rules: Rules) -> str | None:
    if not word:
        return None
    if rules.policy is None:
        raise _bad(GOVERNANCE, f"There is no governance file here, so nothing is called {word}.", "Give --governance.")
    named = by_word(rules.policy, word)
    if len(named) != 1:
        names = ", ".join(rules.policy.environments)
        raise _bad(rules.source, f"`{word}` names no one environment.", f"There are: {names}.")
    return named[0].name


def _subject(plan: Mapping[str, Any], rules: Rules, environment: str | None, folder: Path) -> Subject:
    policy = rules.policy
    policies = Path(rules.source).parent / policy.checks.policies if policy and policy.checks.policies else None
    return Subject(
        root=folder,
        base=None,
        project=Project(dir=".", name="plan"),
        plan=plan,
        environment=environment,
        environment_words=policy.words_of(environment) if policy else (),
        rules=policy.checks if policy else CheckRules(),
        programs=programs_here(folder),
        policies=policies,
    )


def _bad(file: str, message: str, suggestion: str = "") -> BadInput:
    problem = Problem(mark=Mark(file=file, line=1), path="", text="", message=message, suggestion=suggestion)
    return BadInput((problem,))
