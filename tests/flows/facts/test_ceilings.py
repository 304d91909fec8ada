"""Which earlier plans the newest one stays within, asked only where the rules let a consent cover less."""

from dataclasses import replace

import pytest

from support.costs import estimate, resource
from support.decisions import STAGING, staging
from support.values import CONTENT, plan
from tidegate.core.gates.policy import NoPolicy
from tidegate.core.plans.model import ResourceChange
from tidegate.flows.facts.ceilings import ceilings

MORE = replace(CONTENT, resources=(*CONTENT.resources, ResourceChange(address="x.a", type="x", action="create")))
FIRST = plan(id="order-1.0", content=MORE)
NOW = plan(id="order-2.0", content=CONTENT)
COSTS = {FIRST.id: estimate(resource("x.a", "0", "60")), NOW.id: estimate(resource("x.a", "0", "50"))}
CEILING = staging(apply=replace(STAGING.apply, sticky="within_ceiling"))


def compared(known=(FIRST, NOW), current=(NOW,), costs=COSTS, environment="staging", governance=CEILING):
    found = ceilings(known, current, costs, environment, governance)
    return {plan: str(beyond) for plan, beyond in found.items()}


def test_each_earlier_plan_is_compared_with_the_one_to_be_applied():
    assert compared() == {FIRST.id: "", NOW.id: ""}
    assert compared(current=(FIRST,)) == {FIRST.id: "", NOW.id: "it touches `x.a` too"}


def test_a_plan_without_a_price_is_beyond():
    assert compared(costs={FIRST.id: COSTS[FIRST.id]})[FIRST.id] == "what it costs is not known, it was not priced"


@pytest.mark.parametrize(
    "asked",
    [
        {"governance": staging()},
        {"governance": NoPolicy()},
        {"environment": "prod"},
        {"environment": None},
        {"known": (plan(id="order-1.0"),)},
        {"current": (plan(id="order-2.0"),)},
        {"current": ()},
    ],
)
def test_nothing_is_compared_where_nobody_asks_or_one_of_them_has_no_content(asked):
    assert compared(**asked) == {}
