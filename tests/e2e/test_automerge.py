"""Merging by the server: once everything is applied, where that is asked for."""

import json

import pytest

from support.house import running_house
from support.small_projects import terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

MERGING = "version: 3\nautomerge: true\ndelete_source_branch_on_merge: true\nprojects:\n- dir: a\n- dir: b\n"


RULES = {"repos": [{"id": "/.*/", "allowed_overrides": ["delete_source_branch_on_merge"]}]}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    with running_house(
        folder, files={"README.md": "infra"}, TIDEGATE_AUTOMERGE="1", TIDEGATE_REPO_CONFIG_JSON=json.dumps(RULES)
    ) as running:
        yield running


def change(house, tmp_path, branch: str, config: str) -> int:
    files = {f"{name}/main.tf": terraform_data(tmp_path / name) for name in "ab"}
    number = house.change({"atlantis.yaml": config, **files}, branch=branch)
    house.planned(number)
    return number


def apply(house, number: int, words: str) -> str:
    return house.answer("alice", number, words, lambda body: "Apply complete!" in body)


def close(house, number: int) -> None:
    """So that the next change need not wait for its locks."""
    assert house.persona("alice").ask("PATCH", f"/repos/acme/infra/pulls/{number}", state="closed").is_success


def pull(house, number: int) -> dict:
    return house.persona("alice").get(f"/repos/acme/infra/pulls/{number}")


def merged(house, number: int) -> None:
    until(f"#{number} to be merged", lambda: pull(house, number)["merged"])


def test_a_change_is_merged_and_its_branch_deleted_once_all_of_it_is_applied(house, tmp_path):
    number = change(house, tmp_path, "merging", MERGING)
    apply(house, number, "atlantis apply -d a")
    assert not pull(house, number)["merged"]
    apply(house, number, "atlantis apply -d b")
    merged(house, number)
    assert "Automatically merging" in "\n".join(house.said(number))
    gone = house.persona("alice").ask("GET", "/repos/acme/infra/branches/merging")
    until("the branch to be gone", lambda: gone.status_code == 404 or _is_gone(house, "merging"))


def test_an_explicit_false_beats_the_servers_flag(house, tmp_path):
    number = change(house, tmp_path, "explicit", MERGING.replace("automerge: true", "automerge: false"))
    apply(house, number, "atlantis apply")
    house.answer("alice", number, "atlantis help")
    assert not pull(house, number)["merged"]
    close(house, number)


def test_whoever_applies_may_leave_the_merge_to_people_or_choose_how(house, tmp_path):
    number = change(house, tmp_path, "by-people", MERGING)
    apply(house, number, "atlantis apply -d a --auto-merge-disabled")
    apply(house, number, "atlantis apply -d b --auto-merge-method squash")
    merged(house, number)
    (parents,) = [
        house.persona("alice").get(f"/repos/acme/infra/commits/{pull(house, number)['merge_commit_sha']}")["parents"]
    ]
    assert len(parents) == 1


def _is_gone(house, branch: str) -> bool:
    return house.persona("alice").ask("GET", f"/repos/acme/infra/branches/{branch}").status_code == 404


def test_an_apply_that_applies_nothing_merges_nothing(house, tmp_path):
    number = change(house, tmp_path, "refused", MERGING)
    apply(house, number, "atlantis apply --auto-merge-disabled")
    house.answer("bob", number, "atlantis apply -d nosuch")
    house.answer("alice", number, "atlantis help")
    assert not pull(house, number)["merged"]
    close(house, number)
