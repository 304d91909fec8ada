"""`tidegate policy diff`: which stored decisions would come out differently under changed rules.

Exit codes: 0 nothing flips, 1 something does, 2 the rules or the span cannot be read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from tidegate.cli.config_files import rules_in
from tidegate.cli.instants import NoInstant, span_of
from tidegate.cli.kept import Kept, asked_of
from tidegate.core.errors import BadInput
from tidegate.core.gates.policy import Policy
from tidegate.core.gates.replay import Flip, Moved, Replayed, replay
from tidegate.store import decisions
from tidegate.store.database import Connection

FLIPS: dict[Flip, str] = {"allowed to refused": "Allowed → refused", "refused to allowed": "Refused → allowed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be tried.

    Attributes:
        since: How far back: `30d`.
        repo: One repository; empty for all.
    """

    policy: Path
    since: str
    repo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A decision that is not as it was.

    Attributes:
        id: The stored decision's.
        subject: `acme/infra#7 staging`.
    """

    id: str
    subject: str
    replayed: Replayed


def run(kept: Kept, asked: Asked, *, as_json: bool) -> int:
    """Replay and print."""
    try:
        policy = rules_in(asked.policy)
        since = datetime.now(UTC) - span_of(asked.since)
    except BadInput as error:
        typer.echo("\n".join(map(str, error.problems)), err=True)
        return 2
    except NoInstant as error:
        typer.echo(f"--since: {error}", err=True)
        return 2
    count, found = asked_of(kept, lambda tx: _replayed(tx, policy, since, asked.repo))
    typer.echo(_as_json(count, found) if as_json else "\n".join(_lines(count, found, since)))
    return 1 if any(one.replayed.flip for one in found) else 0


async def _replayed(tx: Connection, policy: Policy, since: datetime, repo: str) -> tuple[int, list[Found]]:
    """How many there are, and those that are not as they were."""
    count, found = 0, []
    async for stored in decisions.since(tx, since, repo):
        made, change = replay(stored.decided, stored.policy, policy), stored.facts.change
        count += 1
        if made.moved:
            subject = f"{change.full_name} {stored.decision.environment or '-'}"
            found.append(Found(id=stored.id, subject=subject, replayed=made))
    return count, found


def _lines(count: int, found: list[Found], since: datetime) -> Iterator[str]:
    flipped = sum(one.replayed.flip is not None for one in found)
    yield f"{count} decisions since {since:%Y-%m-%d %H:%M %Z}; {flipped} would come out differently."
    for flip, words in FLIPS.items():
        yield from _section(words, [one for one in found if one.replayed.flip == flip])
    yield from _section("Same outcome, other answers", [one for one in found if one.replayed.flip is None])
    yield from _needed(found)


def _section(title: str, found: list[Found]) -> Iterator[str]:
    if not found:
        return
    yield from ("", f"{title} ({len(found)})")
    for one in found:
        made = one.replayed.after
        yield f"  {one.subject}, {made.action} by {made.actor} at {made.at:%Y-%m-%d %H:%M}  {one.id}"
        yield from (f"    {_move(move)}" for move in one.replayed.moved)


def _move(move: Moved) -> str:
    return f"{move.gate}: {move.before or 'not asked'} → {move.after or 'not asked'}: {move.reason}"


def _needed(found: Iterable[Found]) -> Iterator[str]:
    """What decides under the new rules and nobody asked about at the time."""
    needs = Counter(need for one in found for need in one.replayed.needs)
    if needs:
        yield from ("", "Counted as unknown, because nobody gathered it then; would need:")
        yield from (f"  {need} ({times} decisions)" for need, times in needs.most_common())


def _as_json(count: int, found: list[Found]) -> str:
    shown = {"decisions": count, "different": [_plain(one) for one in found]}
    return json.dumps(shown, indent=2, ensure_ascii=False)


def _plain(one: Found) -> dict[str, Any]:
    made = one.replayed
    return {
        "id": one.id,
        "subject": one.subject,
        "flip": made.flip,
        "moved": [
            {"gate": move.gate, "before": move.before, "after": move.after, "reason": str(move.reason)}
            for move in made.moved
        ],
        "needs": [str(need) for need in made.needs],
    }
