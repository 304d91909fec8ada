"""The server on PostgreSQL: only the database's address is another, a restart included."""

import psycopg
import pytest

from support.house import running_house
from support.postgres import binaries, running_postgres
from support.small_projects import applied, terraform_data

pytestmark = [pytest.mark.terraform, pytest.mark.postgres]


@pytest.fixture
def database():
    programs = binaries()
    if programs is None:
        pytest.skip("no PostgreSQL binaries")
    with running_postgres(programs) as server:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute("create database tidegate")
        yield f"{server}/tidegate"


def test_a_change_is_planned_and_applied_on_postgresql(tmp_path, database):
    state = tmp_path / "state"
    with running_house(tmp_path, files={"README.md": "infra"}, TIDEGATE_DATABASE_URL=database) as house:
        number = house.change({"app/main.tf": terraform_data(state)})
        assert "terraform_data.it" in house.planned(number)
        house.server.stop()
        house.server.start()
        done = house.answer("alice", number, "atlantis apply", lambda body: "in progress" not in body)
        assert "Apply complete!" in done
    assert applied(state) == "one"
    assert not list((tmp_path / "data").glob("*.sqlite"))
