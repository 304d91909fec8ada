"""Where an environment of a change stands, in one badge and one sentence, the same on every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from tidegate.core.changes import Change
from tidegate.core.gates.decision import Decision
from tidegate.core.gates.policy import Policy
from tidegate.core.notices.gates import helps
from tidegate.render.words import in_locale
from tidegate.store.decisions import StoredDecision
from tidegate.store.deployments import UNFINISHED as APPLYING
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plan_lines import PlanLine
from tidegate.store.plans import UNFINISHED as PLANNING
from tidegate.store.plans import StoredPlan
from tidegate.web.views.badges import DEPLOYMENT, PLAN_ONLY, Badge, badge_of

AnyPlan: TypeAlias = StoredPlan | PlanLine
P = TypeVar("P", bound=AnyPlan)
P_co = TypeVar("P_co", bound=AnyPlan, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(Generic[P_co]):
    """What is stored about a change, as pages need it: with whole plans, or with their lines.

    Attributes:
        plans: The newest of each project, as ordered by its command.
        decisions: The newest apply decision of each environment.
        deployments: Every one, oldest first.
    """

    plans: tuple[P_co, ...]
    decisions: dict[str | None, StoredDecision]
    deployments: tuple[StoredDeployment, ...]

    @property
    def environments(self) -> tuple[str | None, ...]:
        return tuple(dict.fromkeys(plan.environment for plan in self.plans))

    def plans_in(self, environment: str | None) -> tuple[P_co, ...]:
        return tuple(plan for plan in self.plans if plan.environment == environment)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an environment's projects of a change stand.

    Attributes:
        says: Why, one sentence with backticks for code; may be empty.
        remedy: What helps; may be empty.
    """

    badge: Badge
    says: str = ""
    remedy: str = ""


def known(
    *,
    plans: Iterable[P],
    decisions: Iterable[StoredDecision],
    deployments: Iterable[StoredDeployment],
) -> Known[P]:
    """Choose what is current. `plans` and `deployments` come oldest first, `decisions` are one for each environment."""
    every = tuple(plans)
    # A merged change has only discarded plans left; they still tell what was deployed.
    kept = [plan for plan in every if plan.state != "discarded"] or every
    newest = {plan.project_key: plan for plan in kept}
    return Known(
        plans=tuple(sorted(newest.values(), key=lambda plan: (plan.position, plan.id))),
        decisions={stored.decision.environment: stored for stored in decisions},
        deployments=tuple(deployments),
    )


def name_of(environment: str | None, known: Known[AnyPlan]) -> str:
    """The word messages use for an environment, by the rules any decision about the change was made under."""
    if environment is None:
        return "Without an environment"
    policies = (stored.policy for stored in known.decisions.values())
    declared = (policy.environments.get(environment) for policy in policies if isinstance(policy, Policy))
    return next((found.called for found in declared if found), environment)


def standing(change: Change, environment: str | None, known: Known[AnyPlan]) -> Standing:
    """What has happened to the current plans of an environment, else what stands in the way of applying them."""
    plans = known.plans_in(environment)
    if not change.is_live:
        return _applied(plans, known.deployments) or _ended(change, plans)
    return (
        _planning(plans)
        or _applied(plans, known.deployments)
        or _not_applicable(plans)
        or _unasked(change, plans, known.decisions.get(environment))
        or _decided(change, known.decisions[environment].decision, name_of(environment, known))
    )


def _planning(plans: tuple[AnyPlan, ...]) -> Standing | None:
    if any(plan.state in PLANNING for plan in plans):
        return Standing(badge=Badge(text="Planning", tone="wait"))
    if any(plan.state == "cancelled" for plan in plans):
        return Standing(badge=Badge(text="Plan cancelled", tone="quiet"), says=_first(plan.error for plan in plans))
    if any(plan.state == "failed" for plan in plans):
        return Standing(badge=Badge(text="Plan failed", tone="bad"), says=_first(plan.error for plan in plans))
    return None


