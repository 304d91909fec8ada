"""What is merged before it is applied waits at the head of its branch, and is planned and applied from there."""

import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

GOVERNANCE = """
version: 1
governance: {owners: [senior]}
people:
  developer: {github: ["@acme/developers"]}
  senior:    {github: ["@acme/senior-developers"], includes: [developer]}
environments:
  staging:
    branch: staging
    plan: {allow: [developer]}
    apply: {allow: [senior], approvals: {count: 1}}
  early:
    branch: early
    deploy: before_merge
    plan: {allow: [developer]}
    apply: {allow: [senior]}
  prod:
    branch: main
    plan: {allow: [senior]}
    apply: {allow: [senior]}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    files = {"tidegate.yaml": GOVERNANCE, "README.md": "infra"}
    with running_house(tmp_path_factory.mktemp("house"), files=files) as running:
        for branch in ("staging", "early"):
            running.sandbox.commit(branch, {"README.md": "infra"}, author="kim-lead")
        yield running


@pytest.fixture
def state(tmp_path):
    return tmp_path / "terraform.tfstate"


def change(house, state, branch, *, value="one", base="staging"):
    files = {f"environments/{base}/{branch}/main.tf": terraform_data(state, value)}
    return house.change(files, branch=branch, base=base)


def apply(house, login, number):
    return house.answer(login, number, "atlantis apply", lambda body: "in progress" not in body)


def test_a_merge_before_the_apply_is_planned_at_the_branch_and_keeps_its_approval(house, state):
    number = change(house, state, "squashed")
    house.planned(number)
    house.approve("bob", number)
    merged = house.merge("bob", number, "squash")
    house.wait_for_status(merged, "atlantis/plan", "success")
    assert not any("Locks and plans deleted" in body for body in house.said(number))
    assert "Apply complete!" in apply(house, "bob", number)
    assert applied(state) == "one"
    house.wait_for_status(merged, "atlantis/apply", "success")
    assert "closed; nothing was applied" in apply(house, "bob", number)


def test_without_an_approval_what_was_merged_waits_until_somebody_gives_one(house, state):
    number = change(house, state, "unapproved")
    house.planned(number)
    merged = house.merge("bob", number, "merge")
    house.wait_for_status(merged, "atlantis/plan", "success")
    assert "approvals" in apply(house, "bob", number)
    assert applied(state) is None
    house.approve("carol", number)
    assert "Apply complete!" in apply(house, "bob", number)


def test_the_next_merge_supersedes_what_waits_and_carries_it(house, state, tmp_path):
    other = tmp_path / "other.tfstate"
    first = change(house, state, "first")
    house.planned(first)
    second = change(house, other, "second")
    house.planned(second)
    house.wait_for_status(house.merge("bob", first, "squash"), "atlantis/plan", "success")
    head = house.merge("bob", second, "rebase")
    house.wait_for_status(head, "atlantis/plan", "success")
    until("the first to be told", lambda: any("Superseded by" in body for body in house.said(first)))
    house.approve("carol", second)
    apply(house, "bob", second)
    assert (applied(state), applied(other)) == ("one", "one")


def test_what_was_applied_before_its_merge_leaves_nothing_to_wait_for(house, state):
    number = change(house, state, "applied-first")
    house.planned(number)
    house.approve("carol", number)
    assert "Apply complete!" in apply(house, "bob", number)
    house.merge("bob", number, "squash")
    until("the locks to be let go", lambda: "Locks and plans deleted" in house.said(number)[-1])


def test_where_only_open_changes_are_applied_a_merge_ends_them(house, state):
    number = change(house, state, "too-late", base="early")
    house.planned(number)
    house.merge("bob", number, "squash")
    until("the locks to be let go", lambda: "Locks and plans deleted" in house.said(number)[-1])
    assert "closed; nothing was applied" in apply(house, "bob", number)
