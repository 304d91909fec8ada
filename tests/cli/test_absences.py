import json
from datetime import UTC, datetime, timedelta

import pytest

from support.cli import run
from support.kept import keep_decisions
from tidegate.keys import load_keys


@pytest.fixture
def data(tmp_path):
    load_keys(tmp_path / "secret")
    return keep_decisions(tmp_path)


def asked(data, *words):
    return run(*words, "--data-dir", str(data))


def logged(data):
    return [json.loads(line) for line in asked(data, "audit", "export").stdout.splitlines()]


def test_the_operator_marks_somebody_away_everywhere_until_they_are_back(data):
    assert asked(data, "away").stdout == "Nobody is marked away.\n"
    assert "until they are back  everywhere  marked by the operator" in asked(data, "away", "@Kim-Lead").stdout
    (line,) = asked(data, "away", "--json").stdout.splitlines()
    assert json.loads(line).items() >= {"login": "kim-lead", "until": None, "by": "", "repo": ""}.items()
    assert asked(data, "back", "KIM-LEAD").stdout == "@kim-lead is back.\n"
    assert asked(data, "back", "kim-lead").stdout == "@kim-lead was not marked away.\n"
    assert asked(data, "away", "--json").stdout == ""


def test_what_the_operator_says_is_in_the_audit_log(data):
    last = datetime.now(UTC).date() + timedelta(days=30)
    asked(data, "away", "kim-lead", "--until", str(last))
    asked(data, "back", "kim-lead")
    asked(data, "back", "kim-lead")
    away, back = logged(data)
    assert (away["kind"], away["actor"], away["subject"]) == ("away", "", "@kim-lead")
    assert away["data"].items() >= {"until": f"{last + timedelta(days=1)}T00:00:00+00:00", "repo": ""}.items()
    assert away["data"]["operator"]
    assert (back["kind"], back["subject"]) == ("back", "@kim-lead")
    assert asked(data, "audit", "verify").exit_code == 0


def test_an_end_that_cannot_be_read_marks_nobody(data):
    refused = asked(data, "away", "kim-lead", "--until", "friday")
    assert (refused.exit_code, "Write 2026-12-01" in refused.output) == (2, True)
    assert asked(data, "away", "--json").stdout == ""
    assert logged(data) == []
