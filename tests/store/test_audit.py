import asyncio
import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from support.values import later
from tidegate.core.audit import EMPTY, verify
from tidegate.store import audit
from tidegate.store.database import sync_url
from tidegate.store.tables import audit as table

KEY = b"k" * 32


async def appended(database, number, **changed):
    values = {"kind": "command", "actor": "alice", "subject": "acme/infra#7", "data": {"n": number, "ö": "가"}}
    async with database.begin() as tx:
        return await audit.append(tx, KEY, at=later(number), **{**values, **changed})


async def test_entries_count_without_gaps_and_come_back_as_a_chain_in_order(database, url):
    heads = [await appended(database, number) for number in range(3)]
    assert [head.seq for head in heads] == [1, 2, 3]
    links = list(audit.read(url))
    assert audit.end(url) == heads[-1]
    assert verify(KEY, links, heads[-1]).damage is None
    assert json.loads(links[2].entry.data) == {"n": 2, "ö": "가"}
    assert (links[1].entry.at, links[1].entry.actor) == (later(1), "alice")


async def test_an_empty_log_has_an_empty_head(database, url):
    async with database.read() as tx:
        assert await audit.head(tx) == EMPTY
        assert await audit.newest(tx, "command") is None
    assert list(audit.read(url)) == []
    assert audit.end(url) == EMPTY


async def test_many_at_once_still_count_without_gaps(database, url):
    await asyncio.gather(*(appended(database, number) for number in range(20)))
    verdict = verify(KEY, audit.read(url))
    assert (verdict.entries, verdict.damage) == (20, None)


async def test_what_is_rolled_back_leaves_no_entry_and_no_gap(database, url):
    async def fail():
        async with database.begin() as tx:
            await audit.append(tx, KEY, at=later(0), kind="k", actor="", subject="", data={})
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert (await appended(database, 1)).seq == 1


async def test_it_is_read_from_a_number_or_an_instant_on(database, url):
    for number in range(4):
        await appended(database, number)
    assert [link.entry.seq for link in audit.read(url, since=3)] == [3, 4]
    assert [link.entry.seq for link in audit.read(url, since=later(1))] == [2, 3, 4]


async def test_the_newest_entry_of_a_kind_is_found(database):
    await appended(database, 0, kind="head published", subject="first")
    await appended(database, 1, kind="head published", subject="second")
    await appended(database, 2)
    async with database.read() as tx:
        assert (await audit.newest(tx, "head published")).subject == "second"


@pytest.mark.parametrize("statement", ["update audit set actor = 'mallory'", "delete from audit where seq = 1"])
async def test_the_database_itself_refuses_changes(database, url, statement):
    await appended(database, 0)

    async def change():
        async with database.begin() as tx:
            await tx.execute(sa.text(statement))

    with pytest.raises(DBAPIError, match="append-only"):
        await change()


async def test_a_change_past_the_database_is_found(database, url):
    for number in range(3):
        await appended(database, number)
    engine = sa.create_engine(sync_url(url))
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("alter table audit disable trigger all"))
        else:
            connection.execute(sa.text("drop trigger audit_no_update"))
        connection.execute(sa.update(table).where(table.c.seq == 2).values(actor="mallory"))
    engine.dispose()
    damage = verify(KEY, audit.read(url)).damage
    assert (damage.seq, damage.kind) == (2, "edited")
