import pytest
import sqlalchemy as sa

from tidegate.cli.trouble import told
from tidegate.config.server_settings.server import load
from tidegate.core.errors import BadInput
from tidegate.core.marks import Mark, Problem
from tidegate.keys import KeyFileUnusable


def raised(call, *given):
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whatever it is, it is looked at
        call(*given)
    return caught.value


def test_settings_are_a_list_of_sentences_without_lines_and_columns():
    said = told(raised(load, {"TIDEGATE_FOO": "1", "TIDEGATE_PORT": "x"})).splitlines()
    assert said[0] == "TIDEGATE_FOO: There is no such setting. Remove it."
    assert "TIDEGATE_PORT: `x` is not a whole number. Write digits only." in said
    assert all(line.startswith("TIDEGATE_") for line in said)


def test_a_file_is_told_with_its_place():
    problem = Problem(mark=Mark(file="tidegate.yaml", line=3), path="people", text="", message="Odd.")
    assert told(BadInput((problem,))) == "tidegate.yaml:3:1: people: Odd."


def test_a_database_that_refuses_is_told_without_its_password():
    engine = sa.create_engine("postgresql+psycopg://me:s3cret@127.0.0.1:9/none")
    said = told(raised(engine.connect))
    assert said.startswith("The database cannot be used: connection failed")
    assert "Check TIDEGATE_DATABASE_URL" in said
    assert "s3cret" not in said
    assert "sqlalche.me" not in said


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path):
    said = told(raised((tmp_path / "nothing").read_text))
    assert said.startswith(f"{tmp_path}/nothing: No such file or directory\nCheck ")


def test_a_secret_file_tells_its_own_remedy():
    assert told(KeyFileUnusable("after `chmod 600 secret` only its owner can.")).startswith("after `chmod")


def test_a_fault_of_ours_is_not_told_as_somebody_elses():
    assert told(KeyError("x")) is None
