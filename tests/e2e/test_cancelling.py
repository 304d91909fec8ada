"""Cutting work short: `cancel`, a new commit, an apply that is interrupted once."""

import time

import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

CONFIG = """
version: 3
projects:
- {name: slow, dir: slow, workflow: slow}
workflows:
  slow:
    plan:
      steps:
      - run: 'touch MARK-$HEAD_COMMIT; if [ ! -e slow-is-over ]; then exec sleep 600; fi'
      - init
      - plan
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    with running_house(folder, files={"README.md": "infra"}, TIDEGATE_ALLOW_CUSTOM_WORKFLOWS="1") as running:
        yield running


def slow(house, tmp_path, branch: str) -> tuple[int, str]:
    """A change whose plan sleeps; answers once it does."""
    config = CONFIG.replace("MARK", str(tmp_path / "begun"))
    number = house.change({"atlantis.yaml": config, "slow/main.tf": terraform_data(tmp_path / "state")}, branch=branch)
    head = house.persona("alice").head(number)
    until("the plan to run", (tmp_path / f"begun-{head}").exists)
    return number, head


def shown(house, number: int, words: str) -> None:
    until(f"`{words}` on #{number}", lambda: any(words in body for body in house.said(number)))


def test_cancel_ends_a_running_plan_at_once_and_what_was_queued_behind_it(house, tmp_path):
    number, _ = slow(house, tmp_path, "cancel")
    house.persona("alice").comment(number, "atlantis plan -p slow")
    before = time.monotonic()
    assert "Cancelled: the plan of `slow`" in house.answer(
        "bob", number, "atlantis cancel", lambda b: "Cancelled:" in b
    )
    shown(house, number, "Cancelled by @\u200dbob")
    assert time.monotonic() - before < 40
    alice = house.persona("alice")
    until("a red status", lambda: alice.statuses(alice.head(number))["atlantis/plan"] == "failure")
    house.answer("alice", number, "atlantis help")
    assert not any("in progress" in body for body in house.said(number))


def test_there_may_be_nothing_to_cancel(house, tmp_path):
    number = house.change({"quick/main.tf": terraform_data(tmp_path / "state")}, branch="nothing-to-cancel")
    house.planned(number)
    assert "nothing to cancel" in house.answer("alice", number, "atlantis cancel")


def test_a_new_commit_ends_the_plans_of_the_old_head(house, tmp_path):
    number, _ = slow(house, tmp_path, "supersede")
    head = house.sandbox.commit("supersede", {"slow/slow-is-over": "yes"})
    shown(house, number, f"Superseded by commit {head[:7]}")
    house.planned(number)


APPLY = """
resource "terraform_data" "slow" {
  provisioner "local-exec" {
    command = "touch MARK; sleep 3"
  }
}
resource "terraform_data" "after" {
  input      = "never"
  depends_on = [terraform_data.slow]
}
"""


def test_a_running_apply_goes_on_unless_somebody_who_may_apply_asks(house, tmp_path):
    mark = tmp_path / "applying"
    more = APPLY.replace("MARK", str(mark))
    number = house.change({"applying/main.tf": terraform_data(tmp_path / "state", more=more)}, branch="applying")
    house.planned(number)
    house.persona("alice").comment(number, "atlantis apply")
    until("the apply to run", mark.exists)
    told = house.answer("alice", number, "atlantis cancel", lambda body: "goes on" in body)
    assert "atlantis cancel --apply" in told
    told = house.answer("alice", number, "atlantis cancel --apply", lambda body: "Interrupted:" in body)
    assert "`applying/default`" in told
    shown(house, number, "❌ failed")
    assert applied(tmp_path / "state") == "one"  # What was done is in the state.
