"""What deployments of the environment before prove of a change's plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from tidegate.core.changes import Change, called
from tidegate.core.deployments.lineage import Proof, lineage
from tidegate.core.deployments.promotion import Promotion
from tidegate.core.gates.policy import Environment
from tidegate.core.gates.rules import Rules
from tidegate.core.plans.fingerprint import Fingerprint
from tidegate.core.plans.model import PlanContent
from tidegate.flows.addressing import on_behalf
from tidegate.flows.confirmed import confirmed
from tidegate.flows.outside import outside
from tidegate.store import after_tests, changes, deployments, fingerprints, opened, plans
from tidegate.store.after_tests import AfterTest
from tidegate.store.database import Connection
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan


async def proven_by_deployments(
    change: Change, here: Environment, before: Rules, planned: tuple[StoredPlan, ...]
) -> Promotion:
    """What deployments to the environment before, since the last one here, prove of these plans."""
    source = before.environment.name
    async with outside().database.read() as tx:
        done = await deployments.of_environment(tx, change.repo, here.name)
        earlier = await deployments.of_environment(tx, change.repo, source)
        taken = await fingerprints.of_plans(tx, [plan.id for plan in planned])
    every = [entry for entry in earlier if any(_counts(entry, plan, done) for plan in planned)]
    proofs = await proofs_of(change, here, before, every)
    found = [
        lineage(
            source,
            changed(plan.content),
            taken.get(plan.id, Fingerprint()),
            [proof for entry, proof in zip(every, proofs, strict=True) if _counts(entry, plan, done)],
        )
        for plan in planned
    ]
    return Promotion(
        source=source,
        proven_by=tuple(dict.fromkeys(by for one in found for by in one.proven_by)),
        unproven=tuple(dict.fromkeys(each for one in found for each in one.unproven)),
    )


async def proofs_of(
    change: Change | None, here: Environment, before: Rules, every: Sequence[StoredDeployment]
) -> tuple[Proof, ...]:
    """Each deployment as what it may prove. `change` is the one that asks: it may be said there that it was tested."""
    now = outside().clock.now()
    async with outside().database.read() as tx:
        tests = await after_tests.of_deployments(tx, [entry.id for entry in every])
        taken = await fingerprints.of_plans(tx, [entry.plan_id for entry in every])
        contents = await plans.contents(tx, [entry.plan_id for entry in every])
        theirs = await _changes(tx, every)
    asked = await confirmed(change, before, here) if change else ()
    said = {made.number: await confirmed(made, before, here) for made in theirs}
    return tuple(
        _proof(
            entry,
            changed(contents[entry.plan_id]),
            taken.get(entry.plan_id, Fingerprint()),
            tested=is_tested(entry, tests, (*asked, *said.get(entry.number, ()))),
            past_watch=now >= _end(entry) + timedelta(seconds=before.environment.watch_for),
        )
        for entry in every
    )


async def _changes(tx: Connection, every: Sequence[StoredDeployment]) -> tuple[Change, ...]:
    """The changes deployments of a repository were made from, in their authors' names; a branch is adopted without."""
    numbers = frozenset(entry.number for entry in every)
    repo = every[0].repo if every else ""
    found, ours = await changes.of_numbers(tx, repo, numbers), await opened.of_numbers(tx, repo, numbers)
    return tuple(on_behalf(found[number], ours.get(number)) for number in sorted(found))


def _proof(
    entry: StoredDeployment, addresses: Iterable[str], fingerprint: Fingerprint, *, tested: bool, past_watch: bool
) -> Proof:
    return Proof(
        id=called(entry.number, entry.environment or "", entry.head_sha),
        at=_end(entry),
        addresses=frozenset(addresses),
        fingerprint=fingerprint,
        successful=entry.state == "applied",
        tested=tested,
        past_watch=past_watch,
    )


def _end(entry: StoredDeployment) -> datetime:
    return entry.finished_at or entry.created_at


def changed(content: PlanContent | None) -> tuple[str, ...]:
    """Addresses a plan changes."""
    resources = content.resources if content else ()
    return tuple(one.address for one in resources if one.action not in ("no-op", "read"))


def is_tested(
    entry: StoredDeployment, tests: Mapping[str, tuple[AfterTest, ...]], confirmations: Iterable[datetime]
) -> bool:
    """Whether every command after it went well, or somebody else confirmed the tests since, with a link."""
    mine = tests.get(entry.id, ())
    if mine and all(test.state == "passed" for test in mine):
        return True
    return any(at >= _end(entry).replace(microsecond=0) for at in confirmations)


def _counts(entry: StoredDeployment, plan: StoredPlan, done: Iterable[StoredDeployment]) -> bool:
    """Whether a deployment came after the last one of the plan's project that was applied."""
    ends = [one.finished_at for one in done if _is_of(one, plan) and one.state == "applied" and one.finished_at]
    return not ends or (entry.finished_at is not None and entry.finished_at > max(ends))


def _is_of(entry: StoredDeployment, plan: StoredPlan) -> bool:
    return (entry.project.dir, entry.project.workspace) == (plan.project.dir, plan.project.workspace)
