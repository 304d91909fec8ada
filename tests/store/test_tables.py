from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from tidegate.store import stage_runs
from tidegate.store.tables import stage_runs as table

SEOUL = timezone(timedelta(hours=9))


async def test_an_instant_comes_back_in_utc_whatever_zone_it_was_given_in(database):
    async with database.begin() as tx:
        await stage_runs.start(tx, "wf", host="h", at=datetime(2026, 11, 24, 9, 0, tzinfo=SEOUL))
        (found,) = (await tx.execute(table.select())).all()
    assert found.started_at == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


async def test_an_instant_without_a_zone_is_refused(database):
    async def keep():
        async with database.begin() as tx:
            await stage_runs.start(tx, "wf", host="h", at=datetime(2026, 11, 24, 9, 0))  # noqa: DTZ001

    with pytest.raises(StatementError, match="needs a zone"):
        await keep()
