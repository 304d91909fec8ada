"""What people say in comments counts by the rules: consents, vetoes, waivers, ticks, reviews and emergencies."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

OPENING = datetime.now(UTC).astimezone(ZoneInfo("Asia/Seoul")) + timedelta(days=3)
GOVERNANCE = f"""
version: 1
timezone: Asia/Seoul
people:
  developer:   {{github: ["@acme/developers"]}}
  senior:      {{github: ["@acme/senior-developers"], includes: [developer]}}
  devops:      {{github: ["@acme/devops"], includes: [developer]}}
  cto:         {{github: [park-cto], includes: [senior]}}
environments:
  staging:
    aliases: [stage]
    branch: staging
    plan: {{allow: [developer]}}
    apply: {{allow: [senior], approvals: {{count: 1}}}}
  listed:
    branch: listed
    plan: {{allow: [developer]}}
    apply: {{allow: [senior, devops]}}
    checklist: [backup_plan]
  shut:
    branch: shut
    plan: {{allow: [developer]}}
    apply: {{allow: [devops], approvals: {{count: 1, from: [senior]}}}}
    checklist: [backup_plan]
deployment_windows:
  shut:
    allowed: "{OPENING:%a} 09:00-17:00"
    emergency_override: true
waivers: {{checklist: [cto]}}
emergency: {{approvers: [cto]}}
"""
BRANCHES = ("staging", "listed", "shut")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    files = {"tidegate.yaml": GOVERNANCE, "README.md": "infra"}
    with running_house(tmp_path_factory.mktemp("house"), files=files) as running:
        for branch in BRANCHES:
            running.sandbox.commit(branch, {"README.md": "infra"}, author="kim-lead")
        yield running


@pytest.fixture
def state(tmp_path):
    return tmp_path / "terraform.tfstate"


def change(house, state, environment: str, branch: str) -> int:
    files = {f"environments/{environment}/{branch}/main.tf": terraform_data(state)}
    number = house.change(files, branch=branch, base=environment)
    house.planned(number)
    return number


def say(house, login: str, number: int, words: str) -> str:
    return house.answer(login, number, f"atlantis {words}", lambda body: "in progress" not in body)


def test_an_approval_by_comment_counts_a_rejection_stops_and_a_revocation_withdraws(house, state):
    number = change(house, state, "staging", "consent")
    assert "approvals" in say(house, "bob", number, "apply")
    assert "not counted: opened this pull request" in say(house, "alice", number, "approve")
    told = say(house, "bob", number, "approve stage")
    assert "Recorded: approval of staging by @" in told
    assert "It is about 1 plan, as it was shown." in told
    assert "approved, counted" in told
    assert "objects to an apply in every environment" in say(house, "carol", number, 'reject --reason "비용이 너무 큼"')
    assert "rejected it" in say(house, "bob", number, "apply")
    assert "takes back" in say(house, "carol", number, "revoke")
    assert applied(state) is None
    assert "Apply complete!" in say(house, "bob", number, "apply")
    assert applied(state) == "one"


def test_ticks_reviews_and_waivers_count_where_the_rules_say_so(house, state):
    number = change(house, state, "listed", "lists")
    assert "it has no link as evidence" in say(house, "bob", number, "check backup_plan")
    waived = say(house, "park-cto", number, 'waive checklist listed --reason "긴급 점검"')
    assert "`checklist` is waived by @" in waived
    assert "긴급 점검" in waived
    told = say(house, "bob", number, "check backup_plan --evidence https://wiki.example/backup")
    assert "☑ Backup and recovery planned" in told
    assert "stands in nobody's way" in say(house, "park-cto", number, "waive checklist --reason again")
    assert "the technical review of listed" in say(house, "bob", number, "review technical listed --note fine")
    assert "approved, counted" in say(house, "bob", number, "approve listed")
    shown = say(house, "bob", number, "status")
    assert "Status of listed" in shown
    assert "✅ nothing" in shown
    assert "Hypothetical: asked by bob, for dave's apply" in say(house, "bob", number, "explain --as dave")
    assert "Apply complete!" in say(house, "dave", number, "apply")


def test_an_emergency_goes_past_the_window_and_leaves_its_debts(house, state):
    number = change(house, state, "shut", "urgent")
    say(house, "bob", number, "approve")
    assert "window" in say(house, "dave", number, "apply")
    refused = say(house, "dave", number, 'apply --emergency --reason "결제 장애"')
    assert "approvals" in refused
    assert applied(state) is None
    say(house, "park-cto", number, "approve")
    command = 'apply --emergency --reason "결제 장애" --incident https://status.example/7'
    assert "Apply complete!" in house.answer("dave", number, f"atlantis {command}", lambda body: "complete!" in body)
    assert applied(state) == "one"
    announced = next(body for body in house.said(number) if "Emergency apply of shut" in body)
    assert "결제 장애" in announced
    assert "`backup_plan` and `window`" in announced
    assert "backup_plan, by the emergency of @" in say(house, "dave", number, "status").replace("`", "")
    evidence = "check backup_plan --evidence https://wiki.example/backup"
    assert "stays open: asked for the emergency" in say(house, "dave", number, evidence)
    assert "is settled" in say(house, "bob", number, evidence)
    assert "is settled" in say(house, "bob", number, "check window")
