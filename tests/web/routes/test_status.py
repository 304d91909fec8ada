from support.values import NOON, REPO, STAGING
from support.web import client
from tidegate.store import slots


async def test_status_counts_the_applies_that_run(filled):
    async with filled.database.begin() as tx:
        await slots.take(tx, REPO, STAGING, workflow="order-9", at=NOON)
    async with client(filled) as http:
        assert (await http.get("/status")).json() == {
            "shutting_down": False,
            "in_progress_operations": 1,
            "version": "0.1.0",
        }
