"""Gathering facts: what is asked of the forge, the clone and our rows before core decides.

What concerns a single project is in `project_facts`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from tidegate.core.changes import Change, Review
from tidegate.core.descriptions import ticked
from tidegate.core.gates.facts import Authorship, Emergency, Facts, ProjectFact
from tidegate.core.gates.policy import BrokenPolicy, Governance, Policy
from tidegate.core.known import NOT_ASKED, Known, Unknown
from tidegate.core.projects.environments import claim_conflict
from tidegate.core.projects.model import Project
from tidegate.core.statements import Statement
from tidegate.core.words import Wording, say
from tidegate.flows.facts import project_facts
from tidegate.flows.facts.asked_of_forge import merge_state_of, reviews_of
from tidegate.flows.facts.calendars import calendar_of
from tidegate.flows.facts.diverged import Moved
from tidegate.flows.facts.durations import usual_duration
from tidegate.flows.facts.kept import Rows, rows_of, with_rows
from tidegate.flows.facts.lineage import promotion
from tidegate.flows.facts.people import standings, with_people
from tidegate.flows.facts.pushes import head_pushes
from tidegate.flows.facts.rule_files import governed_files
from tidegate.flows.facts.rules_branch import is_last, open_rules
from tidegate.flows.outside import outside
from tidegate.flows.rules import Rules
from tidegate.store import absences, apply_lock, debts, said
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
        reviews=await reviews_of(change) if "approved" in fact.requirements else (),
        merge_state=await merge_state_of(change) if "mergeable" in fact.requirements else NOT_ASKED,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OfChange:
    """What is known of a change, whichever environment is asked about.

    Attributes:
        moves: Commit of a plan → how far the base branch has moved away from it.
        facts: Without what is an environment's own; what only some environments ask for is there if one of them does.
    """

    rules: Rules
    rows: Rows
    moves: Mapping[str, Known[Moved]]
    facts: Facts


async def of_change(actor: str, change: Change, asked: Asked, rules: Rules) -> OfChange:
    """Gather once what is the same for every environment that is asked about."""
    planned = [plan for plans_there in asked.values() for plan in plans_there]
    governed = next((name for name in asked if _is_governed(name, rules)), None)
    last = next((name for name in asked if is_last(name, rules)), None)
    reviews, pushes = await asyncio.gather(reviews_of(change), head_pushes(change, rules.governance))
    rows = await rows_of(change, planned, rules.governance)
    facts = Facts(
        actor=actor,
        change=change,
        environment=None,
        projects=(),
        reviews=reviews,
        head_pushes=pushes,
        statements=rows.statements,
        away=rows.away,
        merge_state=await merge_state_of(change) if _asks_for_merge_state(planned, rules) else NOT_ASKED,
        applies_stopped=await _stopped(),
        governed_files=await governed_files(change, governed, rules),
        open_rules=await open_rules(change.repo, last, rules),
        template_ticks=ticked(change.body),
    )
    return OfChange(
        rules=rules,
        rows=rows,
        moves=await project_facts.moves_of(change, planned, rules),
        facts=await with_people(facts, governed, rules.governance),
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
    return await _with_window(with_rows(facts, planned, known.rows, rules.governance), planned, rules)


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
    reviews, pushes = await asyncio.gather(reviews_of(change), head_pushes(change, governance))
    async with outside().database.read() as tx:
        statements = await said.of_change(tx, change.repo, change.number)
        away = await absences.away(tx, change.repo, outside().clock.now())
    known = replace(known, reviews=reviews, head_pushes=pushes, statements=statements, away=away)
    # Who wrote the commits is asked of every edit, also where nothing is applied and its base leads nowhere.
    return await with_people(known, next(iter(governance.environments), None), governance)


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


def _claim(projects: Iterable[Project], rules: Rules) -> Wording:
    if not isinstance(rules.governance, Policy):
        return ""
    found: Wording = ""
    for project in projects:
        one = claim_conflict(project, rules.governance)
        found = say("{before} {one}", before=found, one=one) if found and one else found or one
    return found
