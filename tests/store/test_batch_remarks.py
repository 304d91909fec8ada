from tidegate.store import batch_remarks


async def test_what_is_said_of_a_batch_is_kept_once(database):
    async with database.begin() as tx:
        assert await batch_remarks.of(tx, "order-1") == ()
        await batch_remarks.keep(tx, "order-1", [])
        await batch_remarks.keep(tx, "order-1", ["One.", "Two."])
        await batch_remarks.keep(tx, "order-1", ["One.", "Two."])
        assert await batch_remarks.of(tx, "order-1") == ("One.", "Two.")
        assert await batch_remarks.of(tx, "order-2") == ()
