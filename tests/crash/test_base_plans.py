"""kill -9 of the server while it plans where a change leaves its base: it finds out all the same, and leaves nothing."""

import json

import pytest

from support.house import running_house
from support.waiting import until

pytestmark = [pytest.mark.crash, pytest.mark.slow, pytest.mark.terraform]

GOVERNANCE = """
version: 1
governance: {owners: [developer]}
people:
  developer: {github: ["@acme/developers"]}
environments:
  dev:
    branch: main
    plan: {allow: [developer]}
    apply: disabled
checks: {security: {scanners: []}}
"""
#: Waits for the test where a change leaves its base: there is no `new.tf` there.
WAITS = "[ -e new.tf ] || {{ echo began >> {folder}/began; while [ ! -e {folder}/go ]; do sleep 0.05; done; }}"
CONFIG = """
version: 3
projects: [{{dir: ., workflow: slow}}]
workflows:
  slow:
    plan: {{steps: [init, {{run: {step}}}, plan]}}
"""


def test_a_plan_is_compared_though_the_server_was_killed_in_the_middle_of_it(tmp_path):
    step = json.dumps(WAITS.format(folder=tmp_path))
    files = {
        "tidegate.yaml": GOVERNANCE,
        "atlantis.yaml": CONFIG.format(step=step),
        "main.tf": 'resource "terraform_data" "merged" {}\n',
    }
    with running_house(tmp_path, files=files, TIDEGATE_ALLOW_CUSTOM_WORKFLOWS="1") as house:
        number = house.change({"new.tf": 'resource "terraform_data" "own" {}\n'})
        until("the plan of the base to begin", (tmp_path / "began").exists)
        alice = house.persona("alice")
        assert alice.statuses(alice.head(number))["atlantis/plan"] == "pending"
        house.server.kill()
        (tmp_path / "go").touch()
        house.server.start()

        comment = house.planned(number)
        assert "1 to add" in comment
        assert "Merged, not yet deployed: 1 resource" in comment
        assert (tmp_path / "began").read_text().splitlines() == ["began"], "the step was attached to, not run again"
        assert len(house.said(number)) == 1
        until("nothing in clear to be left", lambda: not list((tmp_path / "data" / "runs").glob("**/*.tfplan")))
