from datetime import timedelta

from support.values import NOON, REPO
from tidegate.store import cancels
from tidegate.store.ids import new_id

EARLIER, THEN, LATER = (new_id("event", NOON + timedelta(minutes=minute)) for minute in (0, 1, 2))


async def test_orders_older_than_the_cancel_are_not_carried_out_and_newer_ones_are(database):
    async with database.begin() as tx:
        await cancels.note(tx, REPO, 7, "plan", until=THEN)
        assert await cancels.is_cancelled(tx, REPO, 7, "plan", f"{EARLIER}-order")
        assert not await cancels.is_cancelled(tx, REPO, 7, "plan", f"{LATER}-order")
        assert not await cancels.is_cancelled(tx, REPO, 8, "plan", f"{EARLIER}-order")


async def test_plans_and_applies_are_cancelled_apart(database):
    async with database.begin() as tx:
        await cancels.note(tx, REPO, 7, "plan", until=THEN)
        assert not await cancels.is_cancelled(tx, REPO, 7, "apply", EARLIER)
        await cancels.note(tx, REPO, 7, "apply", until=THEN)
        assert await cancels.is_cancelled(tx, REPO, 7, "apply", EARLIER)


async def test_nothing_is_cancelled_until_somebody_says_so(database):
    async with database.begin() as tx:
        assert not await cancels.is_cancelled(tx, REPO, 7, "plan", EARLIER)


async def test_the_latest_cancel_counts_in_whatever_order_they_are_noted(database):
    async with database.begin() as tx:
        await cancels.note(tx, REPO, 7, "plan", until=LATER)
        await cancels.note(tx, REPO, 7, "plan", until=EARLIER)
        assert await cancels.is_cancelled(tx, REPO, 7, "plan", THEN)
