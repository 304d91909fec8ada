"""The server as a GitHub App: it reads teams, clones, comments and sets statuses by its installation."""

from datetime import UTC, datetime

import pytest

from support.github_app import new_app
from support.house import Account, running_house
from support.small_projects import applied, terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

GOVERNANCE = """
version: 1
people:
  senior: {github: ["@acme/senior-developers"]}
environments:
  staging:
    branch: main
    apply: {allow: [senior], approvals: {count: 1}}
"""


def as_app(folder):
    def log_in(sandbox):
        app, key = new_app(sandbox, slug="tidegate")
        file = folder / "app.pem"
        file.write_text(key)
        settings = {"TIDEGATE_GITHUB_APP_ID": app, "TIDEGATE_GITHUB_APP_PRIVATE_KEY_FILE": str(file)}
        return Account("tidegate[bot]", settings)

    return log_in


def gates(house, number):
    """The check run of the change's head."""
    alice = house.persona("alice")
    path = f"/repos/acme/infra/commits/{alice.head(number)}/check-runs"
    return until("the check run", lambda: alice.get(path)["check_runs"])[0]


def test_a_change_is_planned_refused_approved_and_applied_by_an_app(tmp_path):
    state = tmp_path / "state"
    with running_house(
        tmp_path, files={"tidegate.yaml": GOVERNANCE}, log_in=as_app(tmp_path), TIDEGATE_AUDIT_REPO="acme/infra"
    ) as house:
        number = house.change({"environments/staging/main.tf": terraform_data(state)})
        assert "terraform_data.it" in house.planned(number)
        check = gates(house, number)
        assert (check["status"], check["output"]["title"][:8]) == ("in_progress", "staging:")
        assert "approvals" in check["output"]["summary"]
        assert "may not apply staging" in house.answer("alice", number, "atlantis apply")
        assert house.persona("carol").approve(number).is_success
        done = house.answer("bob", number, "atlantis apply", lambda body: "in progress" not in body)
        assert "Apply complete!" in done
        assert applied(state) == "one"
        until("the check run to say so", lambda: gates(house, number)["output"]["title"] == "staging: applied")
        assert gates(house, number)["conclusion"] == "success"
        tag = f"/repos/acme/infra/git/ref/tags/tidegate-audit-{datetime.now(UTC).date()}"
        until("the head of the audit log as a tag", lambda: house.persona("bob").ask("GET", tag).is_success)
