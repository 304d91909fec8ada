"""What a change's statuses and locks say stays true whoever plans, cancels or waits in between."""

import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

BROKEN = 'output "o" {\n  value = local.nothing\n}\n'
MAKING = """version: 3
projects:
- {dir: made, workflow: makes}
- {dir: beside}
workflows:
  makes:
    plan:
      steps: [{run: "echo hi > made.txt"}, init, plan]
    apply:
      steps: [{run: "cat made.txt"}, apply]
"""
SLOW = """version: 3
projects:
- {name: quick, dir: quick}
- {name: slow, dir: slow, workflow: slow}
workflows:
  slow:
    plan:
      steps: [{run: "touch MARK; exec sleep 600"}, init, plan]
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    with running_house(folder, files={"README.md": "infra"}, TIDEGATE_ALLOW_CUSTOM_WORKFLOWS="1") as running:
        yield running


def statuses(house, number: int) -> dict[str, str]:
    alice = house.persona("alice")
    return alice.statuses(alice.head(number))


def close(house, number: int) -> None:
    assert house.persona("alice").ask("PATCH", f"/repos/acme/infra/pulls/{number}", state="closed").is_success


def told(house, number: int, words: str) -> None:
    until(f"`{words}` on #{number}", lambda: any(words in body for body in house.said(number)))


def test_a_failed_plan_stays_red_when_another_project_is_planned_again(house, tmp_path):
    bad = terraform_data(tmp_path / "a", more=BROKEN)
    number = house.change({"red/main.tf": bad, "green/main.tf": terraform_data(tmp_path / "b")}, branch="red")
    house.planned(number, state="failure")
    house.answer("alice", number, "atlantis plan -d green", lambda body: "1 to add" in body)
    house.answer("alice", number, "atlantis help")
    assert statuses(house, number)["atlantis/plan"] == "failure"


def test_good_projects_are_applied_though_another_one_failed(house, tmp_path):
    bad = terraform_data(tmp_path / "a", more=BROKEN)
    number = house.change({"poor/main.tf": bad, "rich/main.tf": terraform_data(tmp_path / "b")}, branch="good")
    house.planned(number, state="failure")
    house.answer("alice", number, "atlantis apply", lambda body: "Apply complete!" in body)
    assert applied(tmp_path / "b") == "one"
    assert statuses(house, number)["atlantis/apply"] != "success"


def test_a_turn_mends_the_status_that_waited_for_it(house, tmp_path):
    first = house.change({"wanted/main.tf": terraform_data(tmp_path / "a")}, branch="turn-1")
    house.planned(first)
    files = {"wanted/main.tf": terraform_data(tmp_path / "a", "two"), "own/main.tf": terraform_data(tmp_path / "b")}
    second = house.change(files, branch="turn-2")
    told(house, second, "is locked by")
    close(house, first)
    house.planned(second)
    assert statuses(house, second)["atlantis/plan: wanted/default"] == "success"


def test_a_turn_for_a_project_the_change_does_not_touch_leaves_its_apply_pending(house, tmp_path):
    first = house.change({"asked/main.tf": terraform_data(tmp_path / "a")}, branch="untouched-1")
    house.planned(first)
    second = house.change({"mine/main.tf": terraform_data(tmp_path / "b"), "asked/a.md": "x"}, branch="untouched-2")
    house.planned(second)
    house.answer("alice", second, "atlantis plan -d asked", lambda body: "is locked by" in body)
    close(house, first)
    house.answer("alice", second, "atlantis help")
    assert statuses(house, second)["atlantis/apply"] == "pending"


def test_cancel_does_not_drop_the_release_of_a_closed_change(house, tmp_path):
    mark = tmp_path / "begun"
    files = {
        "atlantis.yaml": SLOW.replace("MARK", str(mark)),
        "quick/main.tf": terraform_data(tmp_path / "a"),
        "slow/main.tf": terraform_data(tmp_path / "b"),
    }
    number = house.change(files, branch="closed-and-cancelled")
    until("the slow plan", mark.exists)
    told(house, number, "✅ planned")  # So that there is a lock to release.
    close(house, number)
    house.persona("alice").comment(number, "atlantis cancel")
    told(house, number, "Locks and plans deleted")
    after = house.change({"quick/main.tf": terraform_data(tmp_path / "a", "two")}, branch="after-it")
    house.planned(after)


def test_a_plan_that_is_cancelled_keeps_nobody_waiting(house, tmp_path):
    mark = tmp_path / "begun"
    config = SLOW.replace("MARK", str(mark)).replace("- {name: quick, dir: quick}\n", "").replace("slow", "held")
    number = house.change(
        {"atlantis.yaml": config, "held/main.tf": terraform_data(tmp_path / "a")}, branch="cancelled-lock"
    )
    until("the plan", mark.exists)
    house.answer("alice", number, "atlantis cancel", lambda body: "Cancelled:" in body)
    other = house.change({"held/main.tf": terraform_data(tmp_path / "a", "two")}, branch="not-waiting")
    house.planned(other)


def test_planning_a_neighbour_again_leaves_what_a_plan_has_made(house, tmp_path):
    files = {
        "atlantis.yaml": MAKING,
        "made/main.tf": terraform_data(tmp_path / "a"),
        "beside/main.tf": terraform_data(tmp_path / "b"),
    }
    number = house.change(files, branch="neighbours")
    house.planned(number)
    house.answer("alice", number, "atlantis plan -d beside", lambda body: "1 to add" in body)
    house.answer("alice", number, "atlantis apply -d made", lambda body: "Apply complete!" in body)
    assert applied(tmp_path / "a") == "one"
