from support.values import REPO, plan
from tidegate.core.known import Unknown
from tidegate.flows.letting_go.cancel import end_plans
from tidegate.flows.orders import CancelOrder
from tidegate.store import own_changes, plans


async def test_what_a_finished_plan_is_compared_with_is_cancelled_too(door):
    made = plan(deployable=False, state="planned")
    order = CancelOrder(repo=REPO, number=made.number, actor="bob")
    async with door.database.begin() as tx:
        await plans.add(tx, made)
        await own_changes.begin(tx, made, base_branch="main")
    for _ in range(2):
        ended = await end_plans(order, "order-2")
        assert (ended["runs"], ended["labels"]) == ([f"{made.id}.base"], [made.project.label])
    async with door.database.read() as tx:
        (found,) = (await own_changes.of_plans(tx, [made.id])).values()
    assert isinstance(found, Unknown)
    assert "not compared with its base (Cancelled by @bob" in str(found.unknown_because)