def _applied(plans: tuple[AnyPlan, ...], deployments: tuple[StoredDeployment, ...]) -> Standing | None:
    """How the last applies of these very plans ended; None when not all of them were applied."""
    last = {deployment.plan_id: deployment for deployment in deployments}
    mine = [last[plan.id] for plan in plans if plan.id in last]
    if any(deployment.state in APPLYING for deployment in mine):
        return Standing(badge=DEPLOYMENT["running"])
    bad = next((deployment for deployment in mine if deployment.state in ("interrupted", "failed", "changed")), None)
    if bad:
        return Standing(badge=DEPLOYMENT[bad.state], says=_first([bad.error]))
    done = {deployment.plan_id for deployment in mine if deployment.state == "applied"}
    if done and all(plan.id in done or _changes_nothing(plan) for plan in plans):
        return Standing(badge=DEPLOYMENT["applied"])
    return None


def _not_applicable(plans: tuple[AnyPlan, ...]) -> Standing | None:
    if any(plan.state == "waiting" for plan in plans):
        because = _first(plan.because for plan in plans if plan.state == "waiting")
        return Standing(badge=Badge(text="Not planned", tone="warn"), says=because)
    if not any(plan.deployable for plan in plans):
        because = _first(plan.because for plan in plans)
        return Standing(badge=PLAN_ONLY, says=because)
    if all(plan.state == "discarded" for plan in plans):
        return Standing(badge=Badge(text="Not applied", tone="quiet"), says="Its plan was given up.")
    if all(_changes_nothing(plan) for plan in plans):
        return Standing(badge=Badge(text="No changes", tone="good"))
    return None


def _ended(change: Change, plans: tuple[AnyPlan, ...]) -> Standing:
    """Of a change that is no longer open nothing stands in the way any more."""
    made = [plan for plan in plans if plan.counts]
    if not made:
        return Standing(badge=Badge(text="Not planned", tone="quiet"))
    if not any(plan.deployable for plan in plans):
        return Standing(badge=PLAN_ONLY, says=_first(plan.because for plan in made))
    if all(_changes_nothing(plan) for plan in plans):
        return Standing(badge=Badge(text="No changes", tone="good"))
    ended = "superseded" if change.is_push else change.state
    return Standing(badge=badge_of(change), says=f"It was {ended} before all of this was applied.")


def is_of_the_head(asked: StoredDecision, change: Change) -> bool:
    """Whether a decision was made about the change's head, not about one before a push."""
    return asked.facts.change.head_sha == change.head_sha


def _unasked(change: Change, plans: tuple[AnyPlan, ...], asked: StoredDecision | None) -> Standing | None:
    if asked and is_of_the_head(asked, change):
        return None
    old = next((plan.head_sha for plan in plans if plan.head_sha != change.head_sha), "")
    if old:
        says = f"Its plan was made for `{old[:7]}`, before the last push."
        remedy = "wait for the new plan, or comment `atlantis plan`"
        return Standing(badge=Badge(text="Outdated", tone="wait"), says=says, remedy=remedy)
    return Standing(badge=Badge(text="Planned", tone="wait"), says="The gates have not been asked yet.")


def _decided(change: Change, decision: Decision, name: str) -> Standing:
    missing = decision.missing
    if not missing:
        command = f"atlantis apply {name}" if decision.environment else "atlantis apply"
        where = "the commit" if change.is_push else "the pull request"
        says = f"Every gate passes. Comment `{command}` on {where} to apply it."
        return Standing(badge=Badge(text="Ready to apply", tone="good"), says=says)
    more = f" And {len(missing) - 1} more." if len(missing) > 1 else ""
    reason = in_locale(missing[0].reason, decision.locale)
    only_waits = all(answer.verdict == "pending" for answer in missing)
    badge = Badge(text="Waiting", tone="wait") if only_waits else Badge(text="Blocked", tone="bad")
    return Standing(badge=badge, says=f"{reason}{more}", remedy=in_locale(helps(missing[0]), decision.locale))


def _changes_nothing(plan: AnyPlan) -> bool:
    return plan.counts is not None and plan.counts.is_empty


def _first(sentences: Iterable[str]) -> str:
    """The first line of the first of them that says something."""
    return next((words.strip().splitlines()[0] for words in sentences if words.strip()), "")
