from datetime import timedelta

import pytest

from support.values import NOON
from tidegate.store import absences

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(("after", "is_away"), [(-1, False), (0, True), (1, True), (2, False), (3, False)])
async def test_somebody_is_away_from_the_beginning_until_the_end(database, after, is_away):
    async with database.begin() as tx:
        await absences.mark(tx, "Kim-Lead", since=NOON, until=NOON + 2 * HOUR, by="dave")
        assert await absences.away(tx, NOON + after * HOUR) == (frozenset({"kim-lead"}) if is_away else frozenset())


async def test_without_an_end_somebody_is_away_until_they_are_back(database):
    async with database.begin() as tx:
        await absences.mark(tx, "kim-lead", since=NOON, until=None, by="kim-lead")
        await absences.mark(tx, "park-cto", since=NOON, until=None, by="park-cto")
        assert await absences.away(tx, NOON + 1000 * HOUR) == {"kim-lead", "park-cto"}
        await absences.end(tx, "KIM-LEAD")
        assert await absences.away(tx, NOON + 1000 * HOUR) == {"park-cto"}


async def test_the_newest_mark_holds(database):
    async with database.begin() as tx:
        await absences.mark(tx, "kim-lead", since=NOON, until=None, by="dave")
        await absences.mark(tx, "kim-lead", since=NOON + HOUR, until=NOON + 2 * HOUR, by="dave")
        assert await absences.away(tx, NOON) == frozenset()
        assert await absences.away(tx, NOON + HOUR) == {"kim-lead"}
