from dataclasses import replace

from support.values import CHANGE, NOON, REPO, later
from tidegate.store import changes


async def test_the_newest_picture_of_a_change_replaces_the_older(database):
    async with database.begin() as tx:
        await changes.remember(tx, CHANGE, NOON)
        await changes.remember(tx, replace(CHANGE, title="새 제목"), later(1))
        found = await changes.find(tx, REPO, 7)
    assert found
    assert found.title == "새 제목"


async def test_open_changes_come_before_closed_ones(database):
    async with database.begin() as tx:
        await changes.remember(tx, CHANGE, NOON)
        await changes.remember(tx, replace(CHANGE, number=8, state="merged"), later(1))
        await changes.remember(tx, replace(CHANGE, number=9), later(2))
        assert [change.number for change in await changes.newest(tx)] == [9, 7, 8]


async def test_an_unknown_change_is_none(database):
    async with database.begin() as tx:
        assert await changes.find(tx, REPO, 1) is None


async def test_many_changes_of_a_repository_are_found_at_once(database):
    async with database.begin() as tx:
        for repo, number in ((REPO, 7), (REPO, 8), (REPO, 9), ("acme/web", 7)):
            await changes.remember(tx, replace(CHANGE, repo=repo, number=number), NOON)
        found = await changes.of_numbers(tx, REPO, (7, 9, 10))
        assert await changes.of_numbers(tx, REPO, ()) == {}
    assert found == {7: CHANGE, 9: replace(CHANGE, number=9)}


async def test_each_repository_is_named_once(database):
    async with database.begin() as tx:
        for repo, number in (("acme/web", 1), (REPO, 1), (REPO, 2)):
            await changes.remember(tx, replace(CHANGE, repo=repo, number=number), NOON)
        assert await changes.repos(tx) == (REPO, "acme/web")


async def test_pushes_of_a_repository_are_counted_below_zero(database):
    async with database.begin() as tx:
        assert await changes.next_push(tx, REPO) == -1
        await changes.remember(tx, CHANGE, NOON)
        assert await changes.next_push(tx, REPO) == -1
        await changes.remember(tx, replace(CHANGE, number=-1), NOON)
        assert (await changes.next_push(tx, REPO), await changes.next_push(tx, "acme/web")) == (-2, -1)


async def test_a_push_has_a_name_and_a_pull_request_goes_by_its_number(database):
    async with database.begin() as tx:
        for number in (7, -1):
            await changes.remember(tx, replace(CHANGE, number=number), NOON)
        assert await changes.called(tx, REPO, -1) == f"staging@{CHANGE.head_sha[:7]}"
        assert [await changes.called(tx, REPO, number) for number in (7, -2, None)] == ["", "", ""]


async def test_what_does_not_wait_any_more_is_remembered_so(database):
    async with database.begin() as tx:
        await changes.remember(tx, replace(CHANGE, number=-1, state="merged", landed="a" * 40), NOON)
        await changes.end(tx, REPO, -1)
        await changes.end(tx, REPO, -2)
        found = await changes.find(tx, REPO, -1)
    assert found is not None
    assert not found.is_live


async def test_open_changes_are_found_by_their_head(database):
    head = CHANGE.head_sha
    async with database.begin() as tx:
        await changes.remember(tx, replace(CHANGE, number=7, body=f"as {head}"), NOON)
        await changes.remember(tx, replace(CHANGE, number=8, state="closed"), NOON)
        await changes.remember(tx, replace(CHANGE, number=9, head_sha="f" * 40, body=f"after {head}"), NOON)
        await changes.remember(tx, replace(CHANGE, number=10, repo="acme/web"), NOON)
        assert await changes.open_at(tx, REPO, head) == {7}
