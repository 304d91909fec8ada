from datetime import timedelta

from support.values import NOON, REPO
from tidegate.store import cancels
from tidegate.store.ids import new_id

EARLIER, THEN, LATER = (new_id("event", NOON + timedelta(minutes=minute)) for minute in (0, 1, 2))


async def test_orders_older_than_the_cancel_are_not_carried_out_and_newer_ones_are(database):
    async with database.begin() as tx:
        await cancels.note(tx, REPO, 7, until=THEN)
        assert await cancels.is_cancelled(tx, REPO, 7, f"{EARLIER}-order")
        assert not await cancels.is_cancelled(tx, REPO, 7, f"{LATER}-order")
        assert not await cancels.is_cancelled(tx, REPO, 8, f"{EARLIER}-order")


async def test_nothing_is_cancelled_until_somebody_says_so(database):
    async with database.begin() as tx:
        assert not await cancels.is_cancelled(tx, REPO, 7, EARLIER)


async def test_the_last_cancel_counts(database):
    async with database.begin() as tx:
        await cancels.note(tx, REPO, 7, until=EARLIER)
        await cancels.note(tx, REPO, 7, until=LATER)
        assert await cancels.is_cancelled(tx, REPO, 7, THEN)
