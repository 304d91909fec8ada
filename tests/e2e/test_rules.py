"""Who may change the rules: production waits for their branch to be protected, and an edit of them for an owner."""

import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data
from support.waiting import until
from tidegate.sandbox.github.acme import REPO

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

GOVERNANCE = """
version: 1
governance: {owners: [lead]}
people:
  developer: {github: ["@acme/developers"]}
  senior:    {github: ["@acme/senior-developers"], includes: [developer]}
  lead:      {github: [kim-lead]}
environments:
  prod:
    branch: main
    plan: {allow: [developer]}
    apply: {allow: [senior]}
"""
LOOSER = GOVERNANCE.replace("apply: {allow: [senior]}", "apply: {allow: [developer]}")
STATUS = "atlantis/rules"


@pytest.fixture
def house(tmp_path):
    (tmp_path / "house").mkdir()
    with running_house(tmp_path / "house", files={"tidegate.yaml": GOVERNANCE}, protected=()) as running:
        yield running


def protect(house, **more):
    house.sandbox.seed(protections=[{"repo": REPO, "branch": "main", **more}])


def apply(house, number):
    return house.answer("bob", number, "atlantis apply", lambda body: "in progress" not in body)


def shown(house, number, state):
    """Wait for the status of the head; answers with what it says."""
    head = house.persona("alice").head(number)

    def there():
        listed = house.persona("alice").get(f"/repos/{REPO}/commits/{head}/status?per_page=100")["statuses"]
        found = next((one for one in listed if one["context"] == STATUS), None)
        return found["description"] if found and found["state"] == state else None

    return until(f"{STATUS} of #{number} to be {state}", there)


def merged(house, login, number):
    head = house.persona(login).head(number)
    answer = house.persona(login).ask("PUT", f"/repos/{REPO}/pulls/{number}/merge", merge_method="merge", sha=head)
    return answer.is_success


def test_production_waits_until_the_branch_of_its_rules_is_protected(house, tmp_path):
    state = tmp_path / "terraform.tfstate"
    number = house.change({"environments/prod/app/main.tf": terraform_data(state)}, branch="app")
    house.planned(number)
    closed = "The rules are read from `main`, which is not protected"
    until("the plan to say what is missing", lambda: closed in house.said(number)[-1])
    assert "Recorded" in house.answer("kim-lead", number, "atlantis approve")
    refused = apply(house, number)
    assert "Apply refused for prod" in refused
    assert "ask whoever administers the repository to protect `main`" in refused
    assert "TIDEGATE_GOVERNANCE_FILE" in refused
    assert applied(state) is None
    protect(house)
    assert "Apply complete!" in apply(house, number)
    assert applied(state) == "one"


def test_rules_are_merged_once_an_owner_has_approved_their_head(house):
    protect(house, required_checks=[STATUS])
    waits = "Ask somebody in lead to review the current head and approve it"
    number = house.change({"tidegate.yaml": LOOSER}, branch="looser")
    assert shown(house, number, "pending") == waits
    assert house.persona("bob").approve(number).is_success
    told = house.answer("alice", number, "atlantis explain", lambda body: "@\u200dbob" in body or "@bob" in body)
    assert "Change of the rules would be refused" in told
    assert "holds none of the roles that approve" in told
    assert not merged(house, "bob", number)
    assert house.persona("kim-lead").approve(number).is_success
    assert shown(house, number, "success").startswith("@kim-lead approved the edit of `tidegate.yaml`")
    house.sandbox.commit("looser", {"tidegate.yaml": f"{LOOSER}# once more\n"})
    assert shown(house, number, "pending") == waits
    assert not merged(house, "bob", number)
    said = house.answer("kim-lead", number, "atlantis approve")
    assert "counted" in said
    assert shown(house, number, "success").startswith("@kim-lead approved")
    assert merged(house, "bob", number)


def test_what_leaves_the_rules_alone_does_not_wait_for_their_owners(house):
    protect(house, required_checks=[STATUS])
    number = house.change({"README.md": "infra\n"}, branch="readme")
    assert shown(house, number, "success") == "This change leaves the rules alone."
    assert merged(house, "bob", number)
