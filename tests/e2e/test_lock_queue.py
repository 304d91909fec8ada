"""Two changes want one project: the second is told, queued, and planned by itself when its turn comes."""

import re

import httpx
import pytest

from support.house import running_house
from support.small_projects import applied, terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with running_house(tmp_path_factory.mktemp("house"), files={"README.md": "infra"}) as running:
        yield running


def change(house, branch: str, state, value: str = "one") -> int:
    """Each test has a project of its own, so that none waits for what another has left."""
    return house.change({f"{state.parent.name}/main.tf": terraform_data(state, value)}, branch=branch)


def told_to_wait(house, number: int) -> str:
    return until(
        f"#{number} to be told", lambda: next((body for body in house.said(number) if "is locked by" in body), None)
    )


def change_that_waits(house, branch: str, state, value: str) -> int:
    number = change(house, branch, state, value)
    told_to_wait(house, number)
    return number


def planned_by_itself(house, number: int) -> None:
    until(f"the plan of #{number}", lambda: any("1 to add" in body for body in house.said(number)))


def close(house, number: int) -> None:
    assert house.persona("alice").ask("PATCH", f"/repos/acme/infra/pulls/{number}", state="closed").is_success


def merge(house, number: int) -> None:
    house.persona("alice").merge(number, "merge")


def test_the_second_is_planned_by_itself_once_the_first_is_unlocked(house, tmp_path):
    state = tmp_path / "state"
    first = change(house, "unlock-1", state)
    house.planned(first)
    second = change(house, "unlock-2", state, "two")
    assert "planned here by itself" in told_to_wait(house, second)
    house.answer("alice", first, "atlantis unlock")
    planned_by_itself(house, second)
    house.answer("alice", second, "atlantis apply", lambda body: "Apply complete!" in body)
    assert applied(state) == "two"
    close(house, second)


def test_turns_go_by_who_came_first_and_a_closed_change_loses_its_place(house, tmp_path):
    state = tmp_path / "state"
    first = change(house, "turns-0", state, "v0")
    house.planned(first)
    second, third, fourth = (change_that_waits(house, f"turns-{n}", state, f"v{n}") for n in (1, 2, 3))
    close(house, second)
    until("the second to leave", lambda: _waits(house) == [third, fourth])
    close(house, first)
    planned_by_itself(house, third)
    assert not any("1 to add" in body for body in house.said(fourth))
    merge(house, third)
    planned_by_itself(house, fourth)
    close(house, fourth)


def test_a_plan_that_fails_keeps_nobody_waiting(house, tmp_path):
    state = tmp_path / "state"
    broken = house.change(
        {f"{tmp_path.name}/main.tf": terraform_data(state, more='output "o" {\n  value = local.nothing\n}\n')},
        branch="broken",
    )
    house.planned(broken, state="failure")
    second = change(house, "not-broken", state)
    house.planned(second)
    close(house, second)


def test_a_change_that_does_not_touch_the_project_any_more_lets_go_of_it(house, tmp_path):
    state = tmp_path / "state"
    first = change(house, "lets-go-1", state)
    house.planned(first)
    second = change(house, "lets-go-2", state, "two")
    told_to_wait(house, second)
    house.sandbox.commit(
        "lets-go-1", {f"{tmp_path.name}/main.tf": None, "elsewhere/main.tf": terraform_data(tmp_path / "other")}
    )
    planned_by_itself(house, second)
    close(house, second)


def _waits(house) -> list[int]:
    """Changes the page of locks lists as next, in their order."""
    text = httpx.get(f"{house.server.url}/locks").text
    return [int(number) for number in re.findall(r"#(\d+)</a>", text.partition('data-name="Next"')[2])]
