"""`tidegate decisions`: what a server has decided, read from its database.

Exit codes: 0 shown, 2 there is no such decision.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Literal, assert_never

import typer

from tidegate.cli.decision_text import as_json, as_text
from tidegate.cli.kept import Kept, asked_of
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.store import decisions
from tidegate.store.codec import dump
from tidegate.store.decisions import DecisionLine, StoredDecision

Form = Literal["text", "json", "facts", "policy"]
_CHANGE = re.compile(r"([^/\s#]+/[^/\s#]+)(?:#(-?[1-9][0-9]{0,9}))?")


def named(change: str) -> tuple[str, int | None] | None:
    """Repository and number of `owner/name#7`, or `owner/name` alone; None for anything else.

    A push is named as lists name it: `owner/name#-1`.
    """
    found = _CHANGE.fullmatch(change)
    return (found[1], int(found[2]) if found[2] else None) if found else None


def show_list(kept: Kept, change: str, limit: int, *, as_lines: bool) -> int:
    """Print the newest decisions of everything, of a repository or of a change, newest first."""
    of = named(change) if change else ("", None)
    if of is None:
        typer.echo(f"`{change}` is neither a repository nor a change. Write `owner/name` or `owner/name#7`.", err=True)
        return 2
    repo, number = of
    for line in asked_of(kept, lambda tx: decisions.lines(tx, repo=repo, number=number, limit=limit)):
        typer.echo(_as_json_line(line) if as_lines else _as_line(line))
    return 0


def show(kept: Kept, decision_id: str, form: Form) -> int:
    """Print one decision."""
    found = asked_of(kept, lambda tx: decisions.of_ids(tx, [decision_id]))
    if not found:
        typer.echo(f"No decision has the id {decision_id}. `tidegate decisions list` shows those there are.", err=True)
        return 2
    typer.echo(_told(found[0], form))
    return 0


def _told(stored: StoredDecision, form: Form) -> str:
    match form:
        case "text":
            change = stored.facts.change
            return f"{change.full_name} at {change.head_sha[:7]}\n{as_text(stored.decision)}"
        case "json":
            return as_json(stored.decision)
        case "facts":
            return json.dumps(json.loads(dump(Facts, stored.facts)), indent=2, ensure_ascii=False)
        case "policy":
            return json.dumps(json.loads(dump(Governance, stored.policy)), indent=2, ensure_ascii=False)
        case _:
            assert_never(form)


def _as_line(line: DecisionLine) -> str:
    outcome = "allowed" if line.allowed else "refused"
    where = f"{line.repo}#{line.number} {line.environment or '-'}"
    return f"{line.at:%Y-%m-%d %H:%M:%S %Z}  {outcome}  {line.action} {where} by {line.actor}  {line.id}"


def _as_json_line(line: DecisionLine) -> str:
    return json.dumps({**asdict(line), "at": line.at.isoformat()}, ensure_ascii=False)
