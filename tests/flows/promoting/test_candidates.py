from dataclasses import replace

import pytest

from support.costs import estimate, resource, unpriced
from support.counting import git_runs, queries
from support.decisions import POLICY
from support.values import CHANGE, CONTENT, NOON, REPO, deployment, later, plan
from tidegate.flows.promoting.candidates import Candidate, candidate, included
from tidegate.store import after_tests, changes, deployments, estimates, plans
from tidegate.store.after_tests import AfterTest

STAGING, PROD = POLICY.environments["staging"], POLICY.environments["prod"]


@pytest.fixture
def staging(forge_of_acme):
    """Commits to the branch staging by what they hold; `main` has none of them."""
    base = forge_of_acme.commit("main", {"a.tf": ""})
    new = {"ref": "refs/heads/staging", "sha": base}
    forge_of_acme.must("kim-lead", "POST", f"/repos/{REPO}/git/refs", new)
    return lambda text: forge_of_acme.commit("staging", {"a.tf": text})


async def deployed(door, commit, number, *, tested=True):
    """A deployment to staging of a change's plan at a commit."""
    mine = f"order-{number}.0"
    async with door.database.begin() as tx:
        await plans.add(tx, plan(id=mine, batch=mine, number=number, head_sha=commit))
        await plans.finish(tx, mine, digest="d", content=CONTENT, output="", at=later(1))
        await deployments.add(tx, deployment(id=mine, batch=mine, number=number, plan_id=mine, head_sha=commit))
        await deployments.settle(tx, mine, "applied", output="", error="", at=later(number))
        if tested:
            ran = AfterTest(deployment_id=mine, position=0, command="./t.sh", state="passed", at=later(number))
            await after_tests.keep(tx, ran)


async def found(door):
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    return await candidate(REPO, STAGING, PROD, POLICY)


async def test_the_newest_commit_whose_deployments_are_proven_is_promoted(door, staging):
    await deployed(door, staging("one"), 7)
    proven = staging("two")
    await deployed(door, proven, 8)
    await deployed(door, proven, 9)
    await deployed(door, staging("three"), 10, tested=False)
    assert await found(door) == Candidate(sha=proven, numbers=(8, 9, 7))


async def test_a_hotfix_that_came_back_and_had_nothing_to_deploy_is_carried_along(door, staging, forge_of_acme):
    await deployed(door, staging("one"), 7)
    staging("not deployed")
    forge_of_acme.commit("main", {"fix.tf": "fix"})
    staging("one")
    brought_back = forge_of_acme.commit("staging", {"fix.tf": "fix"})
    assert await found(door) == Candidate(sha=brought_back, numbers=(7,))


async def test_what_was_not_deployed_and_came_from_elsewhere_is_not(door, staging, forge_of_acme):
    proven = staging("one")
    await deployed(door, proven, 7)
    forge_of_acme.commit("main", {"fix.tf": "fix"})
    forge_of_acme.commit("staging", {"fix.tf": "another"})
    assert await found(door) == Candidate(sha=proven, numbers=(7,))


async def test_what_is_not_proven_is_named_with_why(door, staging):
    lacking = [staging("one"), staging("two")]
    await deployed(door, lacking[1], 7, tested=False)
    await deployed(door, "0" * 40, 8)
    assert [one.what for one in await found(door)] == [sha[:7] for sha in reversed(lacking)]


async def test_what_the_next_branch_holds_already_is_nothing_new(door, staging, forge_of_acme):
    await deployed(door, staging("one"), 7)
    forge_of_acme.commit("main", {"a.tf": "one"})
    assert await found(door) == ()


async def cost(door):
    """Queries and git runs of a look for a candidate."""
    with queries(door.database) as sent, git_runs() as started:
        assert isinstance(await candidate(REPO, STAGING, PROD, POLICY), Candidate)
    return len(sent), len(started)


async def test_a_long_history_of_deployments_costs_as_many_queries_and_git_runs_as_a_short_one(door, staging):
    for number in (7, 8):
        await deployed(door, staging(f"v{number}"), number)
    await found(door)
    short = await cost(door)
    shas = [staging(f"w{number}") for number in range(20, 30)]
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    for number, sha in enumerate(shas, 20):
        await deployed(door, sha, 7 if number % 2 else number, tested=number == 29)
    assert await cost(door) == short


async def priced(door, number, *costs, **changed):
    """An open change with a plan of staging for each of these costs, the newest last."""
    async with door.database.begin() as tx:
        await changes.remember(tx, replace(CHANGE, number=number, title=f"Change *{number}*"), NOON)
        for at, cost in enumerate(costs):
            mine = f"order-{number}.{at}"
            await plans.add(tx, plan(id=mine, batch=mine, number=number, **changed))
            await plans.finish(tx, mine, digest="d", content=CONTENT, output="", at=later(1))
            if cost is not None:
                await estimates.keep(tx, mine, estimate(cost))


def more(amount):
    return resource("a.b", None, amount, action="create")


async def test_each_change_of_a_promotion_is_told_with_its_title_and_what_it_costs_there(door):
    await priced(door, 7, more("9.00"), more("538.74"))
    await priced(door, 8, more("1.00"), unpriced("a.b"))
    await priced(door, 9, more("1.00"), None)
    await priced(door, 10, more("1.00"), environment="prod")
    told = await included(REPO, (8, 7, 9, 10, 11), STAGING)
    assert [(one.number, one.cost) for one in told] == [(8, ""), (7, "+$538.74"), (9, ""), (10, ""), (11, "")]
    assert [one.title for one in told] == ["Change \\*8\\*", "Change \\*7\\*", "Change \\*9\\*", "Change \\*10\\*", ""]


async def test_many_changes_of_a_promotion_cost_as_many_queries_as_one(door):
    for number in range(7, 17):
        await priced(door, number, more("1.00"))
    with queries(door.database) as one:
        await included(REPO, (7,), STAGING)
    with queries(door.database) as many:
        assert len(await included(REPO, tuple(range(7, 17)), STAGING)) == 10
    assert len(many) == len(one)


async def test_what_was_deployed_before_the_environment_was_renamed_is_proven_still(door, staging):
    proven = staging("one")
    await deployed(door, proven, 7)
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    renamed = replace(STAGING, name="qa", aliases=("staging",))
    assert await candidate(REPO, renamed, replace(PROD, promotes_from="qa"), POLICY) == Candidate(
        sha=proven, numbers=(7,)
    )
