import json
import sqlite3

import pytest

from support.cli import run
from support.values import later
from tidegate.cli.audit import since_of
from tidegate.keys import load_keys
from tidegate.store import audit
from tidegate.store.database import Database
from tidegate.store.migrate import migrate


@pytest.fixture
async def data(tmp_path):
    """The data folder of a server whose log has three entries."""
    url = f"sqlite:///{tmp_path}/tidegate.sqlite"
    migrate(url)
    key = load_keys(tmp_path / "secret").audit
    database = Database(url)
    for number in range(3):
        async with database.begin() as tx:
            await audit.append(
                tx, key, at=later(86400 * number), kind="command", actor="alice", subject="acme/infra#7", data={"n": 1}
            )
    await database.close()
    return tmp_path


def log(data, *words):
    return run("audit", *words, "--data-dir", str(data))


def past_the_triggers(data, statement):
    with sqlite3.connect(data / "tidegate.sqlite") as connection:
        connection.execute("drop trigger audit_no_update")
        connection.execute("drop trigger audit_no_delete")
        connection.execute(statement)


def test_an_untouched_log_is_in_order(data):
    done = log(data, "verify")
    assert done.exit_code == 0
    assert "3 entries in order" in done.output
    assert "--against HEAD" in done.output


def test_the_head_printed_now_is_held_against_the_log_later(data):
    head = log(data, "head").stdout.strip()
    assert "The published head, entry 3, is part of it." in log(data, "verify", "--against", head).output
    past_the_triggers(data, "delete from audit where seq = 3")
    assert log(data, "verify").exit_code == 0
    found = log(data, "verify", "--against", head, "--json")
    assert found.exit_code == 1
    assert json.loads(found.stdout)["damage"]["kind"] == "truncated"


def test_an_edited_entry_gives_exit_code_1_and_its_number(data):
    past_the_triggers(data, "update audit set actor = 'mallory' where seq = 2")
    done = log(data, "verify")
    assert done.exit_code == 1
    assert "Damaged at entry 2 (edited), after 1 entry in order." in done.output


def test_the_log_is_printed_as_json_lines(data):
    lines = [json.loads(line) for line in log(data, "export").stdout.splitlines()]
    assert [line["seq"] for line in lines] == [1, 2, 3]
    assert lines[0]["actor"] == "alice"
    assert lines[0]["data"] == {"n": 1}
    assert [json.loads(line)["seq"] for line in log(data, "export", "--since", "2026-11-25").stdout.splitlines()] == [
        2,
        3,
    ]
    assert len(log(data, "export", "--since", "3").stdout.splitlines()) == 1


def test_what_cannot_be_read_says_what_to_do(data, tmp_path_factory):
    nowhere = tmp_path_factory.mktemp("nothing")
    assert "--data-dir" in str(log(nowhere, "verify").exception)
    assert not list(nowhere.iterdir()), "looking makes nothing"
    assert log(data, "verify", "--against", "5").exit_code == 2
    assert log(data, "export", "--since", "yesterday").exit_code == 2


def test_a_day_begins_at_midnight_in_utc_where_no_zone_is_written():
    assert since_of("2026-11-24").isoformat() == "2026-11-24T00:00:00+00:00"
    assert since_of("2026-11-24T09:00:00+09:00") == since_of("2026-11-24")
    assert since_of("17") == 17
    assert since_of("20261124") == since_of("2026-11-24")
