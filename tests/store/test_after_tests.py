from dataclasses import replace

from support.values import NOON, later
from tidegate.store import after_tests
from tidegate.store.after_tests import AfterTest


async def test_commands_are_read_in_their_order_with_the_newest_news_of_each(database):
    second = AfterTest(deployment_id="d1", position=1, command="./load.sh", state="running", at=NOON)
    first = AfterTest(deployment_id="d1", position=0, command="./ping.sh", state="passed", exit_code=0, at=NOON)
    ended = replace(second, state="failed", exit_code=3, output="too slow", at=later(9))
    async with database.begin() as tx:
        for test in (second, first, ended, replace(first, deployment_id="d2")):
            await after_tests.keep(tx, test)
        assert await after_tests.of_deployments(tx, ["d1", "absent"]) == {"d1": (first, ended)}
