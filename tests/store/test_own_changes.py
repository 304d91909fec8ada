from dataclasses import replace
from decimal import Decimal

from support.costs import REDIS, estimate
from support.values import CONTENT, plan
from tidegate.core.costs.own import Own
from tidegate.core.known import Unknown
from tidegate.core.words import say
from tidegate.store import own_changes

OWN = Own(content=CONTENT, cost=estimate(REDIS), made={"aws_lb": 1}, rest=2, rest_cost=Decimal(30))
CANCELLED = Unknown(unknown_because=say("it was cancelled by @{actor}", actor="bob"))


async def test_what_a_change_does_by_itself_is_pending_until_it_is_found_out(database):
    async with database.begin() as tx:
        await own_changes.begin(tx, plan(id="plan-1"), base_branch="main")
        await own_changes.begin(tx, plan(id="plan-1"), base_branch="main")
        assert await own_changes.of_plans(tx, ["plan-1", "plan-2"]) == {"plan-1": None}
        assert await own_changes.pending(tx, ["plan-2", "plan-1"]) == ("plan-1",)
        await own_changes.settle(tx, "plan-1", OWN)
        assert await own_changes.of_plans(tx, ["plan-1"]) == {"plan-1": OWN}
        assert await own_changes.pending(tx, ["plan-1"]) == ()


async def test_what_was_found_out_first_stays(database):
    async with database.begin() as tx:
        await own_changes.begin(tx, plan(id="plan-1"), base_branch="main")
        await own_changes.settle(tx, "plan-1", CANCELLED)
        await own_changes.settle(tx, "plan-1", OWN)
        assert await own_changes.of_plans(tx, ["plan-1"]) == {"plan-1": CANCELLED}


async def test_what_is_pending_is_cancelled_and_told_again_after_a_crash(database):
    new = replace(plan(id="plan-3"), head_sha="new")
    async with database.begin() as tx:
        for each in (plan(id="plan-1"), plan(id="plan-2"), new):
            await own_changes.begin(tx, each, base_branch="main")
        await own_changes.settle(tx, "plan-2", OWN)
        repo, number = new.repo, new.number
        for _ in range(2):
            assert await own_changes.cancel(tx, repo, number, CANCELLED, but_head="new") == ("plan-1",)
        assert await own_changes.of_plans(tx, ["plan-1", "plan-2", "plan-3"]) == {
            "plan-1": CANCELLED,
            "plan-2": OWN,
            "plan-3": None,
        }
