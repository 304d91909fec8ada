from support.values import NOON, REPO, STAGING
from tidegate.core.deployments.locks import Place, place_of
from tidegate.store import slots


async def _found(tx, asking):
    """What a workflow finds at the place of `STAGING`, and at another one."""
    other = Place(dir=STAGING.dir, workspace="other")
    return list((await slots.states(tx, REPO, [place_of(STAGING), other], asking=asking)).values())


async def _take(tx, workflow):
    return await slots.take(tx, REPO, STAGING, workflow=workflow, at=NOON)


async def test_a_slot_belongs_to_one_workflow_and_taking_it_again_is_free_for_it(database):
    async with database.begin() as tx:
        assert await _take(tx, "one")
        assert await _take(tx, "one")
        assert not await _take(tx, "two")


async def test_only_the_owner_gives_a_slot_back(database):
    async with database.begin() as tx:
        await _take(tx, "one")
        await slots.free(tx, REPO, STAGING, workflow="two")
        assert not await _take(tx, "two")
        await slots.free(tx, REPO, STAGING, workflow="one")
        assert await _take(tx, "two")


async def test_a_suspect_slot_stays_closed_for_everybody_until_a_person_clears_it(database):
    async with database.begin() as tx:
        await _take(tx, "one")
        await slots.suspect(tx, REPO, STAGING, workflow="one")
        assert await _found(tx, "one") == ["suspect"]
        assert not await _take(tx, "two")
        await slots.clear_suspects(tx, REPO, STAGING)
        assert await _take(tx, "two")


async def test_ones_own_slot_counts_as_free_and_anothers_as_held(database):
    async with database.begin() as tx:
        assert await _found(tx, "one") == []
        await _take(tx, "one")
        assert await _found(tx, "one") == []
        assert await _found(tx, "two") == ["held"]


async def test_clearing_suspects_leaves_a_running_apply_alone(database):
    async with database.begin() as tx:
        await _take(tx, "one")
        await slots.clear_suspects(tx, REPO, STAGING)
        assert not await _take(tx, "two")


async def test_slots_that_are_not_free_are_listed(database):
    async with database.begin() as tx:
        await _take(tx, "one")
        await slots.suspect(tx, REPO, STAGING, workflow="one")
        (slot,) = await slots.every(tx)
    assert (slot.repo, slot.dir, slot.state, slot.since) == (REPO, STAGING.dir, "suspect", NOON)
