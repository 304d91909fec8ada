from support.values import deployment, plan
from tidegate.web.runs import find_run, is_finished


async def test_plans_and_deployments_are_found_by_their_id(filled):
    async with filled.database.begin() as tx:
        assert (await find_run(tx, "order-1.0")).state == "planned"
        assert (await find_run(tx, "order-6.0")).state == "applied"


async def test_what_is_no_id_is_not_found(filled):
    async with filled.database.begin() as tx:
        for words in ("", "..", "../order-1.0", "order-1.0/"):
            assert await find_run(tx, words) is None


def test_a_run_is_finished_when_it_neither_waits_nor_runs():
    assert [is_finished(plan(state=state)) for state in ("queued", "running", "planned", "failed")] == [
        False,
        False,
        True,
        True,
    ]
    assert [is_finished(deployment(state=state)) for state in ("queued", "running", "applied")] == [False, False, True]
