"""A forge that stumbles as GitHub does: whatever it does, people end with the right comments, each once."""

import json

import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]


RULES = {"repos": [{"id": "/.*/", "allowed_overrides": ["apply_requirements"]}]}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    with running_house(folder, files={"README.md": "infra"}, TIDEGATE_REPO_CONFIG_JSON=json.dumps(RULES)) as running:
        yield running
        assert left(running) == {}


@pytest.fixture
def state(tmp_path):
    return tmp_path / "terraform.tfstate"


def left(house) -> dict[str, int]:
    """Faults that are still to happen."""
    return house.sandbox.http.get("/_sandbox/faults").json()


def all_happened(house) -> None:
    until("every fault to have happened", lambda: not left(house))


def quiet(house, branch: str) -> int:
    """A pull request that touches no project yet, with which the server is done."""
    number = house.change({f"docs/{branch}.md": "words"}, branch=branch)
    house.wait_for_status(number, "atlantis/apply", "success")
    return number


def push(house, branch: str, state, value: str = "one") -> None:
    """Past the interface, so that it meets no fault that is meant for the server."""
    house.sandbox.commit(branch, {f"{branch}/main.tf": terraform_data(state, value)})


def settled(house, number: int) -> list[str]:
    """Everything said on a change once the server has done all it was told before."""
    house.answer("alice", number, "atlantis help")
    return house.said(number)[:-1]


def planned_once(house, number: int) -> None:
    assert "Plan: 1 to add, 0 to change, 0 to destroy." in house.planned(number)
    house.wait_for_status(number, "atlantis/apply", "pending")
    (told,) = settled(house, number)
    assert told.startswith("Ran Plan for dir:")


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        ("bad_gateway", 1),
        ("server_error", 1),
        ("secondary_limit", 1),
        ("dropped_after_write", 1),
        ("stale_pull_ref", 1),
        ("delivery_duplicate", 2),
        ("delivery_late", 1),
    ],
)
def test_a_push_is_planned_and_told_once(house, state, fault, times):
    branch = fault.replace("_", "-")
    number = quiet(house, branch)
    house.sandbox.arm(fault, times)
    push(house, branch, state)
    all_happened(house)
    planned_once(house, number)


def test_a_pull_request_that_cannot_be_read_yet_is_planned_once_it_can(house, state):
    push(house, "early", state)
    house.sandbox.arm("not_found_after_open", 1)
    number = house.persona("alice").open_change(head="early", base="main", title="Early", body="")
    all_happened(house)
    planned_once(house, number)


def test_an_apply_is_carried_out_once_while_the_forge_stumbles(house, state):
    number = quiet(house, "stumbling")
    push(house, "stumbling", state)
    house.planned(number)
    known = len(house.said(number))
    house.persona("alice").comment(number, "atlantis apply")
    for fault in ("dropped_after_write", "server_error"):
        house.sandbox.arm(fault, 1)
    all_happened(house)
    until("the apply to be told", lambda: "Apply complete!" in house.said(number)[-1])
    house.wait_for_status(number, "atlantis/apply", "success")
    assert len(settled(house, number)) == known + 1
    assert applied(state) == "one"
    assert house.said(number)[-2].count("Creation complete") == 1


def test_mergeability_that_is_still_computed_is_waited_for(house, state):
    config = "version: 3\nprojects:\n- dir: computing\n  apply_requirements: [mergeable]\n"
    files = {"atlantis.yaml": config, "computing/main.tf": terraform_data(state)}
    number = house.change(files, branch="computing")
    house.planned(number)
    house.wait_for_status(number, "atlantis/apply", "pending")
    house.sandbox.arm("mergeable_null", 3)
    done = house.answer("alice", number, "atlantis apply", lambda body: "in progress" not in body)
    assert "Apply complete!" in done
    assert applied(state) == "one"


def test_a_delivery_of_an_older_head_that_comes_late_changes_nothing(house, state):
    number = quiet(house, "overtaken")
    house.sandbox.arm("delivery_late", 2)
    push(house, "overtaken", state, "old")
    push(house, "overtaken", state, "new")
    all_happened(house)
    assert '"new"' in house.planned(number)
    assert [said for said in settled(house, number) if '"old"' in said] == []


def test_a_forged_delivery_does_nothing_and_a_genuine_one_again_and_again_does_it_once(house, state):
    number = quiet(house, "redelivered")
    house.sandbox.arm("bad_signature", 2)
    push(house, "redelivered", state)
    all_happened(house)
    assert settled(house, number) == []

    hook = house.sandbox.must("kim-lead", "GET", "/repos/acme/infra/hooks")[0]["id"]
    deliveries = f"/repos/acme/infra/hooks/{hook}/deliveries"
    refused = [each for each in house.sandbox.must("kim-lead", "GET", deliveries) if each["status_code"] == 401]
    assert {each["event"] for each in refused} == {"push", "pull_request"}
    for each in (*refused, *refused):
        house.sandbox.must("kim-lead", "POST", f"{deliveries}/{each['id']}/attempts")
    until("the plan", lambda: any(said.startswith("Ran Plan") for said in house.said(number)))
    house.planned(number)
    assert len([said for said in settled(house, number) if said.startswith("Ran Plan")]) == 1


def test_a_command_delivered_twice_is_answered_once(house):
    number = quiet(house, "twice")
    house.sandbox.arm("delivery_duplicate", 1)
    house.answer("alice", number, "atlantis plan -d nothing-there")
    assert len(settled(house, number)) == 1
