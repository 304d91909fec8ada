from support.values import CONTENT
from tidegate.core.plans.inverse import going_back
from tidegate.store import previews


async def test_what_going_back_would_mean_is_kept_and_found_by_its_plan(database):
    steps = going_back(CONTENT)
    async with database.begin() as tx:
        await previews.keep(tx, "plan-1", steps)
        await previews.keep(tx, "plan-1", steps)
        await previews.keep(tx, "plan-2", ())
        assert await previews.of_plans(tx, ["plan-1", "plan-2", "plan-3"]) == {"plan-1": steps, "plan-2": ()}
