from __future__ import annotations

from dataclasses import replace

from support.decisions import statement
from support.values import deployment, later
from tidegate.flows.telling.following_up import followed, followed_of
from tidegate.store import deployments, said


def applied(id: str = "order-2.0", *, ended: float = 60, **changed):  # noqa: A002 - the row's word for it
    batch = id.partition(".")[0]
    return deployment(id=id, batch=batch, state="applied", finished_at=later(ended), **changed)


def shown(deployed, *statements):
    return {(each.environment, each.batch): set(each.open_ids) for each in followed(deployed, statements)}


def tick(item: str, seconds: float):
    return replace(statement("dana", "check", item), at=later(seconds))


def test_each_environment_a_change_was_deployed_to_has_a_list():
    deployed = (applied(), applied("order-3.0", environment="prod"), applied("order-4.0", environment=None))
    assert list(shown(deployed)) == [("staging", "order-2"), ("prod", "order-3")]


def test_an_apply_that_did_not_end_well_opens_none():
    failed = deployment(id="order-2.1", state="failed", finished_at=later(70))
    assert shown((applied(), failed)) == {}


def test_the_last_deployment_counts_and_what_was_ticked_before_it_is_open_again():
    ticks = (tick("documentation", 100), tick("service_works", 300))
    first, second = applied(ended=60), applied("order-3.0", ended=200)
    assert "documentation" not in shown((first,), *ticks)["staging", "order-2"]
    (((_, batch), left),) = shown((first, second), *ticks).items()
    assert batch == "order-3"
    assert "documentation" in left
    assert "service_works" not in left


async def test_rows_are_read_of_one_change(door):
    async with door.database.begin() as tx:
        for each in (applied(), applied("order-9.0", number=8)):
            await deployments.add(tx, each)
        await said.add(tx, "acme/infra", 7, tick("documentation", 100))
    async with door.database.read() as tx:
        (mine,) = await followed_of(tx, "acme/infra", 7)
        assert await followed_of(tx, "acme/infra", 9) == ()
    assert mine.batch == "order-2"
    assert "documentation" not in mine.open_ids
