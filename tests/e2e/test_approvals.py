"""Who has to approve, and whose objection stays, from the forge's reviews and comments to the apply."""

import httpx
import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data
from tidegate.sandbox.github.acme import REPO

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

GOVERNANCE = """
version: 1
governance: {owners: [owner]}
people:
  owner:     {github: [dave]}
  developer: {github: ["@acme/developers"]}
  senior:    {github: ["@acme/senior-developers"], includes: [developer]}
  lead:      {github: [kim-lead], includes: [senior], deputies: [dave]}
  cto:       {github: [park-cto], includes: [senior]}
environments:
  seats:
    branch: seats
    plan: {allow: [developer]}
    apply:
      allow: [lead, cto]
      approvals: {count: 2, from: [senior], one_from_each: [lead, cto]}
  ceiling:
    branch: ceiling
    plan: {allow: [developer]}
    apply: {allow: [senior], approvals: {count: 1, sticky: within_ceiling}}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with running_house(tmp_path_factory.mktemp("house"), files={"tidegate.yaml": GOVERNANCE}) as running:
        for branch in ("seats", "ceiling"):
            running.sandbox.commit(branch, {"README.md": "infra"}, author="kim-lead")
        yield running
        assert running.sandbox.violations() == []


@pytest.fixture
def state(tmp_path):
    return tmp_path / "terraform.tfstate"


def change(house, state, environment: str, branch: str, author: str = "alice") -> int:
    files = {f"environments/{environment}/{branch}/main.tf": terraform_data(state)}
    number = house.change(files, branch=branch, base=environment, author=author)
    house.planned(number)
    return number


def say(house, login: str, number: int, words: str) -> str:
    return house.answer(login, number, f"atlantis {words}", lambda body: "in progress" not in body)


def accept(house, number: int) -> None:
    """An owner of the rules accepts where the newest plan acts; their consent counts for nothing else here."""
    assert "Recorded" in say(house, "dave", number, "approve")


def request_changes(house, login: str, number: int) -> str:
    """Gives where the review can be dismissed."""
    path = f"/repos/{REPO}/pulls/{number}/reviews"
    made = house.persona(login).ask("POST", path, event="REQUEST_CHANGES", body="Too large.")
    return f"{path}/{made.json()['id']}/dismissals"


def test_each_seat_needs_its_person_and_an_objection_stays_until_its_author_lifts_it(house, state):
    number = change(house, state, "seats", "objection")
    dismissals = request_changes(house, "bob", number)
    say(house, "kim-lead", number, "approve")
    say(house, "park-cto", number, "approve")
    answer = house.persona("kim-lead").ask("PUT", dismissals, message="He is on holiday")
    assert answer.status_code == httpx.codes.OK
    refused = say(house, "kim-lead", number, "apply")
    assert "which @" in refused
    assert "cannot lift" in refused
    assert applied(state) is None
    say(house, "bob", number, "revoke")
    accept(house, number)
    assert "Apply complete!" in say(house, "kim-lead", number, "apply")
    assert applied(state) == "one"


def test_the_deputy_approves_what_the_lead_opened(house, state):
    number = change(house, state, "seats", "deputy", author="kim-lead")
    say(house, "park-cto", number, "approve")
    refused = say(house, "park-cto", number, "apply")
    assert "lead (@" in refused
    assert "dave for @" in refused
    told = say(house, "dave", number, "approve")
    assert "counted as lead for @" in told
    assert "Apply complete!" in say(house, "park-cto", number, "apply")


def test_an_approval_covers_a_later_plan_that_does_no_more(house, state):
    number = change(house, state, "ceiling", "less")
    assert house.persona("bob").approve(number).is_success
    path = "environments/ceiling/less/main.tf"
    house.sandbox.commit("less", {path: terraform_data(state, "two")})
    house.planned(number)
    accept(house, number)
    assert "Apply complete!" in say(house, "carol", number, "apply")
    assert applied(state) == "two"


def test_an_approval_does_not_cover_a_later_plan_that_touches_more(house, state):
    number = change(house, state, "ceiling", "more")
    assert house.persona("bob").approve(number).is_success
    path = "environments/ceiling/more/main.tf"
    another = 'resource "terraform_data" "another" {}'
    house.sandbox.commit("more", {path: terraform_data(state, more=another)})
    house.planned(number)
    refused = say(house, "carol", number, "apply")
    assert "goes beyond it: it touches `terraform_data.another` too" in refused
    assert applied(state) is None
