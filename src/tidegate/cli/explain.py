"""`tidegate explain`: a change's newest decisions made again from the facts they were made from.

Exit codes: 0 allowed, 1 refused, 2 nothing was decided, or the question cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import typer

from tidegate.cli.decision_text import as_json, as_text
from tidegate.cli.decisions import named
from tidegate.cli.instants import NoInstant, instant_of
from tidegate.cli.kept import Kept, asked_of
from tidegate.core.gates.decide import decide
from tidegate.core.gates.policy import Policy
from tidegate.store import decisions
from tidegate.store.decisions import StoredDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be explained.

    Attributes:
        change: `owner/name#7`.
        environment: A word for one; empty for each that was decided about.
        at: As of when; empty for now.
        person: As whom; empty for whoever it was asked by.
    """

    change: str
    environment: str = ""
    at: str = ""
    person: str = ""


def run(kept: Kept, asked: Asked, *, as_lines: bool) -> int:
    """Print each decision made again."""
    of = named(asked.change)
    if of is None or of[1] is None:
        typer.echo(f"`{asked.change}` is no change. Write `owner/name#7`.", err=True)
        return 2
    repo, number = of[0], of[1]
    newest = asked_of(kept, lambda tx: decisions.newest_to_apply(tx, (repo, number)))
    wanted = [stored for stored in newest if _is_meant(stored, asked.environment)]
    if not wanted:
        where = f" for {asked.environment}" if asked.environment else ""
        typer.echo(f"Nothing has been decided about {asked.change}{where} yet.", err=True)
        return 2
    return _tell(wanted, asked, as_lines=as_lines)


def _tell(wanted: list[StoredDecision], asked: Asked, *, as_lines: bool) -> int:
    allowed = True
    for stored in wanted:
        facts = replace(stored.facts, actor=asked.person) if asked.person else stored.facts
        try:
            made = decide(stored.decision.action, facts, stored.policy, _instant(stored, asked.at))
        except NoInstant as error:
            typer.echo(f"--at: {error}", err=True)
            return 2
        typer.echo((as_json if as_lines else as_text)(made, tuple(_notes(stored, asked))))
        allowed = allowed and made.allowed
    return 0 if allowed else 1


def _is_meant(stored: StoredDecision, word: str) -> bool:
    environment = stored.decision.environment
    words = stored.policy.words_of(environment) if isinstance(stored.policy, Policy) else ()
    return not word or word in (environment, *words)


def _instant(stored: StoredDecision, text: str) -> datetime:
    zone = stored.policy.timezone if isinstance(stored.policy, Policy) else "UTC"
    return instant_of(text, zone) if text else datetime.now(UTC)


def _notes(stored: StoredDecision, asked: Asked) -> Iterator[str]:
    head, at = stored.facts.change.head_sha[:7], stored.decision.at
    yield f"Facts and rules are those of decision {stored.id}, {at:%Y-%m-%d %H:%M:%S %Z}, about {head}."
    if asked.person and asked.person.lower() not in stored.facts.standings:
        yield f"The teams of {asked.person} were not looked up then: what depends on them is unknown."
