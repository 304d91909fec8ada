"""Asking core for a decision, and keeping it with everything it was made from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from tidegate.core.changes import Change
from tidegate.core.gates.decide import decide
from tidegate.core.gates.decision import Action, Decision
from tidegate.core.gates.facts import Emergency, Facts
from tidegate.core.gates.policy import Governance, for_the_record
from tidegate.core.projects.environments import merged_only
from tidegate.flows.facts import gathering
from tidegate.flows.facts.gathering import OfChange
from tidegate.flows.facts.unplanned import unplanned
from tidegate.flows.outside import outside
from tidegate.flows.records import audit
from tidegate.flows.rules import Rules
from tidegate.store import decisions
from tidegate.store.database import Connection
from tidegate.store.decisions import StoredDecision
from tidegate.store.plans import StoredPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Somebody's wish to apply something.

    Attributes:
        id: What the decision is kept under; asked again after a crash, the later decision takes its place.
        asking: The workflow that asks: its own slot does not stand in its way.
        emergency: Set where it asks to go past the window.
        begun: When the apply it is a part of was let happen; None where it is yet to begin.
    """

    id: str
    actor: str
    asking: str
    emergency: Emergency | None = None
    begun: datetime | None = None


async def decide_apply(
    attempt: Attempt, change: Change, environment: str | None, planned: tuple[StoredPlan, ...], rules: Rules
) -> StoredDecision:
    """Decide whether these plans may be applied now, and keep the decision."""
    known = await gathering.of_change(attempt.actor, change, {environment: planned}, rules)
    return await decide_known(attempt, known, environment, planned)


async def decide_known(
    attempt: Attempt, known: OfChange, environment: str | None, planned: tuple[StoredPlan, ...]
) -> StoredDecision:
    """The same with what is known of the change already; `attempt.actor` is who it was gathered for."""
    there = await gathering.in_environment(
        known, environment, planned, asking=attempt.asking, emergency=attempt.emergency
    )
    action: Action = "emergency" if attempt.emergency else "apply"
    return await _kept(action, replace(there, begun=attempt.begun), known.rules.governance, attempt.id)


async def decide_merge(
    known: OfChange, environment: str, planned: tuple[StoredPlan, ...], *, asking: str, decision_id: str
) -> StoredDecision:
    """Decide whether the change is fit to be merged into the branch of an environment where nothing is applied.

    `known` was gathered in the name of the change's author.
    """
    there = await _about_merge(known, environment, planned, asking=asking)
    return await _kept("merge", there, known.rules.governance, decision_id)


async def decide_rules(known: Facts, governance: Governance, decision_id: str) -> StoredDecision:
    """Decide whether a change may edit the rules as it does, and keep the decision."""
    return await _kept("rules", known, governance, decision_id)


async def _about_merge(known: OfChange, environment: str, planned: tuple[StoredPlan, ...], *, asking: str) -> Facts:
    """The facts of its plans; what it touches and nobody has planned is a part of it too."""
    there = await gathering.for_merge(known, environment, planned, asking=asking)
    lacking = await unplanned(there.change, environment, planned, known.rules)
    return replace(there, projects=(*there.projects, *lacking))


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """A decision nobody has attempted, and what it was made from."""

    decision: Decision
    facts: Facts


async def consider(
    actor: str,
    change: Change,
    environment: str | None,
    planned: tuple[StoredPlan, ...],
    rules: Rules,
    *,
    asking: str,
) -> Considered:
    """What would be decided now about applying these plans, or about the merge where nothing is applied. Not kept."""
    now = outside().clock.now()
    home = merged_only(change.base_branch, rules.governance)
    if home is not None and home.name == environment:
        of_author = await gathering.of_change(change.author, change, {environment: planned}, rules)
        known = await _about_merge(of_author, home.name, planned, asking=asking)
        return Considered(decision=decide("merge", known, rules.governance, now), facts=known)
    known = await gathering.for_apply(actor, change, environment, planned, rules, asking=asking)
    return Considered(decision=decide("apply", known, rules.governance, now), facts=known)


async def _kept(action: Action, known: Facts, governance: Governance, decision_id: str) -> StoredDecision:
    door = outside()
    made = decide(action, known, governance, door.clock.now())
    stored = StoredDecision(id=decision_id, decision=made, facts=known, policy=for_the_record(governance))
    async with door.database.begin() as tx:
        if await decisions.keep(tx, stored):
            await _note(tx, stored)
    return stored


async def _note(tx: Connection, stored: StoredDecision) -> None:
    made, change = stored.decision, stored.facts.change
    await audit.note(
        tx,
        "decision",
        actor=made.actor,
        subject=audit.of_change(change.repo, change.number),
        id=stored.id,
        action=made.action,
        environment=made.environment,
        allowed=made.allowed,
        missing=[answer.gate for answer in made.missing],
        rules=made.policy_revision,
    )
