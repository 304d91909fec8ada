"""Planning what a merge would make: a base that moved on is part of the plan, and blocks an apply until it is."""

import json

import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

CONFIG = "version: 3\nprojects:\n- dir: app\n  apply_requirements: [undiverged]\n- dir: other\n"


SETTINGS = {
    "TIDEGATE_REPO_CONFIG_JSON": json.dumps({"repos": [{"id": "/.*/", "allowed_overrides": ["apply_requirements"]}]})
}


@pytest.fixture(scope="module", params=["merge", "branch"])
def house(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    files = {"atlantis.yaml": CONFIG, "app/words.txt": "as in the base", "other/main.tf": "# nothing"}
    with running_house(folder, files=files, **SETTINGS, TIDEGATE_CHECKOUT_STRATEGY=request.param) as running:
        yield running, request.param


def main(state) -> str:
    return terraform_data(state, '${file("words.txt")}')


def close(house, number: int) -> None:
    """So that the next change need not wait for its lock."""
    assert house.persona("alice").ask("PATCH", f"/repos/acme/infra/pulls/{number}", state="closed").is_success


def apply(house, number: int) -> str:
    return house.answer("alice", number, "atlantis apply -d app", lambda body: "in progress" not in body)


def test_what_others_merged_meanwhile_must_be_in_the_plan(house, tmp_path):
    house, strategy = house
    number = house.change({"app/main.tf": main(tmp_path / "state")}, branch="diverging")
    house.planned(number)
    house.sandbox.commit("main", {"app/words.txt": "moved on", "app/more.tf": "# moved on"}, author="kim-lead")
    refusal = apply(house, number)
    assert "`main` has changes for `app/default` that the plan was made without" in refusal
    assert "app/more.tf" in refusal
    if strategy == "branch":
        again = house.answer("alice", number, "atlantis plan", lambda body: "in progress" not in body)
        assert "as in the base" in again
        assert "that the plan was made without" in apply(house, number)
    else:
        again = house.answer("alice", number, "atlantis plan", lambda body: "in progress" not in body)
        assert "moved on" in again
        apply(house, number)
        assert applied(tmp_path / "state") == "moved on"
    close(house, number)


def test_a_base_that_moved_elsewhere_is_in_nobodys_way(house, tmp_path):
    house, _ = house
    number = house.change({"app/main.tf": main(tmp_path / "state"), "app/words.txt": "mine"}, branch="elsewhere")
    house.planned(number)
    house.sandbox.commit("main", {"other/main.tf": "# something else"}, author="kim-lead")
    assert "Apply complete!" in apply(house, number)
    assert applied(tmp_path / "state") == "mine"
    close(house, number)


def test_a_conflict_is_said_where_a_merge_would_be_planned(house, tmp_path):
    house, strategy = house
    number = house.change({"app/main.tf": main(tmp_path / "state"), "app/words.txt": "mine"}, branch="conflict")
    until("the plan", lambda: house.said(number))
    house.sandbox.commit("main", {"app/words.txt": f"theirs, {strategy}"}, author="kim-lead")
    body = house.answer("alice", number, "atlantis plan", lambda body: "in progress" not in body)
    if strategy == "merge":
        assert "app/words.txt" in body
        assert "nothing was changed" in body
    else:
        assert "1 to add" in body
