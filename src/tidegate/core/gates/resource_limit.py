"""Gate `resource_limit`: of no group of resources does the change make more in the environment than one change may.

Creations and replacements count, those it has applied there already and those of its other plans there too; a group of
instances counts what it wants.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts, PlanFact
from tidegate.core.gates.needs import PLAN, Need
from tidegate.core.gates.policy import Governance, Policy
from tidegate.core.gates.rules import governed, listed, place
from tidegate.core.known import Known, Unknown, added
from tidegate.core.marks import Mark
from tidegate.core.plans.model import together
from tidegate.core.words import Wording, Words, say

GATE = "resource_limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """One limited group and what the change makes of it. `made` holds only types of which it makes some."""

    name: str
    most: int
    made: Mapping[str, Known[int]]
    mark: Mark | None

    @property
    def count(self) -> Known[int]:
        return added(self.made.values(), 0)


def check(_action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    rules = governed(facts, policy)
    if not rules.policy.max_resources:
        return Answer(gate=GATE, verdict="pass", reason=say("No limit of resources is set."))
    mark = rules.policy.mark("resource_limits", "max_resources_per_pr")
    missing = _without_plan(facts)
    if missing:
        return Answer(gate=GATE, verdict="block", reason=missing, remedy=PLAN.does, needs=(PLAN,), rule=mark)
    groups = _groups(facts, rules.policy)
    against = [answer for group in groups if (answer := _against(group))]
    if against:
        first, *others = against
        needs = tuple(Need(act="change", does=one.remedy) for one in against)
        return replace(first, needs=needs, details=tuple(other.reason for other in others))
    lines = tuple(
        say("`{group}`: {count} of {most}", group=group.name, count=group.count, most=group.most)
        for group in groups
        if group.made
    )
    reason = say("The change makes no more resources than one change may{place}.", place=place(mark))
    return Answer(gate=GATE, verdict="pass", reason=reason, rule=mark, details=lines)


def _without_plan(facts: Facts) -> Words | None:
    """Why nobody can count; None when every project has a plan."""
    for project in facts.projects:
        if isinstance(project.plan, Unknown):
            why = project.plan.unknown_because
            return say("What `{project}` makes is not known: {why}.", project=project.label, why=why)
        if project.plan is None:
            return say("What `{project}` makes is not known: there is no plan of it.", project=project.label)
    return None


def _groups(facts: Facts, policy: Policy) -> list[_Group]:
    plans = (project.plan for project in facts.projects if isinstance(project.plan, PlanFact))
    made = together((facts.applied_made, facts.pending_made, *(plan.made for plan in plans)))
    return [
        _Group(
            name=name,
            most=most,
            made={kind: made[kind] for kind in policy.groups.get(name, ()) if made.get(kind)},
            mark=policy.mark("resource_limits", "max_resources_per_pr", name),
        )
        for name, most in policy.max_resources.items()
    ]


def _against(group: _Group) -> Answer | None:
    count = group.count
    limit = say("one change may make {most}{place}", most=group.most, place=place(group.mark))
    if isinstance(count, Unknown):
        reason = say(
            "How many `{group}` this change makes is not known: {why}; {limit}.",
            group=group.name,
            why=count.unknown_because,
            limit=limit,
        )
        remedy = say(
            "write the number where the resource is declared, so that it is known when it is planned, "
            "and comment `atlantis plan`"
        )
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=remedy, rule=group.mark)
    if count <= group.most:
        return None
    parts = _parts(group.made)
    reason = say(
        "This change makes {count} `{group}` ({parts}); {limit}.",
        count=count,
        group=group.name,
        parts=parts,
        limit=limit,
    )
    remedy = say("make {count} fewer, or leave some to a later change", count=count - group.most)
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=remedy, rule=group.mark)


def _parts(made: Mapping[str, Known[int]]) -> Wording:
    return listed(f"{count} `{kind}`" for kind, count in made.items())
