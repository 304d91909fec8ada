from tidegate.core.plans.change_digests import ChangeDigests, Ground
from tidegate.store import change_digests


async def test_digests_are_kept_and_found_by_their_plan(database):
    made = ChangeDigests(
        changes={"aws_lb.web": "1"},
        later=("aws_lb.web",),
        code=("2",),
        ground=Ground(around="3", feeds={"data.a.b": "4"}),
    )
    async with database.begin() as tx:
        await change_digests.keep(tx, "plan-1", made)
        await change_digests.keep(tx, "plan-1", made)
        assert await change_digests.find(tx, "plan-1") == made
        assert await change_digests.find(tx, "plan-2") is None
        assert await change_digests.of_plans(tx, ["plan-1", "plan-2"]) == {"plan-1": made}
