"""What deployments of the environment before prove of a change's plans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from tidegate.core.changes import Change, called
from tidegate.core.deployments.lineage import Proof, lineage
from tidegate.core.deployments.locks import place_of as locked_as
from tidegate.core.deployments.promotion import Promotion
from tidegate.core.deployments.touches import Touch
from tidegate.core.gates.policy import Environment
from tidegate.core.gates.rules import Rules
from tidegate.core.plans.fingerprint import Fingerprint
from tidegate.core.plans.model import PlanContent
from tidegate.core.plans.places import place_of
from tidegate.flows.facts.confirmed import confirmations
from tidegate.flows.outside import outside
from tidegate.store import after_tests, deployments, fingerprints, plans
from tidegate.store.after_tests import AfterTest
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan


async def proven_by_deployments(
    change: Change, here: Environment, before: Rules, planned: tuple[StoredPlan, ...]
) -> Promotion:
    """What deployments to the environment before prove of these plans; what those here changed is used up."""
    source = before.environment.name
    async with outside().database.read() as tx:
        mine = [locked_as(plan.project) for plan in planned]
        done = await deployments.of_environment_at(tx, change.repo, here.words, mine)
        types = sorted(frozenset[str]().union(*(_types(plan.content) for plan in planned)))
        earlier = await deployments.of_environment_with(tx, change.repo, before.environment.words, types)
        taken = await fingerprints.of_plans(tx, [entry.plan_id for entry in done] + [plan.id for plan in planned])
        contents = await plans.contents(tx, [entry.plan_id for entry in (*done, *earlier)])
    places = {entry.id: _places(contents[entry.plan_id]) for entry in earlier}
    wanted = frozenset[str]().union(*(_places(plan.content) for plan in planned))
    helping = [entry for entry in earlier if places[entry.id] & wanted]
    proofs = list(zip(helping, await proofs_of(change, here, before, helping), strict=True))
    found = [
        lineage(
            source,
            changed(plan.content),
            taken.get(plan.id, Fingerprint()),
            [proof for entry, proof in proofs if places[entry.id] & _places(plan.content)],
            [_touch(entry, contents[entry.plan_id], taken) for entry in done if _is_of(entry, plan)],
        )
        for plan in planned
    ]
    return Promotion(
        source=source,
        proven_by=tuple(dict.fromkeys(by for one in found for by in one.proven_by)),
        unproven=tuple(dict.fromkeys(each for one in found for each in one.unproven)),
    )


def _places(content: PlanContent | None) -> frozenset[str]:
    return frozenset(map(place_of, changed(content)))


def _types(content: PlanContent | None) -> frozenset[str]:
    """Types of the resources a plan speaks of."""
    return frozenset(one.type for one in content.resources) if content else frozenset()


def _touch(entry: StoredDeployment, content: PlanContent | None, taken: Mapping[str, Fingerprint]) -> Touch:
    left = (one.previous_address for one in content.resources if one.previous_address) if content else ()
    return Touch(
        id=called(entry.number, entry.environment or "", entry.head_sha),
        at=_end(entry),
        addresses=frozenset((*changed(content), *left)) if content else None,
        fingerprint=taken.get(entry.plan_id, Fingerprint()),
        successful=entry.state == "applied",
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
    confirmed = await confirmations(change, every, before, here)
    return tuple(
        _proof(
            entry,
            changed(contents[entry.plan_id]),
            taken.get(entry.plan_id, Fingerprint()),
            tested=is_tested(entry, tests, confirmed[entry.id]),
            past_watch=now >= _end(entry) + timedelta(seconds=before.environment.watch_for),
        )
        for entry in every
    )


def _proof(
    entry: StoredDeployment, addresses: Iterable[str], fingerprint: Fingerprint, *, tested: bool, past_watch: bool
) -> Proof:
    return Proof(
        id=f"#{entry.number}",
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


def _is_of(entry: StoredDeployment, plan: StoredPlan) -> bool:
    return (entry.project.dir, entry.project.workspace) == (plan.project.dir, plan.project.workspace)
