"""What is pushed to an environment's branch past any pull request is planned, approved and applied on its commit."""

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
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    files = {"tidegate.yaml": GOVERNANCE, "README.md": "infra"}
    with running_house(tmp_path_factory.mktemp("house"), files=files) as running:
        running.sandbox.commit("staging", {"README.md": "infra"}, author="kim-lead")
        yield running


@pytest.fixture
def state(tmp_path):
    return tmp_path / "terraform.tfstate"


def push(house, state, name, *, value="one", author="bob"):
    """Push a project to staging and wait until its plan is shown on the commit."""
    files = {f"environments/staging/{name}/main.tf": terraform_data(state, value)}
    sha = house.sandbox.commit("staging", files, author=author)
    house.wait_for_status(sha, "atlantis/plan", "success")
    return sha


def apply(house, login, sha):
    return house.answer(login, sha, "atlantis apply", lambda body: "in progress" not in body)


def test_whoever_pushed_cannot_approve_and_once_another_has_it_is_applied_from_the_commit(house, state):
    sha = push(house, state, "direct")
    (plan,) = house.said_of(sha)
    assert "Plan: 1 to add" in plan
    house.wait_for_status(sha, "atlantis/apply", "pending")
    house.answer("bob", sha, "atlantis approve")
    assert "approvals" in apply(house, "bob", sha)
    assert applied(state) is None
    house.answer("carol", sha, "atlantis approve")
    assert "Apply complete!" in apply(house, "bob", sha)
    assert applied(state) == "one"
    house.wait_for_status(sha, "atlantis/apply", "success")
    assert "does not wait to be applied any more" in apply(house, "bob", sha)


def test_the_next_push_supersedes_what_waits_and_carries_it(house, state, tmp_path):
    other = tmp_path / "other.tfstate"
    first = push(house, state, "first")
    second = push(house, other, "second")
    until("the first to be told", lambda: any("Superseded by" in body for body in house.said_of(first)))
    assert "does not wait to be applied any more" in apply(house, "carol", first)
    house.answer("carol", second, "atlantis approve")
    apply(house, "bob", second)
    house.wait_for_status(second, "atlantis/apply", "success")
    assert (applied(state), applied(other)) == ("one", "one")


def test_whoever_objects_keeps_it_from_being_applied_and_is_told_how_to_take_it_out(house, state):
    sha = push(house, state, "unwanted")
    answer = house.answer("carol", sha, 'atlantis reject --reason "not this week"')
    assert f"git revert {sha[:7]}" in answer
    assert "rejected it" in house.answer("carol", sha, "atlantis explain staging")
    assert "rejected it" in apply(house, "bob", sha)
    assert applied(state) is None


def test_a_merge_supersedes_a_push_that_waits_and_is_told_where_it_holds_the_lock(house, state):
    sha = push(house, state, "contested")
    files = {"environments/staging/contested/more.tf": 'output "more" { value = 1 }'}
    number = house.change(files, branch="contested", base="staging")
    until("the change to wait", lambda: any(f"staging@{sha[:7]}" in body for body in house.said(number)))
    house.persona("bob").merge(number, "merge")
    until("the push to be told", lambda: any("Superseded by" in body for body in house.said_of(sha)))


def test_a_commit_where_nothing_waits_points_to_its_place(house):
    head = house.sandbox.commit("topic", {"README.md": "words"})
    assert "Nothing waits to be applied at this commit" in house.answer("bob", head, "atlantis apply")
    assert "apply" in house.answer("bob", head, "atlantis help")
