"""Which plans the newest one is what is left of, by what is kept of them and of the change's deployments."""

from dataclasses import replace

import pytest

from support.values import NOON, STAGING, deployment, later, plan
from tidegate.core.plans.change_digests import ChangeDigests, Ground
from tidegate.flows.facts.leftovers import left_of
from tidegate.store import change_digests

WHOLE = ChangeDigests(changes={"x.a": "1", "x.b": "2"}, ground=Ground(around="here"))
REST = replace(WHOLE, changes={"x.b": "2"})
APPLIED, SAME = plan(id="1", digest="whole"), plan(id="2", digest="whole")
NOW = plan(id="3", digest="rest")
FAILED = deployment(id="d1", plan_id="2", state="failed", finished_at=NOON)
SOON = later(3600)
WELL = deployment(id="d2", plan_id="2", state="applied", finished_at=later(60))


async def found(door, *done, rest=REST, now=SOON, current=(NOW,)):
    async with door.database.begin() as tx:
        for each in (APPLIED, SAME):
            await change_digests.keep(tx, each.id, WHOLE)
        if rest:
            await change_digests.keep(tx, NOW.id, rest)
        return await left_of(tx, (APPLIED, SAME, NOW), current, done, now=now)


@pytest.mark.parametrize("state", ["failed", "interrupted"])
async def test_every_plan_with_the_effect_of_the_one_that_was_applied_is_named(door, state):
    assert await found(door, replace(FAILED, state=state)) == {"1": NOON, "2": NOON}


async def test_a_plan_that_failed_again_is_kept_from_the_first_time(door):
    again = deployment(id="d2", plan_id="3", state="failed", finished_at=later(60))
    assert await found(door, FAILED, again) == {"1": NOON, "2": NOON, "3": later(60)}


@pytest.mark.parametrize(
    "asked",
    [
        {"rest": replace(REST, changes={"x.c": "3"})},
        {"rest": None},
        {"now": later(24 * 3600)},
        {"current": ()},
        {"current": (replace(NOW, project=replace(STAGING, dir="elsewhere")),)},
    ],
    ids=["it does more", "nobody knows what it does", "a day later", "no plan", "another project"],
)
async def test_nothing_is_kept_where_it_is_not_what_is_left(door, asked):
    assert await found(door, FAILED, **asked) == {}


@pytest.mark.parametrize(
    "done",
    [(), (FAILED, WELL), (replace(FAILED, state="refused"),), (replace(FAILED, state="changed"),)],
    ids=["nothing", "it ended well since", "refused", "changed"],
)
async def test_nothing_is_kept_without_a_deployment_that_broke_off(door, done):
    assert await found(door, *done) == {}
