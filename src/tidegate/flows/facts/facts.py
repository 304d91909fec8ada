"""Gathering facts: what is asked of the forge, the clone and our rows before core decides.

What concerns a single project is in `project_facts`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, TypeVar

from tidegate.core.absences import Absence
from tidegate.core.changes import Change, MergeState, Review
from tidegate.core.checks.model import CheckResult
from tidegate.core.costs.model import CostEstimate
from tidegate.core.costs.own import Own
from tidegate.core.descriptions import ticked
from tidegate.core.errors import ForgeError
from tidegate.core.gates.facts import Authorship, Emergency, Facts, Posting, ProjectFact
from tidegate.core.gates.policy import BrokenPolicy, Governance, NoPolicy, Policy
from tidegate.core.gates.teams import ANY, qualified
from tidegate.core.known import NOT_ASKED, Known, Unknown
from tidegate.core.notices.check_runs import NAME as CHECK
from tidegate.core.people import Standing, teams_of
from tidegate.core.projects.environments import claim_conflict
from tidegate.core.projects.model import Project
from tidegate.core.statements import Statement
from tidegate.core.words import Wording, say
from tidegate.flows.facts import already, project_facts
from tidegate.flows.facts.calendars import calendar_of
from tidegate.flows.facts.carried import written
from tidegate.flows.facts.ceilings import ceilings
from tidegate.flows.facts.diverged import Moved
from tidegate.flows.facts.durations import usual_duration
from tidegate.flows.facts.leftovers import left_of
from tidegate.flows.facts.lineage import promotion
from tidegate.flows.facts.own import kept_of
from tidegate.flows.facts.pushes import head_pushes
from tidegate.flows.facts.renamed import called_today
from tidegate.flows.facts.rule_files import governed_files
from tidegate.flows.facts.rules_branch import is_last, open_rules
from tidegate.flows.facts.standings import standing
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules
from tidegate.store import absences, apply_lock, debts, deployments, estimates, examinations, plans, said
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan

Asked: TypeAlias = Mapping[str | None, tuple[StoredPlan, ...]]
"""Environment → the plans that are to be applied there."""
Opinion = TypeVar("Opinion", Review, Statement)


async def for_plan(actor: str, change: Change, project: Project, environment: str | None, rules: Rules) -> Facts:
    """Facts for planning one project: few, so that a plan starts at once."""
    fact = await project_facts.to_plan(project, environment, rules, change)
    return Facts(
        actor=actor,
        change=change,
        environment=environment,
        projects=(fact,),
        standings=await standings((actor,), rules.governance, change.repo),
        reviews=await _reviews(change) if "approved" in fact.requirements else (),
        merge_state=await _merge_state(change) if "mergeable" in fact.requirements else NOT_ASKED,
        claim=_claim((project,), rules),
    )


async def for_apply(
    actor: str,
    change: Change,
    environment: str | None,
    planned: tuple[StoredPlan, ...],
    rules: Rules,
    *,
    asking: str,
    emergency: Emergency | None = None,
) -> Facts:
    """Facts for applying the newest plans of one environment. The slot of the workflow `asking` is free to it."""
    known = await of_change(actor, change, {environment: planned}, rules)
    return await in_environment(known, environment, planned, asking=asking, emergency=emergency)


async def of_change(actor: str, change: Change, asked: Asked, rules: Rules) -> OfChange:
    """Gather once what is the same for every environment that is asked about."""
    planned = [plan for plans_there in asked.values() for plan in plans_there]
    governed = next((name for name in asked if _is_governed(name, rules)), None)
    last = next((name for name in asked if is_last(name, rules)), None)
    reviews, pushes = await asyncio.gather(_reviews(change), head_pushes(change, rules.governance))
    rows = await _rows(change, planned, rules.governance)
    facts = Facts(
        actor=actor,
        change=change,
        environment=None,
        projects=(),
        reviews=reviews,
        head_pushes=pushes,
        statements=rows.statements,
        away=rows.away,
        merge_state=await _merge_state(change) if _asks_for_merge_state(planned, rules) else NOT_ASKED,
        applies_stopped=await _stopped(),
        governed_files=await governed_files(change, governed, rules),
        open_rules=await open_rules(change.repo, last, rules),
        template_ticks=ticked(change.body),
    )
    return OfChange(
        rules=rules,
        rows=rows,
        moves=await project_facts.moves_of(change, planned, rules),
        facts=await _with_people(facts, governed, rules.governance),
    )


async def in_environment(
    known: OfChange,
    environment: str | None,
    planned: tuple[StoredPlan, ...],
    *,
    asking: str,
    emergency: Emergency | None = None,
) -> Facts:
    """Facts for applying the newest plans of one of the environments that are asked about."""
    rules, change = known.rules, known.facts.change
    facts = replace(
        await _as_asked(known, environment, planned),
        environment=environment,
        projects=await _projects(known, planned, asking=asking),
        claim=_claim([plan.project for plan in planned], rules),
        promotion=await promotion(change, environment, planned, rules),
        emergency=await _with_debts(emergency, change, environment, rules.governance),
    )
    return await _with_window(_with_rows(facts, planned, known.rows, rules.governance), planned, rules)


async def _as_asked(known: OfChange, environment: str | None, planned: tuple[StoredPlan, ...]) -> Facts:
    """The facts of the change without what nobody asks for here."""
    rules, facts = known.rules, known.facts
    if not _asks_for_merge_state(planned, rules):
        facts = replace(facts, merge_state=NOT_ASKED)
    if not is_last(environment, rules):
        facts = replace(facts, open_rules=NOT_ASKED)
    if _is_governed(environment, rules):
        return facts
    files = await governed_files(facts.change, environment, rules)
    return replace(facts, authorship=Authorship(), governed_files=files)


def _is_governed(environment: str | None, rules: Rules) -> bool:
    return isinstance(rules.governance, Policy) and environment in rules.governance.environments


def _asks_for_merge_state(planned: Iterable[StoredPlan], rules: Rules) -> bool:
    return any("mergeable" in project_facts.requirements_to_apply(plan.project, rules) for plan in planned)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfChange:
    """What is known of a change, whichever environment is asked about.

    Attributes:
        moves: Commit of a plan → how far the base branch has moved away from it.
        facts: Without what is an environment's own; what only some environments ask for is there if one of them does.
    """

    rules: Rules
    rows: _Rows
    moves: Mapping[str, Known[Moved]]
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """What is kept of a change.

    Attributes:
        known: Every plan of it.
        done: Its deployments, oldest first.
        left_of: Plan id → when a deployment of it failed of which the current plan is what is left.
        costs: Plan id → what it costs.
        checks: Plan id → what checks found, of the plans that are to be applied.
        owns: Plan id → what only the change does of it, of those plans that are compared with their base.
        statements: What people said of it, oldest first.
        away: Login → the absence of everybody who is away now.
    """

    known: tuple[StoredPlan, ...]
    done: tuple[StoredDeployment, ...]
    left_of: Mapping[str, datetime]
    costs: Mapping[str, CostEstimate]
    checks: Mapping[str, tuple[CheckResult, ...]]
    owns: Mapping[str, Known[Own] | None]
    statements: tuple[Statement, ...]
    away: Mapping[str, Absence]

    @property
    def newest(self) -> tuple[StoredPlan, ...]:
        return plans.newest_of(self.known)


async def _rows(change: Change, planned: Iterable[StoredPlan], governance: Governance) -> _Rows:
    async with outside().database.read() as tx:
        known = called_today(await plans.of_change(tx, change.repo, change.number), governance)
        done = await deployments.of_change(tx, change.repo, change.number)
        return _Rows(
            known=known,
            done=done,
            left_of=await left_of(tx, known, planned, done, now=outside().clock.now()),
            costs=await estimates.of_plans(tx, [plan.id for plan in known]),
            checks=await examinations.of_plans(tx, [plan.id for plan in planned]),
            owns=await kept_of(tx, [plan.id for plan in planned], base_branch=change.base_branch),
            statements=called_today(await said.of_change(tx, change.repo, change.number), governance),
            away=await absences.away(tx, change.repo, outside().clock.now()),
        )


async def _projects(known: OfChange, planned: tuple[StoredPlan, ...], *, asking: str) -> tuple[ProjectFact, ...]:
    change, rules, rows = known.facts.change, known.rules, known.rows
    around = project_facts.Around(
        change=change,
        rules=rules,
        newest=rows.newest,
        done=rows.done,
        costs=rows.costs,
        checks=rows.checks,
        owns=rows.owns,
    )
    return await project_facts.to_apply(planned, around, known.moves, asking=asking)


async def _with_debts(
    emergency: Emergency | None, change: Change, environment: str | None, governance: Governance
) -> Emergency | None:
    """With what earlier emergencies of the environment still owe."""
    if emergency is None:
        return None
    words = governance.words_of(environment) if isinstance(governance, Policy) else ()
    async with outside().database.read() as tx:
        owed = await debts.open_of(tx, change.repo, words or (environment or "",))
    return replace(emergency, open_debts=owed)


def _with_rows(facts: Facts, planned: tuple[StoredPlan, ...], rows: _Rows, governance: Governance) -> Facts:
    """With what people were shown, and what is applied of the change and waits to be."""
    priced, environment = _in_currency(rows.costs, governance), facts.environment
    here = [plan for plan in rows.known if plan.environment == environment]
    pending = already.pending(planned, [plan for plan in rows.newest if plan.environment == environment], rows.done)
    compared = ceilings(rows.known, planned, priced, environment, governance)
    return replace(
        facts,
        postings=postings(rows.known, facts.change, compared, rows.left_of),
        applied=_applied(rows.newest, rows.done),
        applied_cost=already.cost(planned, here, rows.done, priced),
        applied_made=already.made(planned, here, rows.done),
        pending_cost=already.pending_cost(pending, priced),
        pending_made=already.pending_made(pending),
    )


async def _with_people(facts: Facts, environment: str | None, governance: Governance) -> Facts:
    """With what everybody who acts or has said something is, and which of them wrote it; the latter by the rules of an
    environment.
    """
    said_by = () if isinstance(facts.statements, Unknown) else facts.statements
    reviewed_by = () if isinstance(facts.reviews, Unknown) else facts.reviews
    people = {facts.actor, *(one.person for one in said_by), *(one.login for one in reviewed_by)}
    return replace(
        facts,
        standings=await standings(people, governance, facts.change.repo),
        authorship=await written(facts.change, environment, people, governance, facts.head_pushes),
    )


async def _with_window(facts: Facts, planned: tuple[StoredPlan, ...], rules: Rules) -> Facts:
    """With what the calendar says and how long it takes, where the environment has a window."""
    known = rules.governance.environments if isinstance(rules.governance, Policy) else {}
    home = known.get(facts.environment or "")
    if home is None or home.window is None:
        return facts
    return replace(
        facts,
        calendar=await calendar_of(home.window),
        usual_duration=await usual_duration(facts.change.repo, [plan.project for plan in planned], rules),
    )


async def for_merge(of: OfChange, environment: str, planned: tuple[StoredPlan, ...], *, asking: str) -> Facts:
    """Facts for merging a change where nothing is applied: that applies are off is no reason against it there.

    They are asked in the name of the change's author. Of a change that is merged already they are those of its merge:
    what was said later is left out.
    """
    known = await in_environment(of, environment, planned, asking=asking)
    return replace(
        known,
        applies_stopped="",
        projects=tuple(replace(project, disabled=False, disabled_at=None) for project in known.projects),
        reviews=before_merge(known.reviews, known.change),
        statements=before_merge(known.statements, known.change),
    )


async def for_rules(
    actor: str, change: Change, files: Known[tuple[str, ...]], governance: Policy | BrokenPolicy
) -> Facts:
    """Facts for editing rules: who made the change, and what people said of its head. It is of no environment.

    Args:
        actor: Who asks.
        change: An open one.
        files: What it edits of the rules; nothing is asked of one that edits none, nor of anybody while the rules
            cannot be used.
        governance: The rules that hold.
    """
    known = Facts(actor=actor, change=change, environment=None, projects=(), governed_files=files)
    if files == () or isinstance(governance, BrokenPolicy):
        return known
    reviews, pushes = await asyncio.gather(_reviews(change), head_pushes(change, governance))
    async with outside().database.read() as tx:
        statements = await said.of_change(tx, change.repo, change.number)
        away = await absences.away(tx, change.repo, outside().clock.now())
    known = replace(known, reviews=reviews, head_pushes=pushes, statements=statements, away=away)
    # Who wrote the commits is asked of every edit, also where nothing is applied and its base leads nowhere.
    return await _with_people(known, next(iter(governance.environments), None), governance)


def before_merge(said: Known[tuple[Opinion, ...]], change: Change) -> Known[tuple[Opinion, ...]]:
    """What was said when the change was merged; all of it while it is not."""
    if isinstance(said, Unknown) or change.merged_at is None:
        return said
    return tuple(one for one in said if one.at <= change.merged_at)


async def _stopped() -> Wording:
    """Why nothing is applied on this server at all; empty when it is."""
    if outside().settings.switches.running.no_applies:
        return say("Applies are disabled on this server (`TIDEGATE_DISABLE_APPLY`).")
    async with outside().database.read() as tx:
        lock = await apply_lock.current(tx)
    if lock is None:
        return ""
    since = f"{lock.since:%Y-%m-%d %H:%M}"
    return say("All applies are stopped by {actor} since {since} UTC.", actor=lock.actor, since=since)


async def _reviews(change: Change) -> Known[tuple[Review, ...]]:
    """A push has none: what people say of it they comment."""
    if change.is_push:
        return ()
    try:
        own = await outside().forge.own_login()
        found = await outside().forge.reviews(change.repo, change.number)
    except ForgeError as error:
        return Unknown(unknown_because=say("the reviews could not be read ({error})", error=error))
    # Our own account never consents, whatever kind of account it is.
    return tuple(replace(each, human=each.human and each.login.lower() != own.lower()) for each in found)


async def _merge_state(change: Change) -> Known[MergeState]:
    try:
        settings = outside().settings
        ignored = (f"{settings.status_prefix}/", CHECK, *settings.switches.merging.ignored_statuses)
        forge = outside().forge
        if change.landed or change.is_push:
            return await forge.commit_state(change.repo, change.base_branch, change.head_sha, ignore=ignored)
        return await forge.merge_state(change, ignore=ignored)
    except ForgeError as error:
        return Unknown(unknown_because=say("whether it can be merged is not known yet ({error})", error=error))


async def standings(logins: Iterable[str], governance: Governance, repo: str) -> Mapping[str, Known[Standing]]:
    """Login, lower case, to what the forge says of the person; nobody is looked up where no rule asks for it."""
    teams = _teams(governance, repo)
    if teams is None:
        return {}
    names = sorted({login.lower() for login in logins})
    found = await asyncio.gather(*(standing(name, teams) for name in names))
    return dict(zip(names, found, strict=True))


def _teams(governance: Governance, repo: str) -> frozenset[str] | None:
    match governance:
        case Policy(roles=roles):
            return teams_of(roles)
        case NoPolicy(team_rules=rules) if rules is not None:
            return frozenset(qualified(team, repo) for team, _ in rules if team != ANY)
        case _:
            return None


def postings(
    known: Iterable[StoredPlan], change: Change, compared: Mapping[str, Wording], left_of: Mapping[str, datetime]
) -> tuple[Posting, ...]:
    """What people were shown. Reviews after a merge are of the head that was merged, plans of what it became.

    Args:
        known: Every plan of the change.
        change: It.
        compared: Plan id → in which way the project's current plan goes beyond it.
        left_of: Plan id → when a deployment of it failed of which the project's current plan is what is left.
    """
    shown_for = {change.head_sha: change.reviewed_sha}
    return tuple(
        Posting(
            project=plan.project.key,
            environment=plan.environment,
            commit=shown_for.get(plan.head_sha, plan.head_sha),
            digest=plan.digest,
            at=plan.posted_at,
            beyond=compared.get(plan.id),
            failed_at=left_of.get(plan.id),
        )
        for plan in known
        if plan.posted_at and plan.digest
    )


def _applied(newest: Iterable[StoredPlan], done: Iterable[StoredDeployment]) -> tuple[str, ...]:
    """Labels of projects whose newest plan was applied; an apply of an older plan proves nothing about this one."""
    current = {plan.id for plan in newest}
    applied = (entry for entry in done if entry.state == "applied" and entry.plan_id in current)
    return tuple(dict.fromkeys(entry.project.label for entry in applied))


def _in_currency(costs: Mapping[str, CostEstimate], governance: Governance) -> Mapping[str, CostEstimate]:
    """Estimates in the currency the rules are written in; of another one they say nothing."""
    if not isinstance(governance, Policy):
        return costs
    return {plan: estimate for plan, estimate in costs.items() if estimate.currency == governance.cost.currency}


def _claim(projects: Iterable[Project], rules: Rules) -> Wording:
    if not isinstance(rules.governance, Policy):
        return ""
    found: Wording = ""
    for project in projects:
        one = claim_conflict(project, rules.governance)
        found = say("{before} {one}", before=found, one=one) if found and one else found or one
    return found
