from support.values import NOON
from tidegate.store import events
from tidegate.store.events import StoredEvent


def _event(**changed):
    values = {
        "id": "event-1",
        "delivery": "d-1",
        "kind": "issue_comment",
        "object_id": "created:12",
        "payload": {"action": "created", "comment": {"body": "atlantis plan 한글"}},
        "received_at": NOON,
    }
    return StoredEvent(**(values | changed))


async def test_an_event_comes_back_as_it_was_stored(database):
    async with database.begin() as tx:
        assert await events.keep(tx, _event())
    async with database.begin() as tx:
        assert await events.load(tx, "event-1") == _event()


async def test_the_same_delivery_twice_is_one_event(database):
    async with database.begin() as tx:
        await events.keep(tx, _event())
        assert not await events.keep(tx, _event(id="event-2", object_id="created:13"))
        assert await events.waiting(tx) == ("event-1",)


async def test_the_same_comment_through_two_hooks_is_one_event(database):
    async with database.begin() as tx:
        await events.keep(tx, _event())
        assert not await events.keep(tx, _event(id="event-2", delivery="d-2"))


async def test_news_without_an_object_are_all_kept(database):
    async with database.begin() as tx:
        assert await events.keep(tx, _event(object_id=None))
        assert await events.keep(tx, _event(id="event-2", delivery="d-2", object_id=None))


async def test_a_started_event_does_not_wait_any_more(database):
    async with database.begin() as tx:
        await events.keep(tx, _event())
        await events.keep(tx, _event(id="event-0", delivery="d-0", object_id=None))
        assert await events.waiting(tx) == ("event-0", "event-1")
        await events.mark(tx, "event-0", "started")
        assert await events.waiting(tx) == ("event-1",)
