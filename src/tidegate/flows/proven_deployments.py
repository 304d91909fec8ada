"""What deployments of the environment before prove of a change's plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from tidegate.core.changes import Change
from tidegate.core.deployments.lineage import Proof, lineage
from tidegate.core.deployments.promotion import Promotion
from tidegate.core.gates.policy import Environment
from tidegate.core.plans.fingerprint import Fingerprint
from tidegate.core.plans.model import PlanContent
from tidegate.core.statements import Statement
from tidegate.flows.outside import outside
from tidegate.store import after_tests, changes, deployments, fingerprints, plans, said
from tidegate.store.after_tests import AfterTest
from tidegate.store.database import Connection
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan

#: The checklist item by which somebody says that an environment was tested.
CONFIRMED = "staging_tests"


async def proven_by_deployments(
    change: Change, here: Environment, before: Environment, planned: tuple[StoredPlan, ...]
) -> Promotion:
    """What deployments to the environment before, since the last one here, prove of these plans."""
    async with outside().database.read() as tx:
        every = await deployments.of_environment(tx, change.repo, before.name)
        done = await deployments.of_environment(tx, change.repo, here.name)
        taken = await fingerprints.of_plans(tx, [plan.id for plan in planned])
        proofs = await proofs_of(tx, change, before, every)
    found = [
        lineage(
            before.name,
            changed(plan.content),
            taken.get(plan.id, Fingerprint()),
            [proof for entry, proof in zip(every, proofs, strict=True) if _counts(entry, plan, done)],
        )
        for plan in planned
    ]
    return Promotion(
        source=before.name,
        proven_by=tuple(dict.fromkeys(by for one in found for by in one.proven_by)),
        unproven=tuple(dict.fromkeys(each for one in found for each in one.unproven)),
    )


async def proofs_of(
    tx: Connection, change: Change | None, before: Environment, every: Sequence[StoredDeployment]
) -> tuple[Proof, ...]:
    """Each deployment as what it may prove. `change` is the one that asks: it may be said there that it was tested."""
    now = outside().clock.now()
    tests = await after_tests.of_deployments(tx, [entry.id for entry in every])
    taken = await fingerprints.of_plans(tx, [entry.plan_id for entry in every])
    asked = await said.of_change(tx, change.repo, change.number) if change else ()
    here = confirmations(asked, change.author) if change else ()
    found = []
    for entry in every:
        plan = await plans.get(tx, entry.plan_id)
        confirmed = (*here, *await _confirmed(tx, entry))
        at = entry.finished_at or entry.created_at
        found.append(
            Proof(
                id=f"#{entry.number}",
                at=at,
                addresses=frozenset(changed(plan.content)),
                fingerprint=taken.get(entry.plan_id, Fingerprint()),
                successful=entry.state == "applied",
                tested=is_tested(entry, tests, confirmed),
                past_watch=now >= at + timedelta(seconds=before.watch_for),
            )
        )
    return tuple(found)


def changed(content: PlanContent | None) -> tuple[str, ...]:
    """Addresses a plan changes."""
    resources = content.resources if content else ()
    return tuple(one.address for one in resources if one.action not in ("no-op", "read"))


def is_tested(
    entry: StoredDeployment, tests: Mapping[str, tuple[AfterTest, ...]], confirmed: Iterable[datetime]
) -> bool:
    """Whether every command after it went well, or somebody else confirmed the tests since, with a link."""
    mine = tests.get(entry.id, ())
    if mine and all(test.state == "passed" for test in mine):
        return True
    ended = entry.finished_at or entry.created_at
    return any(at >= ended.replace(microsecond=0) for at in confirmed)


def confirmations(statements: Iterable[Statement], author: str) -> tuple[datetime, ...]:
    """When people other than the author confirmed that the tests were done, with a link to show it."""
    return tuple(
        one.at
        for one in statements
        if (one.said, one.subject) == ("check", CONFIRMED) and one.evidence and one.person.lower() != author.lower()
    )


async def _confirmed(tx: Connection, entry: StoredDeployment) -> tuple[datetime, ...]:
    change = await changes.find(tx, entry.repo, entry.number)
    return confirmations(await said.of_change(tx, entry.repo, entry.number), change.author) if change else ()


def _counts(entry: StoredDeployment, plan: StoredPlan, done: Iterable[StoredDeployment]) -> bool:
    """Whether a deployment came after the last one of the plan's project that was applied."""
    ends = [one.finished_at for one in done if _is_of(one, plan) and one.state == "applied" and one.finished_at]
    return not ends or (entry.finished_at is not None and entry.finished_at > max(ends))


def _is_of(entry: StoredDeployment, plan: StoredPlan) -> bool:
    return (entry.project.dir, entry.project.workspace) == (plan.project.dir, plan.project.workspace)
