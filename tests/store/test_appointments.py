from datetime import timedelta

from support.values import NOON, REPO
from tidegate.store import appointments
from tidegate.store.appointments import StoredAppointment


def appointment(name: str, *, hours: int = 1, number: int = 7) -> StoredAppointment:
    return StoredAppointment(id=name, repo=REPO, number=number, order='{"a": 1}', due=NOON + timedelta(hours=hours))


async def test_an_appointment_is_kept_as_it_was_made(database):
    async with database.begin() as tx:
        await appointments.add(tx, appointment("a"))
        await appointments.add(tx, appointment("a", hours=9))
        assert await appointments.find(tx, "a") == appointment("a")
        assert await appointments.find(tx, "b") is None


async def test_those_of_a_change_that_wait_come_in_the_order_they_are_due(database):
    async with database.begin() as tx:
        for each in (appointment("late", hours=3), appointment("soon"), appointment("other", number=8)):
            await appointments.add(tx, each)
        assert [each.id for each in await appointments.waiting(tx, REPO, 7)] == ["soon", "late"]


async def test_an_appointment_begins_once(database):
    async with database.begin() as tx:
        await appointments.add(tx, appointment("a"))
        assert await appointments.begin(tx, "a")
        assert not await appointments.begin(tx, "a")
        assert not await appointments.begin(tx, "unknown")
        assert await appointments.waiting(tx, REPO, 7) == ()


async def test_one_that_was_taken_back_does_not_begin_and_says_why(database):
    async with database.begin() as tx:
        await appointments.add(tx, appointment("a"))
        await appointments.cancel(tx, ["a"], because="a new commit")
        assert not await appointments.begin(tx, "a")
        found = await appointments.find(tx, "a")
    assert (found.state, found.note) == ("cancelled", "a new commit")


async def test_one_that_has_begun_is_not_taken_back(database):
    async with database.begin() as tx:
        await appointments.add(tx, appointment("a"))
        await appointments.begin(tx, "a")
        await appointments.cancel(tx, ["a"], because="too late")
        found = await appointments.find(tx, "a")
    assert (found.state, found.note) == ("started", "")
