"""An apply that is put off: `atlantis apply --at`."""

from datetime import UTC, datetime, timedelta

import pytest

from support.house import House, running_house
from support.small_projects import applied, terraform_data
from support.waiting import until

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

SOON = timedelta(seconds=6)
LATER = timedelta(hours=2)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with running_house(tmp_path_factory.mktemp("house"), files={"README.md": "infra"}) as running:
        yield running


@pytest.fixture
def state(tmp_path):
    return tmp_path / "terraform.tfstate"


def change(house: House, main: str, branch: str) -> int:
    number = house.change({f"{branch}/main.tf": main}, branch=branch)
    house.planned(number)
    return number


def put_off(house: House, number: int, ahead: timedelta) -> str:
    """Ask for an apply some time from now; answers with what was said."""
    at = f"{datetime.now(UTC) + ahead:%Y-%m-%d %H:%M:%S} UTC"
    return house.answer("bob", number, f'atlantis apply --at "{at}"')


def shown(house: House, number: int, words: str) -> str:
    def look() -> str | None:
        return next((body for body in house.said(number) if words in body), None)

    return until(f"`{words}` on #{number}", look)


def test_it_is_planned_again_and_applied_at_its_time(house, state):
    number = change(house, terraform_data(state), "kept")
    assert "`kept/default` will be planned again and applied at" in put_off(house, number, SOON)
    assert applied(state) is None
    until("the apply", lambda: applied(state) == "one")


def test_a_server_that_was_down_at_its_time_applies_it_when_it_is_back(house, state):
    number = change(house, terraform_data(state), "restarted")
    put_off(house, number, SOON)
    house.server.kill()
    house.server.start()
    until("the apply", lambda: applied(state) == "one")


def test_a_plan_that_has_become_another_is_not_applied(house, state, tmp_path):
    outside = tmp_path / "outside"
    outside.write_text("as it was reviewed")
    number = change(house, terraform_data(state, value=f'${{file("{outside}")}}'), "moved")
    put_off(house, number, SOON)
    outside.write_text("as it is now")
    assert "`moved/default` plans something else" in shown(house, number, "it is not what it was")
    assert applied(state) is None


def test_cancel_takes_it_back(house, state):
    number = change(house, terraform_data(state), "cancelled")
    put_off(house, number, LATER)
    assert "Taken back: the apply of `cancelled/default` at" in house.answer("bob", number, "atlantis cancel")
    assert "nothing to cancel" in house.answer("bob", number, "atlantis cancel")


def test_a_new_commit_takes_it_back(house, state):
    number = change(house, terraform_data(state), "pushed")
    put_off(house, number, LATER)
    head = house.sandbox.commit("pushed", {"pushed/main.tf": terraform_data(state, value="two")})
    told = shown(house, number, "will not be applied")
    assert "`pushed/default` will not be applied at" in told
    assert f"Superseded by commit {head[:7]}." in told


def test_closing_the_pull_request_takes_it_back(house, state):
    number = change(house, terraform_data(state), "closed")
    put_off(house, number, LATER)
    assert house.persona("alice").ask("PATCH", f"/repos/acme/infra/pulls/{number}", state="closed").is_success
    assert "the pull request was closed." in shown(house, number, "will not be applied")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2020-01-01 10:00 UTC", "has gone by"),
        ("tomorrow", "`tomorrow` is not a time. Write next-window"),
        ("next-window", "do not belong to one environment"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_what_to_write(house, refusing, at, said):
    assert said in house.answer("bob", refusing, f'atlantis apply --at "{at}"')


@pytest.fixture(scope="module")
def refusing(house, tmp_path_factory) -> int:
    return change(house, terraform_data(tmp_path_factory.mktemp("state") / "it.tfstate"), "refusing")
