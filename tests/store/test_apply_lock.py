from datetime import timedelta

from support.values import NOON
from tidegate.store import apply_lock


async def test_applies_are_stopped_by_whoever_came_first_until_the_lock_is_lifted(database):
    async with database.begin() as tx:
        assert await apply_lock.current(tx) is None
        await apply_lock.engage(tx, actor="kim-lead", at=NOON)
        await apply_lock.engage(tx, actor="dave", at=NOON + timedelta(hours=1))
        found = await apply_lock.current(tx)
        assert found
        assert (found.actor, found.since) == ("kim-lead", NOON)
        await apply_lock.lift(tx)
        assert await apply_lock.current(tx) is None
