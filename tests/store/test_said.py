from support.values import NOON, REPO, later
from tidegate.core.statements import Statement
from tidegate.store import said


def statement(name, minutes=0, **more):
    return Statement(id=name, person="bob", surface="comment", at=later(minutes), said="approve", **more)


async def test_what_people_said_is_read_oldest_first_and_whole(database):
    first = statement("z", environment="staging", text="네", seen={"a:default": "d1"}, head_sha="a" * 40)
    second = statement("a", 3)
    async with database.begin() as tx:
        for each in (second, first):
            assert await said.add(tx, REPO, 7, each)
        assert await said.of_change(tx, REPO, 7) == (first, second)
        assert await said.of_change(tx, REPO, 8) == ()


async def test_the_same_statement_told_again_is_one_and_stays_as_it_was(database):
    async with database.begin() as tx:
        assert await said.add(tx, REPO, 7, statement("a"))
        assert not await said.add(tx, REPO, 7, statement("a", 5, text="edited"))
        (kept,) = await said.of_change(tx, REPO, 7)
        assert await said.find(tx, "a") == kept
        assert await said.find(tx, "b") is None
    assert (kept.at, kept.text) == (NOON, "")


async def test_what_was_said_of_several_changes_is_read_at_once(database):
    first, second, other = statement("a"), statement("b", 3), statement("c")
    async with database.begin() as tx:
        for number, each in ((7, second), (7, first), (8, other), (9, statement("d"))):
            assert await said.add(tx, REPO, number, each)
        assert await said.of_numbers(tx, REPO, (7, 8, 10)) == {7: (first, second), 8: (other,)}
