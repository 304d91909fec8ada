from support.values import NOON, REPO, later
from tidegate.core.deployments.debts import Debt
from tidegate.store import debts


def owed(item, minutes=0, environment="prod"):
    return Debt(
        id=f"batch.{environment}.{item}",
        environment=environment,
        item=item,
        deployment="batch",
        by="kim-lead",
        opened_at=later(minutes),
    )


async def test_open_debts_are_found_by_environment_and_by_change(database):
    older, newer, elsewhere = owed("test_plan"), owed("window", 3), owed("window", 1, "staging")
    async with database.begin() as tx:
        assert await debts.open_all(tx, REPO, 7, [newer, older])
        assert await debts.open_all(tx, REPO, 8, [elsewhere])
        assert await debts.open_of(tx, REPO, ["prod"]) == (older, newer)
        assert await debts.open_of(tx, "acme/other", ["prod"]) == ()
        assert await debts.open_of_change(tx, REPO, 8) == (elsewhere,)


async def test_what_was_owed_before_an_environment_was_renamed_is_owed_under_its_new_name(database):
    before, since = owed("window", environment="prod"), owed("test_plan", 3, "live")
    async with database.begin() as tx:
        await debts.open_all(tx, REPO, 7, [before, since])
        assert await debts.open_of(tx, REPO, ("live", "prod")) == (before, since)


async def test_a_debt_is_opened_once_and_paid_once(database):
    debt = owed("test_plan")
    async with database.begin() as tx:
        await debts.open_all(tx, REPO, 7, [debt])
        assert await debts.pay(tx, debt, by="bob", at=NOON)
        assert not await debts.pay(tx, debt, by="carol", at=later(1))
        assert not await debts.open_all(tx, REPO, 7, [debt])
        assert await debts.open_of(tx, REPO, ["prod"]) == ()
