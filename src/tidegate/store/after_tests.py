"""The commands that were run in the repository after an apply, and how each ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from tidegate.store.statements import put
from tidegate.store.tables import after_tests

TestState = Literal["running", "passed", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterTest:
    """One command after one deployment.

    Attributes:
        exit_code: None while it runs, and where it never began.
        output: What it printed, redacted; or why it did not begin.
        at: When it began, then when it ended.
    """

    deployment_id: str
    position: int
    command: str
    state: TestState
    at: datetime
    exit_code: int | None = None
    output: str = ""


async def keep(tx: AsyncConnection, test: AfterTest) -> None:
    """Write how a command stands; later news of it replaces earlier."""
    await put(
        tx,
        after_tests,
        deployment_id=test.deployment_id,
        position=test.position,
        command=test.command,
        state=test.state,
        exit_code=test.exit_code,
        output=test.output,
        at=test.at,
    )


async def of_deployments(tx: AsyncConnection, ids: Iterable[str]) -> dict[str, tuple[AfterTest, ...]]:
    """Deployment id → its commands in their order; deployments without any are left out."""
    query = sa.select(after_tests).where(after_tests.c.deployment_id.in_(tuple(ids))).order_by(after_tests.c.position)
    found: dict[str, tuple[AfterTest, ...]] = {}
    for row in (await tx.execute(query)).mappings():
        test = AfterTest(**row)
        found[test.deployment_id] = (*found.get(test.deployment_id, ()), test)
    return found
