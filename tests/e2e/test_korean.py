"""Under `locale: ko` everything written on a pull request is Korean, but for the lines Atlantis's tools look for."""

import pytest

from support.house import running_house
from support.korean import english_in
from support.small_projects import applied, terraform_data
from support.waiting import until
from tidegate.sandbox.github.acme import REPO

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

GOVERNANCE = """
version: 1
locale: ko
people:
  developer: {github: ["@acme/developers"]}
  senior:    {github: ["@acme/senior-developers"], includes: [developer]}
environments:
  staging:
    branch: main
    plan: {allow: [developer]}
    apply: {allow: [developer], approvals: {count: 1, from: [senior]}}
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    files = {"tidegate.yaml": GOVERNANCE, "README.md": "infra"}
    with running_house(tmp_path_factory.mktemp("house"), files=files) as running:
        yield running


def change(house, branch: str, state, value: str = "one") -> int:
    return house.change({"environments/staging/app/main.tf": terraform_data(state, value)}, branch=branch)


def test_a_change_is_planned_refused_approved_and_applied_in_korean(house, tmp_path):
    state = tmp_path / "terraform.tfstate"
    number = change(house, "korean", state)
    assert house.planned(number).startswith("Ran Plan for dir: `environments/staging/app` workspace: `default`\n")
    assert "거부" in house.answer("alice", number, "atlantis apply")
    house.answer("bob", number, "atlantis approve", lambda body: "기록했습니다" in body)
    house.answer("alice", number, "atlantis help")
    house.answer("alice", number, "atlantis aply", lambda body: "뜻하셨습니까" in body)
    house.answer("alice", number, "atlantis apply nowhere")
    second = change(house, "waiting", state, "two")
    waits = until("the second to be told", lambda: next((each for each in house.said(second) if "잠그고" in each), ""))
    house.answer("alice", number, "atlantis apply", lambda body: "🎉" in body)
    assert applied(state) == "one"
    house.answer("alice", number, "atlantis unlock")
    for said in (*house.said(number), waits):
        assert english_in(said.replace("<!--", "`").replace("-->", "`")) == [], said
    assert _descriptions(house, number) == []


def _descriptions(house, number: int) -> list[str]:
    """English in what the statuses of a change say."""
    alice = house.persona("alice")
    found = alice.get(f"/repos/{REPO}/commits/{alice.head(number)}/status?per_page=100")["statuses"]
    assert {"atlantis/plan", "atlantis/apply"} <= {status["context"] for status in found}
    return [each for status in found for each in english_in(status["description"] or "")]
