"""What a server keeps of its decisions, and what it tells a change that edits the rules."""

import json

import pytest

from support.cli import run
from support.house import running_house
from support.small_projects import terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

GOVERNANCE = """
version: 1
people:
  senior: {{github: ["@acme/senior-developers"]}}
environments:
  staging:
    branch: main
    apply: {{allow: [senior], approvals: {{count: {count}}}}}
"""


def rules(count):
    return GOVERNANCE.format(count=count)


def test_rules_are_tried_before_they_hold_and_what_was_decided_is_kept(tmp_path):
    with running_house(tmp_path, files={"tidegate.yaml": rules(1)}) as house:
        number = house.change({"environments/staging/main.tf": terraform_data(tmp_path / "state")})
        house.planned(number)
        assert house.persona("carol").approve(number).is_success
        alice = house.persona("alice")
        until(
            "the gates to pass",
            lambda: alice.statuses(alice.head(number)).get("atlantis/gates: staging") == "success",
        )
        answer = edited_rules(house)
        assert "staging" in answer
        assert "allowed → refused" in answer
        assert "Until it is on" in answer
        broken_is_told_in_place(house)
        done = house.answer("bob", number, "atlantis apply", lambda body: "in progress" not in body)
        assert "Apply complete!" in done, "the edited rules hold for nothing before they are merged"
        data = ["--data-dir", str(house.server.folder / "data")]
    records_are_kept(data, number)


def edited_rules(house):
    house.change({"tidegate.yaml": rules(2)}, branch="rules", author="bob")
    return until("an answer about the rules", lambda: about_rules(house))


def about_rules(house):
    number = 2
    return next((body for body in house.said(number) if "these rules" in body.lower()), None)


def broken_is_told_in_place(house):
    house.sandbox.commit("rules", {"tidegate.yaml": "version: 1\nenvironment: {}\n"}, author="bob")
    answer = until("the problems", lambda: (said := about_rules(house)) and "cannot be used" in said and said)
    assert "tidegate.yaml:2" in answer
    assert sum("these rules" in body.lower() for body in house.said(2)) == 1


def records_are_kept(data, number):
    verified = run("audit", "verify", *data)
    assert verified.exit_code == 0, verified.output
    log = [json.loads(line) for line in run("audit", "export", *data).stdout.splitlines()]
    kinds = [entry["kind"] for entry in log]
    assert kinds[0] == "started"
    assert {"event", "command", "plan", "decision", "apply started", "apply ended"} <= set(kinds)
    assert "a webhook secret of the tests" not in json.dumps(log)
    (ended,) = [entry for entry in log if entry["kind"] == "apply ended"]
    assert (ended["actor"], ended["data"]["state"]) == ("bob", "applied")
    shown = run("decisions", "show", ended["data"]["decision"], *data)
    assert f"acme/infra#{number}" in shown.stdout
    explained = run("explain", f"acme/infra#{number}", "staging", "--as", "alice", *data)
    assert explained.exit_code == 1, "alice may not apply"
    assert "✗ permission" in explained.stdout
