"""Switches an operator of Atlantis knows: teams, labels, forks, the lock on all applies, one project at a time."""

import httpx
import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

SETTINGS = {
    "TIDEGATE_TEAM_ALLOWLIST": "developers:plan,developers:unlock,devops:*",
    "TIDEGATE_DISABLE_AUTOPLAN_LABEL": "no-autoplan",
    "TIDEGATE_DISABLE_UNLOCK_LABEL": "keep-locked",
    "TIDEGATE_DISABLE_APPLY_ALL": "1",
    "TIDEGATE_EMOJI_REACTION": "rocket",
    "TIDEGATE_SILENCE_NO_PROJECTS": "1",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with running_house(tmp_path_factory.mktemp("house"), files={"README.md": "infra"}, **SETTINGS) as running:
        yield running


@pytest.fixture(scope="module")
def open_house(tmp_path_factory):
    """One that plans changes from forks."""
    folder = tmp_path_factory.mktemp("open")
    with running_house(folder, files={"README.md": "infra"}, TIDEGATE_ALLOW_FORK_PRS="1") as running:
        yield running


def change(house, state, branch: str) -> int:
    number = house.change({f"{branch}/main.tf": terraform_data(state)}, branch=branch)
    house.planned(number)
    return number


def apply(house, login: str, number: int, words: str) -> str:
    return house.answer(login, number, words, lambda body: "in progress" not in body)


def test_who_may_apply_is_a_matter_of_teams(house, tmp_path):
    number = change(house, tmp_path / "state", "teams")
    assert "@alice may not apply here" in apply(house, "alice", number, "atlantis apply -d teams").replace("\u200d", "")
    assert applied(tmp_path / "state") is None
    apply(house, "dave", number, "atlantis apply -d teams")
    assert applied(tmp_path / "state") == "one"


def test_an_apply_names_what_it_applies(house, tmp_path):
    number = change(house, tmp_path / "state", "one-at-a-time")
    assert "Applying everything at once is disabled" in apply(house, "dave", number, "atlantis apply")


def test_the_button_stops_every_apply_until_it_is_pressed_again(house, tmp_path):
    number = change(house, tmp_path / "state", "stopped")
    httpx.post(f"{house.server.url}/apply/lock")
    refusal = apply(house, "dave", number, "atlantis apply -d stopped")
    assert "All applies are stopped by somebody at the dashboard" in refusal
    httpx.post(f"{house.server.url}/apply/unlock")
    apply(house, "dave", number, "atlantis apply -d stopped")
    assert applied(tmp_path / "state") == "one"


def test_a_label_keeps_a_change_from_being_unlocked(house, tmp_path):
    number = change(house, tmp_path / "state", "labelled")
    house.persona("alice").label(number, "keep-locked")
    assert "has the label `keep-locked`" in house.answer("alice", number, "atlantis unlock")
    house.persona("alice").unlabel(number, "keep-locked")
    assert "All locks" in house.answer("alice", number, "atlantis unlock")


def test_a_label_keeps_a_change_from_being_planned_by_itself(house, tmp_path):
    alice = house.persona("alice")
    number = house.change({"docs/a.md": "words"}, branch="by-hand")
    until("the first look", lambda: alice.statuses(alice.head(number)).get("atlantis/plan"))
    alice.label(number, "no-autoplan")
    house.sandbox.commit("by-hand", {"by-hand/main.tf": terraform_data(tmp_path / "state")})
    assert "1 to add" in apply(house, "alice", number, "atlantis plan")
    assert len(house.said(number)) == 1


def test_a_command_is_answered_with_the_reaction_and_silence_where_that_is_wanted(house):
    number = house.change({"docs/b.md": "words"}, branch="silent")
    alice = house.persona("alice")
    alice.comment(number, "atlantis plan")
    mine = alice.get(f"/repos/acme/infra/issues/{number}/comments")[-1]
    until("the reaction", lambda: alice.get(f"/repos/acme/infra/issues/comments/{mine['id']}")["reactions"]["rocket"])
    until("the plan", lambda: alice.statuses(alice.head(number)).get("atlantis/plan") == "success")
    assert house.said(number) == []


def test_version_says_what_each_project_runs(house, tmp_path):
    number = change(house, tmp_path / "state", "versions")
    assert "versions/default: terraform 1." in apply(house, "dave", number, "atlantis version").replace("`", "")


def from_a_fork(house, state) -> int:
    alice = house.persona("alice")
    alice.fork()
    alice.push("main", "forked/main.tf", terraform_data(state), "From elsewhere", repo="alice/infra")
    return alice.open_change(head="alice:main", base="main", title="From a fork", body="")


def test_a_change_from_a_fork_is_neither_planned_nor_applied(house, tmp_path):
    number = from_a_fork(house, tmp_path / "state")
    until("the refusal", lambda: any("from forks are not planned" in body for body in house.said(number)))
    for command in ("plan", "apply -d forked", "version"):
        assert "from forks" in apply(house, "dave", number, f"atlantis {command}")


def test_where_the_operator_allows_it_a_fork_is_planned_as_any_other(open_house, tmp_path):
    number = from_a_fork(open_house, tmp_path / "state")
    assert "1 to add" in open_house.planned(number)
