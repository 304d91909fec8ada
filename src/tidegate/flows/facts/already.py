"""What else a change does in an environment: limits hold for the whole change, not for each of its applies.

An apply that ended well has done all its plan says. Of one that did not, the next plan of the project shows what is
left to do; until there is one, and while an apply is queued or runs, everything counts that it may do. So do current
plans that nobody asks to apply now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tidegate.core.costs.model import CostEstimate
from tidegate.core.known import Known, Unknown, added
from tidegate.core.plans.model import PlanContent, made_by
from tidegate.core.words import say
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan

#: Ends of an apply that has changed nothing.
NOT_BEGUN = frozenset({"refused", "changed"})

Costs = Mapping[str, CostEstimate]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Applied:
    """A plan that was applied, is, or will be; `following` shows what is left of it where that did not end well."""

    plan: StoredPlan
    is_done: bool
    following: StoredPlan | None


def cost(
    asked: Sequence[StoredPlan], known: Sequence[StoredPlan], done: Sequence[StoredDeployment], costs: Costs
) -> Known[Decimal]:
    """What it costs more a month than before its first apply there, without what the plans asked about would add.

    Args:
        asked: The newest plans of the environment's projects.
        known: Every plan of the change in this environment, oldest first.
        done: Every deployment of the change.
        costs: Plan id → what the plan costs, in the currency of the rules that hold now.
    """
    return added((_moved(applied, costs) for applied in _applied(asked, known, done)), Decimal(0))


def made(
    asked: Sequence[StoredPlan], known: Sequence[StoredPlan], done: Sequence[StoredDeployment]
) -> Mapping[str, Known[int]]:
    """Terraform type → how many it has created or replaced there, without the plans asked about."""
    return made_by(_content(applied) for applied in _applied(asked, known, done))


def pending(
    asked: Sequence[StoredPlan], newest: Sequence[StoredPlan], done: Sequence[StoredDeployment]
) -> tuple[StoredPlan, ...]:
    """Current plans that could be applied, and are neither asked about nor part of what was applied."""
    known = {plan.id for plan in asked} | {entry.plan_id for entry in done if entry.state not in NOT_BEGUN}
    return tuple(plan for plan in newest if plan.state == "planned" and plan.deployable and plan.id not in known)


def pending_cost(plans: Iterable[StoredPlan], costs: Costs) -> Known[Decimal]:
    """What these would cost more a month; one that saves pays for nothing while nobody asks for it."""
    return added((_at_least_nothing(plan, costs) for plan in plans if _changes(plan)), Decimal(0))


def pending_made(plans: Iterable[StoredPlan]) -> Mapping[str, Known[int]]:
    """Terraform type → how many these would create or replace."""
    return made_by(plan.content for plan in plans if plan.content)


def _changes(plan: StoredPlan) -> bool:
    return plan.content is None or not plan.content.is_empty


def _at_least_nothing(plan: StoredPlan, costs: Costs) -> Known[Decimal]:
    estimate = costs.get(plan.id)
    if estimate is None:
        return Unknown(unknown_because=say("the plan of `{project}` was not priced", project=plan.project.label))
    found = estimate.increase
    return found if isinstance(found, Unknown) else max(found, Decimal(0))


def _applied(
    asked: Sequence[StoredPlan], known: Sequence[StoredPlan], done: Sequence[StoredDeployment]
) -> Iterator[_Applied]:
    mine = {plan.id for plan in asked}
    for at, plan in enumerate(known):
        ends = [entry for entry in done if entry.plan_id == plan.id and entry.state not in NOT_BEGUN]
        if ends and plan.id not in mine:
            is_done = any(entry.state == "applied" for entry in ends)
            following = None if is_done else _following(plan, known[at + 1 :], ends)
            yield _Applied(plan=plan, is_done=is_done, following=following)


def _following(plan: StoredPlan, later: Sequence[StoredPlan], ends: Sequence[StoredDeployment]) -> StoredPlan | None:
    """The first plan of the project that was begun when the last of its applies had ended."""
    ended = [entry.finished_at for entry in ends if entry.finished_at]
    if len(ended) < len(ends):
        return None
    return next(
        (
            each
            for each in later
            if each.project.key == plan.project.key
            and each.deployable
            and each.content is not None
            and each.created_at >= max(ended)
        ),
        None,
    )


def _moved(applied: _Applied, costs: Costs) -> Known[Decimal]:
    start = costs.get(applied.plan.id)
    if start is None or start.trouble:
        return _not_priced(applied)
    if isinstance(start.increase, Unknown) or applied.is_done:
        return start.increase
    if applied.following is None:
        return max(start.increase, Decimal(0))
    left = costs.get(applied.following.id)
    return _not_priced(applied) if left is None or left.trouble else left.past - start.past


def _not_priced(applied: _Applied) -> Unknown:
    label = applied.plan.project.label
    return Unknown(unknown_because=say("what was applied of `{project}` before was not priced", project=label))


def _content(applied: _Applied) -> PlanContent:
    """What of a plan has been done: all of it but what the next plan still has to make."""
    content, following = applied.plan.content, applied.following
    assert content is not None  # noqa: S101  nothing is applied without a plan
    if following is None or following.content is None:
        return content
    left = {each.address for each in following.content.resources if each.action in ("create", "replace")}
    return replace(content, resources=tuple(each for each in content.resources if each.address not in left))
