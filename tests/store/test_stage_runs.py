from support.values import NOON
from tidegate.store import stage_runs
from tidegate.store.stage_runs import Claim


async def test_a_stage_belongs_to_the_host_that_started_it(database):
    async with database.begin() as tx:
        assert await stage_runs.start(tx, "wf", host="one", at=NOON) == Claim(host="one", fresh=True)
        assert await stage_runs.start(tx, "wf", host="two", at=NOON) == Claim(host="one", fresh=False)
