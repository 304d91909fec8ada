from dataclasses import replace

import pytest

from support.values import CONTENT, REPO, deployment, plan
from tidegate.flows.refresh import fetch
from tidegate.flows.waiting import compared_with, is_settled

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
