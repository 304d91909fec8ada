"""Gathering facts: what is asked of the forge, the clone and our rows before core decides."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tidegate.core.changes import Change, MergeState, Review
from tidegate.core.errors import ForgeError
from tidegate.core.gates.facts import Facts, PlanFact, Posting, ProjectFact
from tidegate.core.gates.policy import Policy
from tidegate.core.known import NOT_ASKED, Known, Unknown
from tidegate.core.people import Standing, teams_of
from tidegate.core.projects.environments import claim_conflict
from tidegate.core.projects.model import Project, Requirement, Stage
from tidegate.core.projects.workflows import workflow_of
from tidegate.flows.outside import outside
from tidegate.flows.projects import Placed, place
from tidegate.flows.pushes import head_pushes
from tidegate.flows.rules import Rules
from tidegate.store import deployments, plans, project_locks, slots
from tidegate.store.plans import StoredPlan


async def for_plan(actor: str, change: Change, project: Project, environment: str | None, rules: Rules) -> Facts:
    """Facts for planning one project: few, so that a plan starts at once."""
    asked = _requirements(workflow_of(rules.config, project).plan, project.plan_requirements)
    return Facts(
        actor=actor,
        change=change,
        environment=environment,
        projects=(await _project(project, environment, rules, change=change, plan=None, asking=""),),
        standings=await _standings((actor,), rules),
        reviews=await _reviews(change) if "approved" in asked else (),
        merge_state=await _merge_state(change) if "mergeable" in asked else NOT_ASKED,
        claim=_claim((project,), rules),
    )


async def for_apply(
    actor: str, change: Change, environment: str | None, planned: tuple[StoredPlan, ...], rules: Rules, *, asking: str
) -> Facts:
    """Facts for applying the newest plans of one environment. The slot of the workflow `asking` is free to it."""
    reviews, pushes = await asyncio.gather(_reviews(change), head_pushes(change))
    asked = {name for plan in planned for name in _apply_requirements(plan.project, rules)}
    people = {actor} | ({review.login for review in reviews} if not isinstance(reviews, Unknown) else set())
    return Facts(
        actor=actor,
        change=change,
        environment=environment,
        projects=tuple(
            [
                await _project(plan.project, environment, rules, change=change, plan=plan, asking=asking)
                for plan in planned
            ]
        ),
        standings=await _standings(people, rules),
        reviews=reviews,
        postings=await _postings(change),
        head_pushes=pushes,
        merge_state=await _merge_state(change) if "mergeable" in asked else NOT_ASKED,
        applied=await _applied(change),
        claim=_claim([plan.project for plan in planned], rules),
    )


async def _project(
    project: Project, environment: str | None, rules: Rules, *, change: Change, plan: StoredPlan | None, asking: str
) -> ProjectFact:
    door = outside()
    async with door.database.begin() as tx:
        holder = await project_locks.holder_of(tx, change.repo, project)
        slot = await slots.state_of(tx, change.repo, project, asking=asking)
        last = await deployments.last_of_project(tx, change.repo, project)
        newest = await plans.newest(tx, change.repo, change.number)
    # A dependency the change does not hold, or that changes nothing, stands in nobody's way (Atlantis: depends_on).
    changing = {entry.project.label for entry in newest if entry.content is None or not entry.content.is_empty}
    stage = workflow_of(rules.config, project)
    used = stage.apply if plan else stage.plan
    since = last.finished_at if last and plan and last.finished_at and last.finished_at > plan.created_at else None
    return ProjectFact(
        key=project.key,
        label=project.label,
        dir=project.dir,
        workspace=project.workspace,
        environment=environment,
        disabled=not used.enabled,
        disabled_at=used.enabled_at if not used.enabled else None,
        requirements=_requirements(used, project.apply_requirements if plan else project.plan_requirements),
        requirements_at=used.requirements_at or project.at,
        depends_on=tuple(name for name in project.depends_on if name in changing),
        plan=_plan_fact(plan, place(project, change, rules)) if plan else None,
        deployed_since=since,
        lock_holder=holder,
        slot=slot,
    )


def _plan_fact(plan: StoredPlan, now: Placed) -> Known[PlanFact] | None:
    if (plan.environment, plan.deployable) != (now.environment, now.deployable):
        return Unknown(unknown_because=f"the rules place {plan.project.label} elsewhere than when it was planned")
    match plan.state:
        case "planned":
            return PlanFact(
                run_id=plan.id,
                digest=plan.digest,
                head_sha=plan.head_sha,
                deployable=plan.deployable,
                has_changes=plan.content is None or not plan.content.is_empty,
            )
        case "queued" | "running":
            return Unknown(unknown_because=f"the plan of {plan.project.label} is still running")
        case "failed":
            return Unknown(unknown_because=f"the newest plan of {plan.project.label} failed")
        case "waiting" | "discarded":
            return None


async def _reviews(change: Change) -> Known[tuple[Review, ...]]:
    try:
        own = await outside().forge.own_login()
        found = await outside().forge.reviews(change.repo, change.number)
    except ForgeError as error:
        return Unknown(unknown_because=f"the reviews could not be read ({error})")
    # Our own account never consents, whatever kind of account it is.
    return tuple(replace(review, human=review.human and review.login != own) for review in found)


async def _merge_state(change: Change) -> Known[MergeState]:
    try:
        return await outside().forge.merge_state(change, ignore_prefix=f"{outside().settings.status_prefix}/")
    except ForgeError as error:
        return Unknown(unknown_because=f"whether it can be merged is not known yet ({error})")


def _requirements(stage: Stage, own: tuple[Requirement, ...]) -> tuple[Requirement, ...]:
    """What a stage of the workflow and the project itself ask for."""
    return tuple(dict.fromkeys(stage.requirements + own))


def _apply_requirements(project: Project, rules: Rules) -> tuple[Requirement, ...]:
    return _requirements(workflow_of(rules.config, project).apply, project.apply_requirements)


async def _standings(logins: Iterable[str], rules: Rules) -> Mapping[str, Known[Standing]]:
    if not isinstance(rules.governance, Policy):
        return {}
    teams = teams_of(rules.governance.roles)
    names = sorted({login.lower() for login in logins})
    found = await asyncio.gather(*(_standing(name, teams) for name in names))
    return dict(zip(names, found, strict=True))


async def _standing(login: str, teams: frozenset[str]) -> Known[Standing]:
    try:
        return await outside().forge.standing(login, teams)
    except ForgeError as error:
        return Unknown(unknown_because=f"the teams of @{login} could not be looked up ({error})")


async def _postings(change: Change) -> tuple[Posting, ...]:
    async with outside().database.begin() as tx:
        known = await plans.of_change(tx, change.repo, change.number)
    return tuple(
        Posting(
            project=plan.project.key,
            environment=plan.environment,
            commit=plan.head_sha,
            digest=plan.digest,
            at=plan.posted_at,
        )
        for plan in known
        if plan.posted_at and plan.digest
    )


async def _applied(change: Change) -> tuple[str, ...]:
    """Labels of projects whose newest plan was applied; an apply of an older plan proves nothing about this one."""
    async with outside().database.begin() as tx:
        newest = {plan.id for plan in await plans.newest(tx, change.repo, change.number)}
        done = await deployments.of_change(tx, change.repo, change.number)
    applied = (entry for entry in done if entry.state == "applied" and entry.plan_id in newest)
    return tuple(dict.fromkeys(entry.project.label for entry in applied))


def _claim(projects: Iterable[Project], rules: Rules) -> str:
    if not isinstance(rules.governance, Policy):
        return ""
    return " ".join(filter(None, (claim_conflict(project, rules.governance) for project in projects)))
