"""Ending a pull request where the forge has something against it."""

from dataclasses import replace

import pytest

from tidegate.core.errors import ForgeRefused, ForgeUnavailable

REPO = "acme/infra"


@pytest.fixture
async def change(sandbox, sign_in, request):
    """Alice's open pull request, from a branch of its own."""
    branch = f"ending-{request.node.name}"
    sandbox.commit(branch, {f"{branch}.tf": "redis\n"})
    wanted = {"title": "feat: redis", "head": branch, "base": "main"}
    number = sandbox.must("alice", "POST", f"/repos/{REPO}/pulls", wanted)["number"]
    yield await sign_in("bob").change(REPO, number)
    sandbox.arm("server_error", 0)
    sandbox.ask("alice", "PATCH", f"/repos/{REPO}/pulls/{number}", {"state": "closed"})


async def test_the_branch_of_a_fork_stays(sandbox, sign_in, change):
    await sign_in("bob").delete_head(replace(change, head_repo="mallory/infra"))
    await sign_in("bob").delete_head(replace(change, head_repo=None))
    assert (await sign_in("bob").branch(REPO, change.head_branch)).sha == change.head_sha


async def test_who_may_not_merge_is_told_so(sign_in, change):
    with pytest.raises(ForgeRefused) as refused:
        await sign_in("park-cto").merge(change, "merge")
    assert refused.value.status == 403


async def test_who_may_not_dismiss_is_told_so(sandbox, sign_in, change):
    sandbox.must("bob", "POST", f"/repos/{REPO}/pulls/{change.number}/reviews", {"event": "APPROVE"})
    with pytest.raises(ForgeRefused):
        await sign_in("park-cto").dismiss_approvals(change, "It is planned anew.")


async def test_where_nothing_is_approved_nothing_is_dismissed(sign_in, change):
    await sign_in("park-cto").dismiss_approvals(change, "It is planned anew.")


async def test_a_forge_that_stays_away_is_told_from_one_that_refuses(sandbox, sign_in, change):
    sandbox.arm("server_error", 50)
    with pytest.raises(ForgeUnavailable):
        await sign_in("bob").merge(change, "merge")
    with pytest.raises(ForgeUnavailable):
        await sign_in("bob").dismiss_approvals(change, "It is planned anew.")
    sandbox.arm("server_error", 0)
    assert (await sign_in("bob").change(REPO, change.number)).state == "open"
