from support.costs import REDIS, estimate
from tidegate.store import estimates


async def test_an_estimate_is_kept_to_the_last_digit_and_found_by_its_plan(database):
    made = estimate(REDIS)
    async with database.begin() as tx:
        await estimates.keep(tx, "plan-1", made)
        await estimates.keep(tx, "plan-1", made)
        assert await estimates.of_plans(tx, ["plan-1", "plan-2"]) == {"plan-1": made}
