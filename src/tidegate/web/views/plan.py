"""A plan as people read it: counts, then each resource with the attributes that differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tidegate.core.changes import Change
from tidegate.core.checks.merged import without_merged
from tidegate.core.checks.model import CheckResult
from tidegate.core.costs.own import Own
from tidegate.core.known import Known, Unknown
from tidegate.core.money import shown_change
from tidegate.core.plans.differences import SENSITIVE, UNKNOWN
from tidegate.core.plans.model import ActionKind, AttributeChange, ResourceChange
from tidegate.store.plans import StoredPlan
from tidegate.web.views.badges import PLAN, PLAN_ONLY, Badge
from tidegate.web.views.findings import ChecksView, checks_view

#: What stands in front of an address, and what it means in words.
ACTIONS: dict[ActionKind, tuple[str, str]] = {
    "create": ("+", "created"),
    "update": ("~", "changed in place"),
    "delete": ("−", "destroyed"),
    "replace": ("±", "destroyed and created again"),
    "read": ("↓", "read"),
    "forget": ("×", "forgotten, not destroyed"),
    "move": ("→", "moved"),
    "import": ("↧", "imported"),
    "no-op": ("=", "unchanged"),
}
OPEN_BY_ITSELF: frozenset[ActionKind] = frozenset({"update", "replace", "delete"})
OPEN_AT_MOST = 12  # Resources; more of them are easier to find your way in closed.


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """One side of an attribute. `kind` is `placeholder` for words in the place of a value."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeView:
    path: str
    before: ValueView | None
    after: ValueView | None
    forces_replacement: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceView:
    """`word` says what happens to it: "destroyed and created again"."""

    address: str
    action: ActionKind
    sign: str
    word: str
    previous_address: str | None
    attributes: tuple[AttributeView, ...]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """One project's plan.

    Attributes:
        approvable: It may be applied by approvals that are about its digest.
        made_for: Short commit it was made at, when the head has gone on since; empty otherwise.
        because: Why it is speculative, or what it waits for.
        rest: What it does besides what its change does by itself, a sentence; empty where all of it is shown.
    """

    id: str
    label: str
    dir: str
    workspace: str
    badges: tuple[Badge, ...]
    because: str
    rest: str
    approvable: bool
    made_for: str
    live: bool
    is_empty: bool
    adds: int
    changes: int
    destroys: int
    resources: tuple[ResourceView, ...]
    outputs: tuple[tuple[str, str], ...]
    drift: tuple[str, ...]
    error: str
    output: str
    digest: str
    footnote: str
    checks: ChecksView | None


def plan_view(
    plan: StoredPlan, change: Change, checks: Sequence[CheckResult] = (), own: Known[Own] | None = None
) -> PlanView:
    """What people see of a plan of a change as it is now, and of what checks found in it.

    `own`: what only the change does of it, which is all that is shown then.
    """
    content, rest = plan.content, ""
    if isinstance(own, Own):
        content, checks, rest = own.content, without_merged(checks, own.merged), _rest(own)
    touched = [r for r in content.resources if r.action not in ("no-op", "read")] if content else []
    return PlanView(
        id=plan.id,
        label=plan.project.label,
        dir=plan.project.dir,
        workspace=plan.project.workspace,
        badges=_badges(plan, change),
        because=plan.because if plan.content or change.state == "open" else "",
        rest=rest,
        approvable=plan.deployable and change.state == "open",
        made_for=plan.head_sha[:7] if plan.head_sha != change.head_sha else "",
        live=plan.state == "running",
        is_empty=content.is_empty and not rest if content else False,
        adds=content.adds if content else 0,
        changes=content.changes if content else 0,
        destroys=content.destroys if content else 0,
        resources=tuple(_resource(resource, few=len(touched) <= OPEN_AT_MOST) for resource in touched),
        outputs=tuple((name, ACTIONS[kind][1]) for name, kind in sorted(content.outputs.items())) if content else (),
        drift=content.drift if content else (),
        error=plan.error,
        output=plan.output,
        digest=plan.digest[:12],
        footnote=f"Terraform {content.terraform_version}" if content else "",
        checks=checks_view(checks),
    )


def _rest(own: Own) -> str:
    if not own.rest:
        return ""
    cost = own.rest_cost
    said = "cost unknown" if isinstance(cost, Unknown) else f"{shown_change(cost, own.cost.currency)} a month"
    resources = "1 resource" if own.rest == 1 else f"{own.rest} resources"
    return f"Merged, not yet deployed: {resources}, {said}; not shown here."


def _badges(plan: StoredPlan, change: Change) -> tuple[Badge, ...]:
    if plan.state == "discarded" and change.state != "open":  # With the change everything of it has ended.
        state = Badge(text="Planned" if plan.content else "Not planned", tone="quiet")
        plan_only = plan.content and not plan.deployable
    else:
        state = PLAN[plan.state]
        plan_only = plan.state != "waiting" and not plan.deployable
    return (state, PLAN_ONLY) if plan_only else (state,)


def _resource(resource: ResourceChange, *, few: bool) -> ResourceView:
    sign, word = ACTIONS[resource.action]
    return ResourceView(
        address=resource.address,
        action=resource.action,
        sign=sign,
        word=word,
        previous_address=resource.previous_address,
        attributes=tuple(_attribute(attribute) for attribute in _leading(resource)),
        is_open=few and resource.action in OPEN_BY_ITSELF and bool(resource.attributes),
    )


def _leading(resource: ResourceChange) -> list[AttributeChange]:
    """Those that force a replacement first, the rest as they are."""
    return sorted(resource.attributes, key=lambda attribute: not attribute.forces_replacement)


def _attribute(attribute: AttributeChange) -> AttributeView:
    return AttributeView(
        path=attribute.path,
        before=_value(attribute.before),
        after=_value(attribute.after),
        forces_replacement=attribute.forces_replacement,
    )


def _value(shown: str | None) -> ValueView | None:
    if shown is None:
        return None
    if shown in (SENSITIVE, UNKNOWN):
        return ValueView(text=shown, kind="placeholder")
    return ValueView(text=shown or '""', kind="value")
