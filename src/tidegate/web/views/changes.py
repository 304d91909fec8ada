"""The list of changes: each with where its environments stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from tidegate.core.changes import Change
from tidegate.core.costs.model import CostEstimate
from tidegate.web.views.badges import Badge, badge_of
from tidegate.web.views.cost import change_of
from tidegate.web.views.standing import AnyPlan, Known, Standing, name_of, standing


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvironmentLine:
    """Where one environment of a change stands.

    Attributes:
        counts: Terraform's summary of its plans: `+3 ~1 −0`; empty when there is nothing to count.
        cost: What they cost more a month: `+$538.74`; empty when they cost the same.
    """

    name: str
    standing: Standing
    counts: str
    cost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    href: str
    repo: str
    name: str
    title: str
    author: str
    base: str
    head: str
    badge: Badge
    environments: tuple[EnvironmentLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    open: tuple[ChangeLine, ...]
    done: tuple[ChangeLine, ...]


Costs: TypeAlias = Mapping[str, CostEstimate]
"""Plan id → what the plan costs."""


def changes_page(found: Iterable[tuple[Change, Known[AnyPlan]]], costs: Costs) -> ChangesPage:
    lines = [(change.is_live, change_line(change, known, costs)) for change, known in found]
    return ChangesPage(
        open=tuple(line for is_open, line in lines if is_open),
        done=tuple(line for is_open, line in lines if not is_open),
    )


def change_line(change: Change, known: Known[AnyPlan], costs: Costs) -> ChangeLine:
    return ChangeLine(
        href=href(change),
        repo=change.repo,
        name=change.full_name,
        title=change.title,
        author=change.author,
        base=change.base_branch,
        head=change.head_branch,
        badge=badge_of(change),
        environments=tuple(_environment(change, environment, known, costs) for environment in known.environments),
    )


def href(change: Change) -> str:
    """The change's page."""
    return f"/changes/{change.repo}/{change.number}"


def _environment(change: Change, environment: str | None, known: Known[AnyPlan], costs: Costs) -> EnvironmentLine:
    return EnvironmentLine(
        name=name_of(environment, known),
        standing=standing(change, environment, known),
        counts=counts(environment, known),
        cost=change_of([costs[plan.id] for plan in known.plans_in(environment) if plan.id in costs]),
    )


def counts(environment: str | None, known: Known[AnyPlan]) -> str:
    counted = [plan.counts for plan in known.plans_in(environment) if plan.counts]
    if all(one.is_empty for one in counted):
        return ""
    adds, changes, destroys = (sum(getattr(one, name) for one in counted) for name in _COUNTED)
    return f"+{adds} ~{changes} −{destroys}"


_COUNTED = ("adds", "changes", "destroys")
