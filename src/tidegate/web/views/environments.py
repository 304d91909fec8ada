"""The pipeline of environments: what is deployed where, what waits for whom, and when the gates open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tidegate.core.changes import Change, called
from tidegate.core.gates.policy import BrokenPolicy, Environment, Governance, Policy
from tidegate.core.gates.rules import listed
from tidegate.core.windows.model import NO_CALENDAR, Calendar
from tidegate.store.deployments import StoredDeployment
from tidegate.web.views.badges import DEPLOYMENT, Badge
from tidegate.web.views.changes import href
from tidegate.web.views.standing import AnyPlan, Known, Standing, standing
from tidegate.web.views.window import WindowView, window_view


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a pipeline is made from.

    Attributes:
        governance: None when the rules could not be read; `trouble` says why.
        calendars: Environment → what the calendar says of its window.
    """

    repo: str
    governance: Governance | None
    trouble: str
    calendars: Mapping[str, Calendar]
    deployed: tuple[StoredDeployment, ...]
    open_changes: tuple[tuple[Change, Known[AnyPlan]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployedView:
    label: str
    badge: Badge
    name: str
    href: str
    sha: str
    actor: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView:
    title: str
    href: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """One environment. `rule` says who applies there; `branch` whose changes are."""

    name: str
    branches: tuple[str, ...]
    follows: str
    rule: str
    window: WindowView | None
    deployed: tuple[DeployedView, ...]
    waiting: tuple[WaitingView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """A repository's environments in the order of promotion.

    Attributes:
        source: Where the rules are written; empty when there are none.
        note: What people must know about the rules; may be empty.
        problems: What is wrong with the governance file.
    """

    repo: str
    source: str
    note: str
    problems: tuple[str, ...]
    stages: tuple[StageView, ...]


def pipeline(ground: Ground, now: datetime) -> Pipeline:
    rules = ground.governance
    policy = rules if isinstance(rules, Policy) else None
    broken = rules if isinstance(rules, BrokenPolicy) else None
    declared = promoted(policy.environments.values()) if policy else ()
    stages = [_declared(environment, policy, ground, now) for environment in declared if policy]
    homeless = [name for name in _names(ground) if policy is None or name not in policy.environments]
    return Pipeline(
        repo=ground.repo,
        source=rules.source if isinstance(rules, Policy | BrokenPolicy) else "",
        note=_note(ground),
        problems=tuple(str(problem) for problem in broken.problems) if broken else (),
        stages=(*stages, *(_undeclared(name, ground) for name in homeless)),
    )


def promoted(environments: Iterable[Environment]) -> tuple[Environment, ...]:
    """Each after the one it is promoted from; otherwise as written. A circle keeps the written order."""
    left = list(environments)
    placed: list[Environment] = []
    while left:
        ahead = {environment.name for environment in left}
        ready = next((environment for environment in left if environment.promotes_from not in ahead), left[0])
        left.remove(ready)
        placed.append(ready)
    return tuple(placed)


def _declared(environment: Environment, policy: Policy, ground: Ground, now: datetime) -> StageView:
    before = policy.environments.get(environment.promotes_from or "")
    return StageView(
        name=environment.called,
        branches=environment.branches,
        follows=before.called if before else "",
        rule=_rule(environment),
        window=_window(environment, policy, ground, now),
        deployed=_deployed(environment.name, ground),
        waiting=_waiting(environment.name, ground),
    )


def _window(environment: Environment, policy: Policy, ground: Ground, now: datetime) -> WindowView | None:
    if environment.window is None:
        return None
    calendar = ground.calendars.get(environment.name, NO_CALENDAR)
    return window_view(environment.window, policy.timezone, now, calendar)


def _undeclared(name: str | None, ground: Ground) -> StageView:
    return StageView(
        name=name or "Without an environment",
        branches=(),
        follows="",
        rule="",
        window=None,
        deployed=_deployed(name, ground),
        waiting=_waiting(name, ground),
    )


def _rule(environment: Environment) -> str:
    apply = environment.apply
    if not apply.enabled:
        return "Planned only; nothing is applied here."
    who = f"Applied by {listed(apply.allow, 'or')}" if apply.allow else "Nobody may apply"
    if not apply.approvals:
        return f"{who}; no approval needed."
    several = "approval" if apply.approvals == 1 else "approvals"
    source = listed(apply.approvals_from or apply.allow, "or")
    each = f", with one from each of {listed(apply.one_from_each)}" if apply.one_from_each else ""
    return f"{who} after {apply.approvals} {several} from {source}{each}."


def _titled(change: Change) -> str:
    """A push is called by its title alone, which names its branch and commit."""
    return change.title if change.is_push else f"{change.called} {change.title}"


def _note(ground: Ground) -> str:
    if ground.trouble:
        return f"The rules could not be read just now: {ground.trouble}"
    if isinstance(ground.governance, BrokenPolicy):
        return "The governance file cannot be used; applies are blocked until it is corrected."
    if not isinstance(ground.governance, Policy):
        return "There is no governance file: Atlantis's own rules hold."
    return ""


def _names(ground: Ground) -> tuple[str | None, ...]:
    """Every environment that rows speak of."""
    planned = (name for _, known in ground.open_changes for name in known.environments)
    return tuple(dict.fromkeys([*(deployment.environment for deployment in ground.deployed), *planned]))


def _deployed(environment: str | None, ground: Ground) -> tuple[DeployedView, ...]:
    return tuple(
        DeployedView(
            label=deployment.project.label,
            badge=DEPLOYMENT[deployment.state],
            name=called(deployment.number, environment or "", deployment.head_sha),
            href=f"/changes/{deployment.repo}/{deployment.number}",
            sha=deployment.head_sha[:7],
            actor=deployment.actor,
            at=deployment.finished_at,
        )
        for deployment in ground.deployed
        if deployment.environment == environment
    )


def _waiting(environment: str | None, ground: Ground) -> tuple[WaitingView, ...]:
    """Open changes whose plans may be applied here and are not yet."""
    return tuple(
        WaitingView(title=_titled(change), href=href(change), standing=where)
        for change, known in ground.open_changes
        if any(plan.deployable for plan in known.plans_in(environment))
        and (where := standing(change, environment, known)).badge != DEPLOYMENT["applied"]
    )
