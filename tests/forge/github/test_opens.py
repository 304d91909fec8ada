"""Beginning a pull request where the forge has something against it, or loses its answer."""

import pytest

from tidegate.core.errors import ForgeRefused

REPO = "acme/infra"


async def test_a_branch_that_stands_elsewhere_is_not_taken_for_ours(sandbox, sign_in):
    first = sandbox.commit("opens-taken", {"taken.tf": "one\n"})
    second = sandbox.commit("opens-other", {"other.tf": "two\n"})
    bob = sign_in("bob")
    await bob.create_branch(REPO, "opens-taken", first)
    with pytest.raises(ForgeRefused):
        await bob.create_branch(REPO, "opens-taken", second)


async def test_who_may_not_write_makes_no_branch(sandbox, sign_in):
    head = sandbox.commit("opens-origin", {"origin.tf": "one\n"})
    with pytest.raises(ForgeRefused):
        await sign_in("park-cto").create_branch(REPO, "opens-forbidden", head)


async def test_a_pull_request_whose_answer_was_lost_is_found(sandbox, sign_in):
    sandbox.commit("opens-lost", {"lost.tf": "one\n"})
    sandbox.arm("dropped_after_write")
    change = await sign_in("bob").open_change(REPO, head="opens-lost", base="main", title="Lost", body="")
    assert (change.title, change.author, change.state) == ("Lost", "bob", "open")


async def test_between_two_branches_that_hold_the_same_nothing_is_opened(sandbox, sign_in):
    head = sandbox.must("bob", "GET", f"/repos/{REPO}/branches/main")["commit"]["sha"]
    bob = sign_in("bob")
    await bob.create_branch(REPO, "opens-same", head)
    with pytest.raises(ForgeRefused):
        await bob.open_change(REPO, head="opens-same", base="main", title="Nothing", body="")
