"""Decisions: every attempt with the facts and the policy it was made from, so that it can be made again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.gates.decision import Decision
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.replay import Decided
from tidegate.store.codec import dump, load
from tidegate.store.statements import put
from tidegate.store.tables import decisions

STANDING = ".standing"
"""Ends the id of a decision nobody attempted."""
_AT_ONCE = 100
#: Rows looked through for each decision wanted: a change is decided about again and again.
_PER_CHANGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision:
    id: str
    decision: Decision
    facts: Facts
    policy: Governance

    @property
    def attempted(self) -> bool:
        """Whether somebody asked for it; else it was made in the author's name because facts moved."""
        return not self.id.endswith(STANDING)

    @property
    def decided(self) -> Decided:
        """Everything to make it again."""
        made = self.decision
        return Decided(action=made.action, facts=self.facts, policy=self.policy, at=made.at, attempted=self.attempted)


async def keep(tx: AsyncConnection, stored: StoredDecision) -> bool:
    """Store a decision. Whether it says something new: made again after a crash, the later one is what was acted on."""
    change, decision = stored.facts.change, stored.decision
    known = (await tx.execute(sa.select(decisions.c.allowed).where(decisions.c.id == stored.id))).scalar()
    await put(
        tx,
        decisions,
        id=stored.id,
        repo=change.repo,
        number=change.number,
        environment=decision.environment,
        action=decision.action,
        actor=decision.actor,
        at=decision.at,
        allowed=decision.allowed,
        decision=dump(Decision, decision),
        facts=dump(Facts, stored.facts),
        policy=dump(Governance, stored.policy),
    )
    return known is None or known != decision.allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision in a list."""

    id: str
    repo: str
    number: int
    environment: str | None
    action: str
    actor: str
    at: datetime
    allowed: bool


async def lines(tx: AsyncConnection, *, repo: str = "", number: int | None = None, limit: int) -> list[DecisionLine]:
    """The newest decisions of everything, a repository or a change, newest first."""
    query = sa.select(*(decisions.c[field.name] for field in fields(DecisionLine)))
    if repo:
        query = query.where(decisions.c.repo == repo)
    if number is not None:
        query = query.where(decisions.c.number == number)
    rows = await tx.execute(query.order_by(decisions.c.at.desc(), decisions.c.id.desc()).limit(limit))
    return [DecisionLine(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


async def since(tx: AsyncConnection, at: datetime, repo: str = "") -> AsyncIterator[StoredDecision]:
    """Decisions made at an instant or after it, oldest first, a few at a time; of one repository where it is named."""
    query = sa.select(decisions).where(decisions.c.at >= at).order_by(decisions.c.at, decisions.c.id)
    if repo:
        query = query.where(decisions.c.repo == repo)
    async with tx.stream(query.execution_options(yield_per=_AT_ONCE)) as rows:
        async for row in rows:
            yield _decision(row)


async def recent(tx: AsyncConnection, repo: str, limit: int) -> tuple[StoredDecision, ...]:
    """The newest decision to apply of each environment of a repository's changes: the `limit` newest, newest first."""
    wanted = sa.and_(decisions.c.repo == repo, decisions.c.action == "apply")
    query = sa.select(decisions.c.id, decisions.c.number, decisions.c.environment).where(wanted)
    rows = await tx.execute(query.order_by(decisions.c.at.desc(), decisions.c.id.desc()).limit(limit * _PER_CHANGE))
    newest: dict[tuple[int, str | None], str] = {}
    for row in rows:
        newest.setdefault((row.number, row.environment), row.id)
    found = {stored.id: stored for stored in await of_ids(tx, list(newest.values())[:limit])}
    return tuple(found[id_] for id_ in list(newest.values())[:limit])


async def newest_to_apply(tx: AsyncConnection, *changes: tuple[str, int]) -> tuple[StoredDecision, ...]:
    """Of each of these changes, by repository and number, the newest decision of each environment about applying.

    Those before it are not read.
    """
    rank = sa.func.row_number().over(
        partition_by=(decisions.c.repo, decisions.c.number, decisions.c.environment),
        order_by=(decisions.c.at.desc(), decisions.c.id.desc()),
    )
    wanted = sa.tuple_(decisions.c.repo, decisions.c.number).in_(changes) & (decisions.c.action == "apply")
    ranked = sa.select(decisions.c.id, rank.label("rank")).where(wanted).subquery()
    query = sa.select(decisions).join(ranked, ranked.c.id == decisions.c.id).where(ranked.c.rank == 1)
    return tuple(_decision(row) for row in await tx.execute(query))


async def of_ids(tx: AsyncConnection, ids: Iterable[str]) -> tuple[StoredDecision, ...]:
    """Those of these ids that are kept, in no order."""
    query = sa.select(decisions).where(decisions.c.id.in_(tuple(ids)))
    return tuple(_decision(row) for row in await tx.execute(query))


def _decision(row: Any) -> StoredDecision:
    return StoredDecision(
        id=row.id, decision=load(Decision, row.decision), facts=load(Facts, row.facts), policy=_policy(row.policy)
    )


@lru_cache(maxsize=16)
def _policy(text: str) -> Governance:
    """Many decisions are made under the same rules, which are long."""
    return load(Governance, text)  # type: ignore[arg-type]  # a union is a fine type for pydantic
