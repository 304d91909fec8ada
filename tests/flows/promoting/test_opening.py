from dataclasses import replace

from support.counting import queries
from support.decisions import POLICY
from support.values import CHANGE, NOON, REPO
from tidegate.flows.promoting.opening import next_number, promotion_onward
from tidegate.store import changes, opened
from tidegate.store.opened import Opened


async def promoted(door, *branches):
    """Pull requests that were opened with these branches."""
    async with door.database.begin() as tx:
        for number, branch in enumerate(branches, 1):
            await changes.remember(tx, replace(CHANGE, number=number, head_branch=branch), NOON)
            one = Opened(repo=REPO, number=number, kind="promotion", actor="bob", origin="a" * 40, at=NOON)
            await opened.keep(tx, one)


async def test_the_next_branch_is_numbered_after_those_of_its_kind_and_environment(door):
    await promoted(door, "promote/prod/1", "promote/staging/1", "promote/prod/2")
    assert await next_number(REPO, "promotion", "promote/prod") == 3
    assert await next_number(REPO, "promotion", "promote/dev") == 1
    assert await next_number(REPO, "back_merge", "back-merge/prod") == 1


async def test_however_many_were_opened_before_our_rows_are_asked_twice(door):
    await promoted(door, *(f"promote/prod/{number}" for number in range(1, 20)))
    with queries(door.database) as sent:
        assert await next_number(REPO, "promotion", "promote/prod") == 20
    assert len(sent) == 2


async def test_the_open_promotion_of_what_is_on_a_branch_is_found(door, forge_of_acme):
    base = forge_of_acme.commit("main", {"a.tf": ""})
    for name in ("staging", "develop"):
        new = {"ref": f"refs/heads/{name}", "sha": base}
        forge_of_acme.must("kim-lead", "POST", f"/repos/{REPO}/git/refs", new)
    change = replace(CHANGE, base_branch="develop")
    assert await promotion_onward(change, POLICY) is None
    forge_of_acme.commit("promote/staging/1", {"b.tf": ""})
    pull = {"title": "A", "head": "promote/staging/1", "base": "staging", "body": ""}
    number = forge_of_acme.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    found = await promotion_onward(change, POLICY)
    assert found is not None
    assert found.number == number
    assert await promotion_onward(replace(change, base_branch="main"), POLICY) is None
