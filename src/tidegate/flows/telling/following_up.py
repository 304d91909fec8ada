"""What is looked after since deployments of a change: the convention's list for each environment, and who ticked it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tidegate.core.gates.closing import after
from tidegate.core.notices.closing_lists import Followed
from tidegate.core.statements import Statement
from tidegate.store import deployments, said
from tidegate.store.database import Connection
from tidegate.store.deployments import StoredDeployment


async def followed_of(tx: Connection, repo: str, number: int) -> tuple[Followed, ...]:
    """One list for each environment a change was deployed to."""
    deployed = await deployments.of_change(tx, repo, number)
    return followed(deployed, await said.of_change(tx, repo, number) if deployed else ())


def followed(deployed: Iterable[StoredDeployment], statements: Sequence[Statement]) -> tuple[Followed, ...]:
    """The same of rows.

    Args:
        deployed: Of one change, oldest first. What counts is the last apply command in an environment all of whose
            projects were applied.
        statements: What people said about it.
    """
    commands: dict[tuple[str, str], list[StoredDeployment]] = {}
    for entry in deployed:
        if entry.environment:
            commands.setdefault((entry.environment, entry.batch), []).append(entry)
    last = {
        environment: made
        for (environment, _), made in commands.items()
        if all(entry.state == "applied" for entry in made)
    }
    return tuple(_followed(environment, made, statements) for environment, made in last.items())


def _followed(environment: str, made: Sequence[StoredDeployment], statements: Sequence[Statement]) -> Followed:
    since = max(entry.finished_at or entry.created_at for entry in made)
    return Followed(environment=environment, batch=made[0].batch, items=after(environment, since, statements))
