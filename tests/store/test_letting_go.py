import pytest

from support.values import NOON, REPO, later, plan
from tidegate.core.deployments.locks import Place
from tidegate.store import plans, project_locks
from tidegate.store.letting_go import let_go, let_go_of

HERE = Place(dir=plan().project.dir, workspace=plan().project.workspace)


async def _locked(tx, number: int = 7) -> int | None:
    await project_locks.take(tx, REPO, plan().project, number=number, actor="bob", at=NOON)
    return await project_locks.holder_of(tx, REPO, plan().project)


async def test_a_lock_without_a_plan_is_given_back(database):
    async with database.begin() as tx:
        await _locked(tx)
        await let_go(tx, REPO, 7, [HERE])
        assert await project_locks.holder_of(tx, REPO, plan().project) is None


@pytest.mark.parametrize(("changed", "holder"), [({}, 7), ({"deployable": False}, None), ({"state": "waiting"}, None)])
async def test_a_plan_that_could_be_applied_keeps_it(database, changed, holder):
    async with database.begin() as tx:
        await plans.add(tx, plan(**changed))
        await _locked(tx)
        await let_go(tx, REPO, 7, [HERE])
        assert await project_locks.holder_of(tx, REPO, plan().project) == holder


async def test_plans_that_were_cancelled_give_theirs_back(database):
    async with database.begin() as tx:
        await plans.add(tx, plan())
        await _locked(tx)
        await let_go_of(tx, await plans.cancel(tx, REPO, 7, because="Cancelled.", at=later(1)))
        assert await project_locks.holder_of(tx, REPO, plan().project) is None


async def test_another_changes_lock_is_not_touched(database):
    async with database.begin() as tx:
        await _locked(tx, number=8)
        await let_go(tx, REPO, 7, [HERE])
        assert await project_locks.holder_of(tx, REPO, plan().project) == 8
