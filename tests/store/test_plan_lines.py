from dataclasses import replace

import sqlalchemy as sa

from support.values import CHANGE, CONTENT, REPO, STAGING, later, plan
from tidegate.core.plans.model import Counts
from tidegate.store import plan_lines, plans

OTHER = replace(CHANGE, number=8)
DEV = replace(STAGING, dir="environments/dev", workspace="dev", name="dev-environment")


async def _ids(tx, *changes):
    return [line.id for line in await plan_lines.newest(tx, changes)]


async def test_the_newest_plan_of_each_project_of_many_changes_is_found(database):
    async with database.begin() as tx:
        await plans.add(tx, plan())
        await plans.add(tx, plan(id="order-1.1", project=DEV, position=1))
        await plans.add(tx, plan(id="order-2.0", batch="order-2"))
        await plans.add(tx, plan(id="order-3.0", batch="order-3", number=8))
        assert await _ids(tx, CHANGE, OTHER) == ["order-1.1", "order-2.0", "order-3.0"]
        assert await _ids(tx, OTHER) == ["order-3.0"]
        assert await _ids(tx) == []


async def test_a_discarded_plan_is_shown_only_where_there_is_no_other(database):
    async with database.begin() as tx:
        await plans.add(tx, plan())
        await plans.add(tx, plan(id="order-2.0", batch="order-2"))
        await plans.discard(tx, REPO, 7, but_batch="order-1")
        assert await _ids(tx, CHANGE) == ["order-1.0"]
        await plans.discard(tx, REPO, 7)
        assert await _ids(tx, CHANGE) == ["order-2.0"]


async def test_a_line_says_what_its_plan_says(database):
    async with database.begin() as tx:
        await plans.add(tx, plan(because="waits"))
        (before,) = await plan_lines.newest(tx, [CHANGE])
        await plans.finish(tx, "order-1.0", digest="v1:aa", content=CONTENT, output="", at=later(5))
        (line,) = await plan_lines.newest(tx, [CHANGE])
        whole = await plans.get(tx, "order-1.0")
    assert before.counts is None
    assert line.counts == Counts(adds=1, changes=0, destroys=0, is_empty=False)
    for name in plan_lines.PlanLine.__dataclass_fields__:
        assert getattr(line, name) == getattr(whole, name), name


async def test_neither_content_nor_output_is_read(database):
    async with database.begin() as tx:
        said = []
        sa.event.listen(tx.sync_connection, "before_cursor_execute", lambda *given: said.append(given[2]))
        await plan_lines.newest(tx, [CHANGE])
    assert said
    assert not any("content" in words or "output" in words for words in said)


async def test_what_a_change_would_have_cost_an_environment_is_found_by_its_last_plan_there(database):
    async with database.begin() as tx:
        for number, name in ((7, "order-1.0"), (7, "order-2.0"), (8, "order-3.0")):
            await plans.add(tx, plan(id=name, batch=name, number=number))
            await plans.finish(tx, name, digest="v1:aa", content=CONTENT, output="", at=later(5))
        await plans.add(tx, plan(id="order-4.0", batch="order-4", number=8))
        await plans.add(tx, plan(id="order-5.0", batch="order-5", environment="prod"))
        await plans.discard(tx, REPO, 7)
        assert [line.id for line in await plan_lines.made(tx, REPO, (7, 8), ["staging"])] == ["order-2.0", "order-3.0"]
        assert await plan_lines.made(tx, REPO, (), ["staging"]) == ()
