"""Where a project's deployments act is remembered with each of them, and with it who accepted that."""

from __future__ import annotations

from datetime import datetime

from tidegate.core.gates.consent.owners import owners_on_the_plans
from tidegate.core.gates.rules import rules_of
from tidegate.core.known import Unknown
from tidegate.core.plans.fingerprint import Identity
from tidegate.store import decisions, fingerprints, identities
from tidegate.store.database import Connection
from tidegate.store.decisions import StoredDecision
from tidegate.store.deployments import StoredDeployment


async def remember(tx: Connection, deployment: StoredDeployment, decision_id: str, at: datetime) -> None:
    """Record where an apply that went well has acted. Where nothing has changed, whoever accepted it first stands.

    Args:
        tx: The transaction it is recorded in.
        deployment: It.
        decision_id: The decision that let it happen.
        at: When it ended.
    """
    identity = await _identity(tx, deployment)
    if deployment.environment is None or identity is None:
        return
    if await identities.of_project(tx, deployment.repo, deployment.project) == identity:
        return
    decided = await decisions.of_ids(tx, [decision_id])
    await identities.record(
        tx,
        deployment.repo,
        deployment.project,
        environment=deployment.environment,
        identity=identity,
        accepted_by=next((who for stored in decided if (who := _owner(stored))), deployment.actor),
        at=at,
    )


async def _identity(tx: Connection, deployment: StoredDeployment) -> Identity | None:
    taken = (await fingerprints.of_plans(tx, [deployment.plan_id])).get(deployment.plan_id)
    return None if taken is None or isinstance(taken.identity, Unknown) else taken.identity


def _owner(stored: StoredDecision) -> str:
    """Whose consent as an owner of the rules counted; empty when nobody's did."""
    rules = rules_of(stored.facts, stored.policy)
    judged = owners_on_the_plans(stored.facts, rules) if rules else ()
    return "" if isinstance(judged, Unknown) else next((one.login for one in judged if one.counts), "")
