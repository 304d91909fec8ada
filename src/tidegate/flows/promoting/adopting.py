"""`adopt ENV`: what runs in an environment is recorded as its first deployment, if the branch says just that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from tidegate.core.changes import Change
from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.gates.rules import listed
from tidegate.core.known import Unknown
from tidegate.core.notices import adoptions, promotions
from tidegate.core.notices.adoptions import Looked
from tidegate.core.notices.sayings import compose
from tidegate.core.people import roles_of, teams_of
from tidegate.core.projects.model import Project
from tidegate.core.projects.named import named
from tidegate.core.words import Wording, Words, say
from tidegate.engine import durable
from tidegate.engine.queues import PLANS
from tidegate.flows.addressing import branch_as_change
from tidegate.flows.facts.standings import standing
from tidegate.flows.orders import AdoptOrder
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.planning.making import plan_project
from tidegate.flows.projects import every_project, place
from tidegate.flows.records import audit
from tidegate.flows.rules import governance_of, rules_at
from tidegate.flows.telling import report
from tidegate.store import deployments, fingerprints, identities, plans
from tidegate.store.deployments import StoredDeployment
from tidegate.store.ids import short
from tidegate.store.plans import StoredPlan


async def adopt(order: AdoptOrder, batch: str) -> None:
    """Plan every project of the environment and conclude. Called inside a workflow."""
    prepared = await insist(lambda: prepare_adoption(order, batch))
    if prepared == LATER:
        await report.gave_up(order, batch)
    elif prepared:
        made = cast("list[str]", prepared)
        children = [await durable.start(PLANS, plan_project, each, workflow=f"{each}-run") for each in made]
        for child in children:
            await child.answer()
        await conclude_adoption(order, batch)


@durable.step("adopt.prepare")
async def prepare_adoption(order: AdoptOrder, batch: str) -> list[str] | str:
    """Store a plan for every project of the environment, at its branch's head. Answers with their ids."""
    try:
        here = await _allowed(order, batch)
        return await _prepare(order, batch, here) if here else []
    except TidegateError as error:
        return await report.trouble_with(order, batch, error) or []


async def _allowed(order: AdoptOrder, batch: str) -> Environment | None:
    """The environment, if the order may be carried out; why not is told."""
    governance = await governance_of(order.repo)
    if not isinstance(governance, Policy):
        source = getattr(governance, "source", "")
        await _say(order, batch, promotions.unusable(source) if source else promotions.ungoverned())
        return None
    here = named(order.word, governance)
    refusal = (here,) if isinstance(here, Words) else await _refusal(order.actor, here, governance)
    if refusal:
        await _say(order, batch, refusal)
    return None if refusal or isinstance(here, Words) else here


async def _refusal(actor: str, here: Environment, policy: Policy) -> tuple[Wording, ...]:
    """An owner of the rules accepts where the environment acts. Why it cannot be done; empty when it can."""
    if not here.apply.enabled or not here.primary:
        return adoptions.nothing_there(here)
    if not policy.owners:
        return adoptions.no_owners()
    known = await standing(actor.lower(), teams_of(policy.roles))
    if isinstance(known, Unknown):
        return (say("Nothing was adopted: {why}.", why=known.unknown_because),)
    if roles_of(known, policy.roles).isdisjoint(policy.owners):
        return adoptions.not_an_owner(actor, here, listed(policy.owners, "or"))
    return ()


async def _prepare(order: AdoptOrder, batch: str, here: Environment) -> list[str]:
    door = outside()
    await door.checkout.fetch(order.repo, await door.forge.clone_source(order.repo))
    sha = await door.checkout.commit(order.repo, here.primary)
    change = branch_as_change(order.repo, here.primary, sha, order.actor)
    rules = await rules_at(change, sha)
    placed = [place(project, change, rules) for project in await every_project(change, rules)]
    mine = [each.project for each in placed if each.environment == here.name and each.deployable]
    if not mine:
        await _say(order, batch, adoptions.nothing_there(here))
    for workspace in dict.fromkeys(project.workspace for project in mine):
        await door.checkout.worktree(order.repo, 0, workspace, sha)
    rows = [_row(order, batch, change, project, here, at) for at, project in enumerate(mine)]
    async with door.database.begin() as tx:
        for row in rows:
            await plans.add(tx, row)
    return [row.id for row in rows]


def _row(order: AdoptOrder, batch: str, change: Change, project: Project, here: Environment, at: int) -> StoredPlan:
    return StoredPlan(
        id=f"{batch}.{short(project)}",
        batch=batch,
        repo=order.repo,
        number=0,
        project=project,
        position=at,
        environment=here.name,
        head_sha=change.head_sha,
        commit_sha=change.head_sha,
        actor=order.actor,
        args=(),
        state="queued",
        deployable=True,
        created_at=outside().clock.now(),
    )


@durable.step("adopt.conclude")
async def conclude_adoption(order: AdoptOrder, batch: str) -> None:
    """Record the deployments if nothing differs; tell what was done, or what differs."""
    door = outside()
    async with door.database.read() as tx:
        made = await plans.of_batch(tx, batch)
    governance = await governance_of(order.repo)
    if not isinstance(governance, Policy) or not made:
        return
    here = governance.environments[made[0].environment or ""]
    looked = [Looked(label=plan.project.label, content=plan.content, error=plan.error) for plan in made]
    if all(one.is_as_written for one in looked):
        await _record(order, made)
        await _say(order, batch, adoptions.adopted(here, [one.label for one in looked], made[0].head_sha))
    else:
        await _say(order, batch, adoptions.differs(here, looked))
    for plan in made:
        door.vault.drop(plan.id)


async def _record(order: AdoptOrder, made: Sequence[StoredPlan]) -> None:
    """Every project counts as deployed, and where it acts as accepted."""
    door = outside()
    now = door.clock.now()
    async with door.database.begin() as tx:
        taken = await fingerprints.of_plans(tx, [plan.id for plan in made])
        for plan in made:
            await deployments.add(tx, _deployment(order, plan))
            await deployments.settle(tx, f"{plan.id}.adopted", "applied", output="", error="", at=now)
            identity = taken[plan.id].identity if plan.id in taken else None
            if identity is not None and not isinstance(identity, Unknown):
                await identities.record(
                    tx,
                    plan.repo,
                    plan.project,
                    environment=plan.environment or "",
                    identity=identity,
                    accepted_by=order.actor,
                    at=now,
                )
        subject = audit.of_change(order.repo, order.number)
        labels = [plan.project.label for plan in made]
        await audit.note(tx, "adopted", actor=order.actor, subject=subject, word=order.word, projects=labels)


def _deployment(order: AdoptOrder, plan: StoredPlan) -> StoredDeployment:
    return StoredDeployment(
        id=f"{plan.id}.adopted",
        batch=plan.batch,
        repo=plan.repo,
        number=order.number,
        project=plan.project,
        position=plan.position,
        environment=plan.environment,
        plan_id=plan.id,
        decision_id="",
        head_sha=plan.head_sha,
        actor=order.actor,
        state="queued",
        created_at=outside().clock.now(),
    )


async def _say(order: AdoptOrder, batch: str, sentences: Sequence[Wording]) -> None:
    await report.say(order, batch, compose(sentences))
