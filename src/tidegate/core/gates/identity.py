"""Gate `identity`: the plan acts where deployments of its project have acted: same state, accounts, roles and regions.

What Terraform's backend record and the provider configurations of the plan say is compared with what was recorded at
the last deployment. A first or another identity takes the consent of an owner (`governance.owners`), who is not one of
those who made the change, to exactly this plan, and no owner's objection. Where nothing is applied, only a change of it
is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tidegate.core.gates.consent.owners import owners_able, owners_of, owners_on_the_plans
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts, ProjectFact
from tidegate.core.gates.needs import PLAN, Need, lifting
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import AGAIN, Rules, governed, listed, place
from tidegate.core.known import Unknown
from tidegate.core.plans.fingerprint import Identity
from tidegate.core.plans.identities import differences
from tidegate.core.words import Words, say

GATE = "identity"


@dataclass(frozen=True, slots=True, kw_only=True)
class _New:
    """A project that acts where it has not acted before. `before` is None at its first time."""

    label: str
    before: Identity | None
    now: Identity


def check(_action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    rules = governed(facts, policy)
    looked = [_looked(project, rules) for project in facts.projects]
    unsaid = tuple(one for one in looked if isinstance(one, Words))
    new = tuple(one for one in looked if isinstance(one, _New))
    if unsaid:
        return Answer(gate=GATE, verdict="block", reason=unsaid[0], remedy=PLAN.does, needs=(PLAN,), details=unsaid[1:])
    if not new:
        return Answer(gate=GATE, verdict="pass", reason=say("Every plan acts where its project has acted before."))
    return _accepted(facts, rules, new)


def _looked(project: ProjectFact, rules: Rules) -> _New | Words | None:
    """Where a project acts anew; why nobody can say; None where it has acted before, or nothing is applied."""
    if project.plan is None:
        return say("Where `{project}` would act is not known: there is no plan of it.", project=project.label)
    now = project.plan if isinstance(project.plan, Unknown) else project.plan.identity
    if isinstance(now, Unknown):
        why = now.unknown_because
        return say("Where `{project}` would act is not known: {why}.", project=project.label, why=why)
    before = project.recorded
    if isinstance(before, Unknown):
        why = before.unknown_because
        return say("Where `{project}` has acted before is not known: {why}.", project=project.label, why=why)
    same = not rules.environment.apply.enabled if before is None else not differences(before, now)
    return None if same else _New(label=project.label, before=before, now=now)


def _accepted(facts: Facts, rules: Rules, new: tuple[_New, ...]) -> Answer:
    mark = rules.policy.mark("governance", "owners")
    lines = tuple(_lines(new))
    judged = owners_on_the_plans(facts, rules)
    if isinstance(judged, Unknown):
        reason = say("Who accepted where this acts is not known: {why}.", why=judged.unknown_because)
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN, rule=mark, details=lines)
    against = [f"@{one.login}" for one in judged if one.outcome in ("veto", "unclear")]
    counted = [f"@{one.login}" for one in judged if one.counts]
    if counted and not against:
        reason = say("{who} accepted where this acts{place}.", who=listed(counted), place=place(mark))
        return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark, details=lines)
    need = lifting(listed(against)) if against else _need(facts, rules)
    return Answer(
        gate=GATE,
        verdict="block",
        reason=_reason(new),
        remedy=need.does,
        needs=(need,),
        rule=mark,
        details=(*lines, *(one.line for one in judged)),
    )


def _need(facts: Facts, rules: Rules) -> Need:
    who = listed(owners_of(rules), "or")
    does = say("ask somebody in {who} to look at where it acts and to approve this plan", who=who)
    return Need(act="approve", does=does, who=who, any_of=True, by=owners_able(facts, rules))


def _reason(new: tuple[_New, ...]) -> Words:
    changed = [one for one in new if one.before is not None]
    labels = listed(f"`{one.label}`" for one in changed or new)
    if changed:
        return say("The plan of {projects} acts somewhere else than its deployments until now.", projects=labels)
    return say("{projects} would act for the first time, and nobody has accepted where.", projects=labels)


def _lines(new: Iterable[_New]) -> Iterable[Words]:
    for one in new:
        for line in differences(one.before, one.now):
            yield say("`{project}`: {difference}", project=one.label, difference=line)
