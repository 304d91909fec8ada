"""Deployments: one row for each apply of one project, kept as history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.core.deployments.locks import Place
from tidegate.core.projects.model import Project
from tidegate.store.codec import dump, load
from tidegate.store.places import about, in_environment, place_in
from tidegate.store.tables import deployments, plans, stage_runs

DeploymentState = Literal["queued", "running", "applied", "failed", "interrupted", "changed", "refused"]
#: What the id of the workflow that runs a deployment adds to the deployment's own.
RUN = "-run"
UNFINISHED: tuple[DeploymentState, ...] = ("queued", "running")
#: Outcomes after which a project's real state may differ from before.
TOUCHED: tuple[DeploymentState, ...] = ("applied", "failed", "interrupted")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDeployment:
    """A deployment's row.

    Attributes:
        batch: Everything one apply command deployed; names its comment too.
        error: Why it did not end `applied`.
    """

    id: str
    batch: str
    repo: str
    number: int
    project: Project
    position: int
    environment: str | None
    plan_id: str
    decision_id: str
    head_sha: str
    actor: str
    state: DeploymentState
    created_at: datetime
    output: str = ""
    error: str = ""
    finished_at: datetime | None = None


async def add(tx: AsyncConnection, deployment: StoredDeployment) -> None:
    """Insert a deployment; asking twice is fine."""
    known = await tx.execute(sa.select(deployments.c.id).where(deployments.c.id == deployment.id))
    if known.first() is None:
        await tx.execute(sa.insert(deployments).values(**_values(deployment)))


async def get(tx: AsyncConnection, deployment_id: str) -> StoredDeployment:
    return _deployment((await tx.execute(sa.select(deployments).where(deployments.c.id == deployment_id))).one())


async def running(tx: AsyncConnection, deployment_id: str) -> None:
    mine = (deployments.c.id == deployment_id) & deployments.c.state.in_(UNFINISHED)
    await tx.execute(sa.update(deployments).where(mine).values(state="running"))


async def settle(
    tx: AsyncConnection, deployment_id: str, state: DeploymentState, *, output: str, error: str, at: datetime
) -> bool:
    """Record how it ended; a deployment that has ended keeps its first end. Whether this was it."""
    mine = (deployments.c.id == deployment_id) & deployments.c.state.in_(UNFINISHED)
    ended = sa.update(deployments).where(mine).values(state=state, output=output, error=error, finished_at=at)
    return (await tx.execute(ended.returning(deployments.c.id))).first() is not None


async def withdraw(tx: AsyncConnection, deployment_ids: Iterable[str], *, because: str, at: datetime) -> frozenset[str]:
    """Refuse deployments that have not begun. Answers with those it kept from beginning."""
    mine = deployments.c.id.in_(tuple(deployment_ids)) & (deployments.c.state == "queued")
    statement = sa.update(deployments).where(mine).values(state="refused", error=because, finished_at=at)
    return frozenset((await tx.execute(statement.returning(deployments.c.id))).scalars())


async def of_batch(tx: AsyncConnection, batch: str) -> tuple[StoredDeployment, ...]:
    query = sa.select(deployments).where(deployments.c.batch == batch).order_by(deployments.c.position)
    return tuple(_deployment(row) for row in await tx.execute(query))


async def of_change(tx: AsyncConnection, repo: str, number: int) -> tuple[StoredDeployment, ...]:
    """Oldest first."""
    query = (
        sa.select(deployments)
        .where(deployments.c.repo == repo, deployments.c.number == number)
        .order_by(deployments.c.id)
    )
    return tuple(_deployment(row) for row in await tx.execute(query))


async def of_changes(tx: AsyncConnection, changes: Iterable[tuple[str, int]]) -> tuple[StoredDeployment, ...]:
    """Those of many changes, by repository and number; oldest first."""
    mine = sa.tuple_(deployments.c.repo, deployments.c.number).in_(tuple(changes))
    query = sa.select(deployments).where(mine).order_by(deployments.c.id)
    return tuple(_deployment(row) for row in await tx.execute(query))


async def last_ends(tx: AsyncConnection, repo: str, places: Iterable[Place]) -> Mapping[Place, datetime]:
    """When the newest deployment that may have touched each of these places ended, under whatever name of a project."""
    query = (
        sa.select(deployments.c.dir, deployments.c.workspace, sa.func.max(deployments.c.finished_at).label("ended"))
        .where(about(deployments, repo, places), deployments.c.state.in_(TOUCHED))
        .group_by(deployments.c.dir, deployments.c.workspace)
    )
    return {place_in(row): row.ended for row in await tx.execute(query)}


async def durations(tx: AsyncConnection, repo: str, project: Project, *, last: int) -> tuple[float, ...]:
    """Seconds the newest applies of a project that ended well took, from when they began; the newest first."""
    query = (
        sa.select(stage_runs.c.started_at, deployments.c.finished_at)
        .join(stage_runs, stage_runs.c.workflow == deployments.c.id + RUN)
        .where(
            deployments.c.repo == repo,
            deployments.c.dir == project.dir,
            deployments.c.workspace == project.workspace,
            deployments.c.state == "applied",
        )
        .order_by(deployments.c.finished_at.desc())
        .limit(last)
    )
    return tuple((row.finished_at - row.started_at).total_seconds() for row in await tx.execute(query))


async def of_environment_at(
    tx: AsyncConnection, repo: str, words: Iterable[str], places: Iterable[Place]
) -> tuple[StoredDeployment, ...]:
    """Everything of these places that may have touched an environment, under any word for it; oldest first."""
    return await _touching(tx, in_environment(deployments, repo, words), about(deployments, repo, places))


async def of_environment_with(
    tx: AsyncConnection, repo: str, words: Iterable[str], types: Iterable[str]
) -> tuple[StoredDeployment, ...]:
    """The same of plans that speak of one of these resource types. The database looks: the others are not read."""
    speaks = sa.or_(sa.false(), *(plans.c.content.contains(f'"{each}"', autoescape=True) for each in types))
    mine = sa.select(plans.c.id).where(plans.c.id == deployments.c.plan_id, speaks).exists()
    return await _touching(tx, in_environment(deployments, repo, words), mine)


async def _touching(tx: AsyncConnection, *where: sa.ColumnElement[bool]) -> tuple[StoredDeployment, ...]:
    query = sa.select(deployments).where(*where, deployments.c.state.in_(TOUCHED)).order_by(deployments.c.finished_at)
    return tuple(_deployment(row) for row in await tx.execute(query))


async def commits(tx: AsyncConnection, repo: str, words: Iterable[str]) -> Mapping[str, str]:
    """Of everything that may have touched an environment of a repository, by id: the commit its plan was made at."""
    commit = sa.case((plans.c.commit_sha != "", plans.c.commit_sha), else_=plans.c.head_sha)
    query = (
        sa.select(deployments.c.id, commit.label("commit"))
        .join(plans, plans.c.id == deployments.c.plan_id)
        .where(in_environment(deployments, repo, words), deployments.c.state.in_(TOUCHED))
    )
    return {row.id: row.commit for row in await tx.execute(query)}


async def of_ids(tx: AsyncConnection, ids: Iterable[str]) -> tuple[StoredDeployment, ...]:
    """Those of these ids that are kept, in the order they ended."""
    query = sa.select(deployments).where(deployments.c.id.in_(tuple(ids))).order_by(deployments.c.finished_at)
    return tuple(_deployment(row) for row in await tx.execute(query))


async def last_of_projects(tx: AsyncConnection, repo: str) -> tuple[StoredDeployment, ...]:
    """For each directory and workspace of a repository the newest deployment that may have touched it."""
    rank = sa.func.row_number().over(
        partition_by=(deployments.c.dir, deployments.c.workspace),
        order_by=(deployments.c.finished_at.desc(), deployments.c.id.desc()),
    )
    wanted = (deployments.c.repo == repo) & deployments.c.state.in_(TOUCHED)
    ranked = sa.select(deployments.c.id, rank.label("rank")).where(wanted).subquery()
    query = sa.select(deployments).join(ranked, ranked.c.id == deployments.c.id).where(ranked.c.rank == 1)
    rows = sorted(await tx.execute(query), key=lambda row: (row.dir, row.workspace))
    return tuple(map(_deployment, rows))


def _values(deployment: StoredDeployment) -> dict[str, object]:
    return {
        "id": deployment.id,
        "batch": deployment.batch,
        "repo": deployment.repo,
        "number": deployment.number,
        "dir": deployment.project.dir,
        "workspace": deployment.project.workspace,
        "project": dump(Project, deployment.project),
        "position": deployment.position,
        "environment": deployment.environment,
        "plan_id": deployment.plan_id,
        "decision_id": deployment.decision_id,
        "head_sha": deployment.head_sha,
        "actor": deployment.actor,
        "state": deployment.state,
        "created_at": deployment.created_at,
    }


def _deployment(row: Any) -> StoredDeployment:
    return StoredDeployment(
        id=row.id,
        batch=row.batch,
        repo=row.repo,
        number=row.number,
        project=load(Project, row.project),
        position=row.position,
        environment=row.environment,
        plan_id=row.plan_id,
        decision_id=row.decision_id,
        head_sha=row.head_sha,
        actor=row.actor,
        state=row.state,
        output=row.output,
        error=row.error,
        created_at=row.created_at,
        finished_at=row.finished_at,
    )
