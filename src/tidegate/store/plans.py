"""Plans: one row for each plan of one project at one commit, kept as history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.plans.model import Counts, PlanContent
from tidegate.core.projects.model import Project
from tidegate.store.codec import dump, load
from tidegate.store.tables import plans

PlanState = Literal["queued", "running", "planned", "failed", "waiting", "cancelled", "discarded"]
UNFINISHED: tuple[PlanState, ...] = ("queued", "running")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlan:
    """A plan's row.

    Attributes:
        batch: Everything one command planned; names its comment too.
        position: Order within the batch.
        because: Why it is speculative, or what it waits for.
        args: What followed `--`.
        posted_at: The forge's clock of the comment that first showed it.
        commit_sha: What was checked out: the head, or what merging it makes of the base.
    """

    id: str
    batch: str
    repo: str
    number: int
    project: Project
    position: int
    environment: str | None
    head_sha: str
    actor: str
    args: tuple[str, ...]
    state: PlanState
    deployable: bool
    created_at: datetime
    because: str = ""
    digest: str = ""
    content: PlanContent | None = None
    output: str = ""
    error: str = ""
    finished_at: datetime | None = None
    posted_at: datetime | None = None
    commit_sha: str = ""

    @property
    def commit(self) -> str:
        """The commit its worktree stands at."""
        return self.commit_sha or self.head_sha

    @property
    def project_key(self) -> str:
        return self.project.key

    @property
    def counts(self) -> Counts | None:
        """None where there is no content."""
        return self.content.counts if self.content else None


async def add(tx: AsyncConnection, plan: StoredPlan) -> StoredPlan:
    """Insert a plan; asking twice is fine. Answers with the one that is kept."""
    known = (await tx.execute(sa.select(plans).where(plans.c.id == plan.id))).first()
    if known is not None:
        return _plan(known)
    await tx.execute(sa.insert(plans).values(**_values(plan)))
    return plan


async def get(tx: AsyncConnection, plan_id: str) -> StoredPlan:
    return _plan((await tx.execute(sa.select(plans).where(plans.c.id == plan_id))).one())


async def contents(tx: AsyncConnection, plan_ids: Iterable[str]) -> Mapping[str, PlanContent | None]:
    """What plans do, by plan id; None for one that has not come so far."""
    query = sa.select(plans.c.id, plans.c.content).where(plans.c.id.in_(tuple(plan_ids)))
    return {row.id: load(PlanContent, row.content) if row.content else None for row in await tx.execute(query)}


async def running(tx: AsyncConnection, plan_id: str) -> None:
    await _settle(tx, plan_id, state="running")


async def finish(
    tx: AsyncConnection, plan_id: str, *, digest: str, content: PlanContent, output: str, at: datetime
) -> bool:
    """A plan that worked; one discarded meanwhile stays discarded. Whether this ended it."""
    return await _settle(
        tx,
        plan_id,
        state="planned",
        digest=digest,
        content=dump(PlanContent, content),
        output=output,
        finished_at=at,
        **asdict(content.counts),
    )


async def fail(tx: AsyncConnection, plan_id: str, *, error: str, output: str, at: datetime) -> None:
    await _settle(tx, plan_id, state="failed", error=error, output=output, finished_at=at)


async def cancel(
    tx: AsyncConnection, repo: str, number: int, *, because: str, at: datetime, but_head: str = ""
) -> tuple[StoredPlan, ...]:
    """End every queued and running plan of a change, those of the head `but_head` left out.

    Answers with them as they were before.
    """
    mine = (
        (plans.c.repo == repo)
        & (plans.c.number == number)
        & plans.c.state.in_(UNFINISHED)
        & (plans.c.head_sha != but_head)
    )
    found = tuple(_plan(row) for row in await tx.execute(sa.select(plans).where(mine).order_by(plans.c.id)))
    await tx.execute(sa.update(plans).where(mine).values(state="cancelled", error=because, finished_at=at))
    return found


async def skip(tx: AsyncConnection, plan_ids: Iterable[str], *, because: str, at: datetime) -> tuple[StoredPlan, ...]:
    """End plans that have not begun; answers with those it ended."""
    mine = plans.c.id.in_(tuple(plan_ids)) & (plans.c.state == "queued")
    found = tuple(_plan(row) for row in await tx.execute(sa.select(plans).where(mine).order_by(plans.c.id)))
    await tx.execute(sa.update(plans).where(mine).values(state="cancelled", error=because, finished_at=at))
    return found


async def posted(tx: AsyncConnection, plan_ids: Iterable[str], at: datetime) -> None:
    """Remember when people first saw these plans; a later edit of the comment changes nothing."""
    ids = tuple(plan_ids)
    await tx.execute(sa.update(plans).where(plans.c.id.in_(ids), plans.c.posted_at.is_(None)).values(posted_at=at))


async def discard(tx: AsyncConnection, repo: str, number: int, *, but_batch: str = "") -> tuple[StoredPlan, ...]:
    """Discard every plan of a change, those of one batch left out; answers with those it discarded."""
    mine = (
        (plans.c.repo == repo)
        & (plans.c.number == number)
        & (plans.c.state != "discarded")
        & (plans.c.batch != but_batch)
    )
    found = tuple(_plan(row) for row in await tx.execute(sa.select(plans).where(mine).order_by(plans.c.id)))
    await tx.execute(sa.update(plans).where(mine).values(state="discarded"))
    return found


async def of_batch(tx: AsyncConnection, batch: str) -> tuple[StoredPlan, ...]:
    query = sa.select(plans).where(plans.c.batch == batch).order_by(plans.c.position)
    return tuple(_plan(row) for row in await tx.execute(query))


async def ended(tx: AsyncConnection, plan_ids: Iterable[str]) -> tuple[str, ...]:
    """Which of these plans have ended, however."""
    mine = plans.c.id.in_(tuple(plan_ids)) & plans.c.state.not_in(UNFINISHED)
    return tuple((await tx.execute(sa.select(plans.c.id).where(mine).order_by(plans.c.id))).scalars())


async def of_change(tx: AsyncConnection, repo: str, number: int) -> tuple[StoredPlan, ...]:
    """Every plan of a change, oldest first, discarded ones too."""
    query = sa.select(plans).where(plans.c.repo == repo, plans.c.number == number).order_by(plans.c.id)
    return tuple(_plan(row) for row in await tx.execute(query))


async def newest(tx: AsyncConnection, repo: str, number: int) -> tuple[StoredPlan, ...]:
    """The newest plan of each project of a change, discarded ones left out, in the order they were planned."""
    return newest_of(await of_change(tx, repo, number))


def newest_of(known: Iterable[StoredPlan]) -> tuple[StoredPlan, ...]:
    """The same out of plans read already, oldest first."""
    by_project = {plan.project.key: plan for plan in known if plan.state != "discarded"}
    return tuple(sorted(by_project.values(), key=lambda plan: (plan.position, plan.id)))


async def _settle(tx: AsyncConnection, plan_id: str, **values: object) -> bool:
    mine = (plans.c.id == plan_id) & plans.c.state.in_(UNFINISHED)
    return (await tx.execute(sa.update(plans).where(mine).values(**values).returning(plans.c.id))).first() is not None


def _values(plan: StoredPlan) -> dict[str, object]:
    return {
        "id": plan.id,
        "batch": plan.batch,
        "repo": plan.repo,
        "number": plan.number,
        "project_key": plan.project.key,
        "project": dump(Project, plan.project),
        "position": plan.position,
        "environment": plan.environment,
        "head_sha": plan.head_sha,
        "actor": plan.actor,
        "args": json.dumps(plan.args),
        "state": plan.state,
        "deployable": plan.deployable,
        "because": plan.because,
        "created_at": plan.created_at,
        "finished_at": plan.finished_at,
        "commit_sha": plan.commit_sha,
    }


def _plan(row: Any) -> StoredPlan:
    return StoredPlan(
        id=row.id,
        batch=row.batch,
        repo=row.repo,
        number=row.number,
        project=load(Project, row.project),
        position=row.position,
        environment=row.environment,
        head_sha=row.head_sha,
        actor=row.actor,
        args=tuple(json.loads(row.args)),
        state=row.state,
        deployable=row.deployable,
        because=row.because,
        digest=row.digest,
        content=load(PlanContent, row.content) if row.content else None,
        output=row.output,
        error=row.error,
        created_at=row.created_at,
        finished_at=row.finished_at,
        posted_at=row.posted_at,
        commit_sha=row.commit_sha,
    )
