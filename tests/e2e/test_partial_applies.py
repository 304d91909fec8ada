"""An apply that breaks off in the middle: what is left of its plan needs no new approval, anything more does."""

import pytest

from support.house import running_house
from support.small_projects import terraform_data

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

GOVERNANCE = """
version: 1
governance: {owners: [owner]}
people:
  owner:     {github: [dave]}
  developer: {github: ["@acme/developers"]}
  senior:    {github: ["@acme/senior-developers"], includes: [developer]}
environments:
  halves:
    branch: halves
    plan: {allow: [developer]}
    apply: {allow: [senior], approvals: {count: 1, from: [senior]}}
"""
# Whether the file is there is asked while applying: its name is not known before the first half is made.
SECOND = """
resource "terraform_data" "second" {{
  input = "second"
  lifecycle {{
    precondition {{
      condition     = fileexists(terraform_data.it.output)
      error_message = "The second half cannot be made yet."
    }}
  }}
}}
"""
THIRD = 'resource "terraform_data" "third" {}\n'


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with running_house(tmp_path_factory.mktemp("house"), files={"tidegate.yaml": GOVERNANCE}) as running:
        running.sandbox.commit("halves", {"README.md": "infra"}, author="kim-lead")
        yield running
        assert running.sandbox.violations() == []


@pytest.fixture
def ready(tmp_path):
    """A file whose being there lets the second half be made."""
    return tmp_path / "ready"


def say(house, login: str, number: int, words: str) -> str:
    return house.answer(login, number, f"atlantis {words}", lambda body: "in progress" not in body)


def half_applied(house, ready, branch: str) -> int:
    """A change that was approved, and of which the first half is deployed."""
    code = terraform_data(ready.with_name("terraform.tfstate"), str(ready), more=SECOND.format())
    number = house.change({f"environments/halves/{branch}/main.tf": code}, branch=branch, base="halves")
    assert "2 to add" in house.planned(number)
    assert house.persona("bob").approve(number).is_success
    assert "Recorded" in say(house, "dave", number, "approve")
    assert "The second half cannot be made yet." in say(house, "carol", number, "apply")
    ready.touch()
    return number


def test_what_is_left_of_a_failed_apply_needs_no_new_approval(house, ready):
    number = half_applied(house, ready, "left")
    assert "1 to add" in say(house, "alice", number, "plan")
    assert "this is what is left of a deployment that failed at" in say(house, "alice", number, "explain")
    assert "Apply complete! Resources: 1 added" in say(house, "carol", number, "apply")


def test_more_than_what_is_left_does(house, ready):
    number = half_applied(house, ready, "more")
    path = "environments/halves/more/more.tf"
    house.sandbox.commit("more", {path: THIRD})
    house.planned(number)
    refused = say(house, "carol", number, "apply")
    assert "has changed since" in refused
    assert "Apply complete!" not in refused
