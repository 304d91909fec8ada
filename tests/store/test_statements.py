from support.values import NOON
from tidegate.store.statements import insert_new, put
from tidegate.store.tables import changes, stage_runs


async def test_a_row_is_inserted_once(database):
    async with database.begin() as tx:
        assert await insert_new(tx, stage_runs, workflow="wf", host="one", started_at=NOON)
        assert not await insert_new(tx, stage_runs, workflow="wf", host="two", started_at=NOON)


async def test_putting_a_row_overwrites_the_one_with_its_key(database):
    row = {"repo": "r", "number": 1, "state": "open", "change": "{}", "updated_at": NOON}
    async with database.begin() as tx:
        await put(tx, changes, **row)
        await put(tx, changes, **(row | {"state": "closed"}))
        found = (await tx.execute(changes.select())).all()
    assert [entry.state for entry in found] == ["closed"]
