from dataclasses import replace

import pytest

from support.values import CONTENT, NOON, REPO, deployment, later, plan
from tidegate.core.errors import GitFailed
from tidegate.flows.refresh import fetch
from tidegate.flows.waiting import compared_with, is_settled, paths_of
from tidegate.store import requests
from tidegate.store.requests import Request

EMPTY = replace(CONTENT, resources=())


@pytest.mark.parametrize(
    ("made", "deployed", "settled"),
    [
        (plan(state="planned", content=CONTENT), deployment(state="applied"), True),
        (plan(state="planned", content=CONTENT), deployment(state="failed"), False),
        (plan(state="planned", content=CONTENT), deployment(state="applied", plan_id="an older plan"), False),
        (plan(state="planned", content=EMPTY), deployment(state="failed"), True),
        (plan(state="waiting"), deployment(state="applied"), False),
        (plan(state="failed"), deployment(state="failed"), False),
    ],
)
def test_a_plan_is_settled_by_its_own_apply_or_where_it_changes_nothing(made, deployed, settled):
    assert is_settled(made, [deployed]) is settled


@pytest.mark.parametrize("method", ["merge", "squash"])
async def test_a_merge_takes_nothing_off_what_a_change_is_found_to_do(door, forge_of_acme, method):
    forge = forge_of_acme
    before = forge.commit("main", {"a.tf": ""})
    head = forge.commit("feature", {"b.tf": ""})
    pull = {"title": "A", "head": "feature", "base": "main", "body": ""}
    number = forge.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    opened = await door.forge.change(REPO, number)
    forge.must("kim-lead", "PUT", f"/repos/{REPO}/pulls/{number}/merge", {"merge_method": method})
    merged = await door.forge.change(REPO, number)
    await fetch(merged)
    for change in (opened, merged):
        assert await door.checkout.merge_base(REPO, await compared_with(change), head) == before


def row(sha, number, state="open", at=NOON):
    return Request(repo=REPO, branch="main", sha=sha, number=number, environment="prod", state=state, at=at)


async def test_what_was_pushed_past_a_merge_is_among_the_paths_of_its_request(door, forge_of_acme):
    forge = forge_of_acme
    forge.commit("main", {"a.tf": ""})
    forge.commit("feature", {"b.tf": ""})
    pull = {"title": "A", "head": "feature", "base": "main", "body": ""}
    number = forge.must("alice", "POST", f"/repos/{REPO}/pulls", pull)["number"]
    merge = forge.must("kim-lead", "PUT", f"/repos/{REPO}/pulls/{number}/merge", {"merge_method": "merge"})["sha"]
    past = forge.commit("main", {"governance.yaml": ""})
    await fetch(await door.forge.change(REPO, number))
    assert await paths_of(row(merge, number)) == ("b.tf",)
    assert await paths_of(row(past, number)) == ("b.tf", "governance.yaml")


async def test_a_push_nobody_has_told_of_is_compared_with_what_was_applied_last_or_nothing_is_known(
    door, forge_of_acme
):
    first = forge_of_acme.commit("main", {"a.tf": ""})
    second = forge_of_acme.commit("main", {"b.tf": ""})
    await door.checkout.fetch(REPO, await door.forge.clone_source(REPO))
    with pytest.raises(GitFailed, match="nobody knows where `main` was before"):
        await paths_of(row(second, -1, at=later(60)))
    async with door.database.begin() as tx:
        await requests.keep(tx, row(first, 0, "done"))
    assert await paths_of(row(second, -1, at=later(60))) == ("b.tf",)
