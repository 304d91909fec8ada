from datetime import timedelta

import pytest

from support.values import NOON
from tidegate.core.absences import Absence
from tidegate.store import absences

HOUR = timedelta(hours=1)


def absence(login="kim-lead", *, until=None, **said):
    return Absence(**{"login": login, "since": NOON, "until": until, "by": "dave", **said})


@pytest.mark.parametrize(("after", "is_away"), [(-1, False), (0, True), (1, True), (2, False), (3, False)])
async def test_somebody_is_away_from_the_beginning_until_the_end(database, after, is_away):
    said = absence(until=NOON + 2 * HOUR)
    async with database.begin() as tx:
        await absences.mark(tx, said)
        found = await absences.away(tx, "acme/infra", NOON + after * HOUR)
    assert found == ({"kim-lead": said} if is_away else {})


async def test_without_an_end_somebody_is_away_until_they_are_back(database):
    async with database.begin() as tx:
        await absences.mark(tx, absence())
        await absences.mark(tx, absence("park-cto"))
        assert set(await absences.away(tx, "acme/infra", NOON + 1000 * HOUR)) == {"kim-lead", "park-cto"}
        assert await absences.end(tx, "KIM-LEAD")
        assert not await absences.end(tx, "kim-lead")
        assert set(await absences.away(tx, "acme/infra", NOON + 1000 * HOUR)) == {"park-cto"}


async def test_the_newest_mark_holds_and_the_same_one_is_no_news(database):
    later = absence(since=NOON + HOUR, until=NOON + 2 * HOUR)
    async with database.begin() as tx:
        assert await absences.mark(tx, absence())
        assert await absences.mark(tx, later)
        assert not await absences.mark(tx, later)
        assert await absences.away(tx, "acme/infra", NOON) == {}
        assert await absences.away(tx, "acme/infra", NOON + HOUR) == {"kim-lead": later}


async def test_what_one_repository_says_counts_in_no_other_and_is_ended_there(database):
    here, own = absence(repo="acme/infra"), absence(by="kim-lead", until=NOON + HOUR)
    async with database.begin() as tx:
        await absences.mark(tx, here)
        await absences.mark(tx, own)
        assert await absences.away(tx, "acme/infra", NOON) == {"kim-lead": here}
        assert await absences.away(tx, "acme/other", NOON) == {"kim-lead": own}
        assert await absences.every(tx, NOON) == (own, here)
        assert await absences.end(tx, "kim-lead", repo="acme/infra")
        assert await absences.away(tx, "acme/infra", NOON) == {"kim-lead": own}
        await absences.mark(tx, here)
        assert await absences.end(tx, "kim-lead")
        assert await absences.every(tx, NOON) == ()
