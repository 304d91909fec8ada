"""What is kept of projects and of their plans besides what these do, read for all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tidegate.core.deployments.locks import Place, place_of
from tidegate.core.plans.fingerprint import Fingerprint, Identity
from tidegate.flows.outside import outside
from tidegate.store import changes, deployments, fingerprints, identities, previews, project_locks, slots
from tidegate.store.database import Connection
from tidegate.store.plans import StoredPlan
from tidegate.store.previews import Preview


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRows:
    """By place of a project, or by plan; what there is nothing of is left out.

    Attributes:
        holders: The change that holds the project's lock.
        called: What people call a push that holds one of the locks.
        slots: What stands in the way of whoever asks.
        ended: When its last deployment ended.
        recorded: Where its deployments act.
    """

    holders: Mapping[Place, int]
    called: Mapping[int, str]
    slots: Mapping[Place, Literal["held", "suspect"]]
    ended: Mapping[Place, datetime]
    recorded: Mapping[Place, Identity]
    fingerprints: Mapping[str, Fingerprint]
    previews: Mapping[str, Preview]


async def project_rows(repo: str, planned: Sequence[StoredPlan], *, asking: str) -> ProjectRows:
    """Of the projects of these plans. Slots of the workflow `asking` are free to it."""
    places, ids = [place_of(plan.project) for plan in planned], [plan.id for plan in planned]
    async with outside().database.read() as tx:
        holders = await project_locks.holders(tx, repo, places)
        return ProjectRows(
            holders=holders,
            called=await _called(tx, repo, holders.values()),
            slots=await slots.states(tx, repo, places, asking=asking),
            ended=await deployments.last_ends(tx, repo, places),
            recorded=await identities.of_places(tx, repo, places),
            fingerprints=await fingerprints.of_plans(tx, ids),
            previews=await previews.of_plans(tx, ids),
        )


async def _called(tx: Connection, repo: str, holders: Iterable[int]) -> Mapping[int, str]:
    """Pull requests are called by their numbers."""
    pushes = {number for number in holders if number < 0}
    return {number: change.called for number, change in (await changes.of_numbers(tx, repo, pushes)).items()}
