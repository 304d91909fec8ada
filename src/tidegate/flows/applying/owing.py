"""What an emergency leaves owed: written down as its first apply begins, paid by what people confirm afterwards."""

from __future__ import annotations

from tidegate.core.deployments.debts import Debt, owed_by
from tidegate.flows.outside import outside
from tidegate.flows.records import audit
from tidegate.store import debts, decisions
from tidegate.store.database import Connection
from tidegate.store.deployments import StoredDeployment


async def owe(tx: Connection, deployment: StoredDeployment) -> None:
    """Open the debts of the emergency a deployment is part of; nothing for any other. Once for all its projects."""
    (decided,) = await decisions.of_ids(tx, [deployment.decision_id])
    now = outside().clock.now()
    environment = deployment.environment or ""
    owed = [
        Debt(
            id=f"{deployment.batch}.{environment}.{item}",
            environment=environment,
            item=item,
            deployment=deployment.batch,
            by=deployment.actor,
            opened_at=now,
        )
        for item in owed_by(decided.decision)
    ]
    if await debts.open_all(tx, deployment.repo, deployment.number, owed):
        subject = audit.of_change(deployment.repo, deployment.number)
        items = [debt.item for debt in owed]
        await audit.note(tx, "owed", actor=deployment.actor, subject=subject, environment=environment, items=items)
