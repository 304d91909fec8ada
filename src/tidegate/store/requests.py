"""Deployment requests: heads of environment branches that wait to be applied without an open pull request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import put
from tidegate.store.tables import requests

#: PostgreSQL's name of the locks `hold` takes, beside a number for the repository.
_LOCK = 4143

RequestState = Literal["open", "superseded", "rejected", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One head that waits.

    Attributes:
        sha: The branch's head.
        number: The change it is addressed by: the merged pull request, or the push; 0 while it is neither.
    """

    repo: str
    branch: str
    sha: str
    number: int
    environment: str
    state: RequestState
    at: datetime


async def hold(tx: AsyncConnection, repo: str) -> None:
    """Wait until no other transaction changes what waits in a repository, and keep others from it until this one ends.

    At most one request of a branch is open: whoever opens one, or ends one, has to see what the last one did.
    """
    if tx.dialect.name == "postgresql":  # On SQLite only one transaction writes at a time.
        name = sa.func.hashtext(repo)
        await tx.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK, name)))


async def keep(tx: AsyncConnection, request: Request) -> bool:
    """Remember a request; told again, what is new of it counts and its state stays as it came to be.

    One that was superseded waits again where its branch was moved back to it. Says whether it is news that it is
    there, or waits. Another one of the branch must not be open when this one is.
    """
    known = await find(tx, request.repo, request.branch, request.sha)
    state = known.state if known and known.state != "superseded" else request.state
    await put(
        tx,
        requests,
        repo=request.repo,
        branch=request.branch,
        sha=request.sha,
        number=request.number or (known.number if known else 0),
        environment=request.environment,
        state=state,
        at=known.at if known else request.at,
    )
    return known is None or known.state != state


async def find(tx: AsyncConnection, repo: str, branch: str, sha: str) -> Request | None:
    query = sa.select(requests).where(requests.c.repo == repo, requests.c.branch == branch, requests.c.sha == sha)
    row = (await tx.execute(query)).mappings().first()
    return Request(**row) if row else None


async def open_of_change(tx: AsyncConnection, repo: str, number: int) -> Request | None:
    """The request that is addressed by a change; None for number 0, which is nobody's."""
    query = (
        sa.select(requests)
        .where(requests.c.repo == repo, requests.c.number == number, requests.c.number != 0, requests.c.state == "open")
        .order_by(requests.c.at.desc())
        .limit(1)
    )
    row = (await tx.execute(query)).mappings().first()
    return Request(**row) if row else None


async def at_commit(tx: AsyncConnection, repo: str, sha: str) -> Request | None:
    """The request about a commit: one that waits before one that has ended, else the newest."""
    query = (
        sa.select(requests)
        .where(requests.c.repo == repo, requests.c.sha == sha)
        .order_by(requests.c.state != "open", requests.c.at.desc())
        .limit(1)
    )
    row = (await tx.execute(query)).mappings().first()
    return Request(**row) if row else None


async def of_branch(tx: AsyncConnection, repo: str, branch: str) -> tuple[Request, ...]:
    """Every request of a branch, newest first."""
    query = sa.select(requests).where(requests.c.repo == repo, requests.c.branch == branch)
    return tuple(Request(**row) for row in (await tx.execute(query.order_by(requests.c.at.desc()))).mappings())


async def supersede(tx: AsyncConnection, repo: str, branch: str, *, by: str) -> tuple[Request, ...]:
    """End every open request of a branch that is not about the commit `by`. Answers with those it ended."""
    mine = (
        (requests.c.repo == repo)
        & (requests.c.branch == branch)
        & (requests.c.state == "open")
        & (requests.c.sha != by)
    )
    found = tuple(Request(**row) for row in (await tx.execute(sa.select(requests).where(mine))).mappings())
    await tx.execute(sa.update(requests).where(mine).values(state="superseded"))
    return found


async def settle(tx: AsyncConnection, request: Request, state: RequestState) -> None:
    """End an open request; one that has ended keeps its first end."""
    mine = (
        (requests.c.repo == request.repo)
        & (requests.c.branch == request.branch)
        & (requests.c.sha == request.sha)
        & (requests.c.state == "open")
    )
    await tx.execute(sa.update(requests).where(mine).values(state=state))


def due(known: tuple[Request, ...], request: Request) -> tuple[Request, ...]:
    """Requests whose content is applied with this one: it, and those before it that nothing was made of.

    `known` are all of the branch, newest first. A request that was done carried everything before it.
    """
    upto = [each for each in known if each.at <= request.at and each.sha != request.sha]
    open_ones = []
    for each in upto:
        if each.state == "done":
            break
        open_ones.append(each)
    return (request, *open_ones)
