"""Somebody is marked away in a comment, a deputy fills their seat, and the audit log says by whose word."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from support.cli import run
from support.house import running_house
from support.small_projects import applied, terraform_data

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

GOVERNANCE = """
version: 1
timezone: Asia/Seoul
governance: {owners: [cto]}
people:
  developer: {github: ["@acme/developers"]}
  lead:      {github: [kim-lead], deputies: [dave]}
  cto:       {github: [park-cto]}
environments:
  staging:
    branch: staging
    plan: {allow: [developer]}
    apply: {allow: [developer], approvals: {count: 1, from: [lead]}}
"""
LAST = datetime.now(UTC).date() + timedelta(days=20)


def test_owners_speak_for_others_and_the_deputy_fills_the_seat_until_the_holder_is_back(tmp_path):
    state = tmp_path / "terraform.tfstate"
    with running_house(tmp_path, files={"tidegate.yaml": GOVERNANCE, "README.md": "infra"}) as house:
        house.sandbox.commit("staging", {"README.md": "infra"}, author="kim-lead")
        files = {"environments/staging/app/main.tf": terraform_data(state)}
        number = house.change(files, branch="absent", base="staging")
        house.planned(number)

        def say(login: str, words: str) -> str:
            return house.answer(login, number, f"atlantis {words}", lambda body: "in progress" not in body)

        assert "may not speak for somebody else: that takes cto" in say("dave", "away @kim-lead")
        assert "holds none of the roles that approve" in say("dave", "approve")
        assert "No role names" in say("carol", "away")
        marked = say("park-cto", f"away @kim-lead --until {LAST}")
        assert f"{LAST + timedelta(days=1)} 00:00 KST" in marked
        assert "may fill the seat of lead" in marked
        shown = say("bob", "explain staging")
        assert "approved, counted as lead for" in shown
        assert "marked by" in shown
        assert "is back" in say("kim-lead", "back")
        assert "holds none of the roles that approve" in say("bob", "apply")
        assert "may fill the seat of lead" in say("kim-lead", "away")
        say("park-cto", "approve")  # Of where it acts, which owners accept.
        assert "Apply complete!" in say("bob", "apply")
    assert applied(state) == "one"
    logged = run("audit", "export", "--data-dir", str(tmp_path / "data")).stdout.splitlines()
    entries = [each for line in logged if (each := json.loads(line))["kind"] in ("away", "back")]
    assert [(each["kind"], each["actor"], each["subject"], each["data"].get("repo")) for each in entries] == [
        ("away", "park-cto", "@kim-lead", "acme/infra"),
        ("back", "kim-lead", "@kim-lead", None),
        ("away", "kim-lead", "@kim-lead", ""),
    ]
