import json
from dataclasses import replace
from datetime import time

import pytest

from support.cli import run
from support.decisions import STAGING, facts, policy_with
from support.kept import decision, keep_decisions
from tidegate.core.windows.model import Weekly, Window

OFFICE = Weekly(days=frozenset(range(5)), start=time(9), end=time(17), zone="Asia/Seoul", text="Mon-Fri 09:00-17:00")
IN_OFFICE_HOURS = policy_with(replace(STAGING, window=Window(allowed=(OFFICE,))))


@pytest.fixture
def data(tmp_path):
    return keep_decisions(tmp_path, decision(0, policy=IN_OFFICE_HOURS), decision(1, facts(environment="prod")))


def explained(data, *words):
    return run("explain", "acme/infra#2", *words, "--data-dir", str(data))


def test_the_newest_decision_is_made_again_as_of_another_time(data):
    opened = explained(data, "staging", "--at", "2026-11-24 10:00 KST")
    assert opened.exit_code == 0, opened.output
    assert "Apply for staging by bob at 2026-11-24 10:00:00 KST: allowed" in opened.stdout
    closed = explained(data, "staging", "--at", "2026-11-24T22:00+09:00")
    assert closed.exit_code == 1
    assert "✗ window" in closed.stdout or "… window" in closed.stdout


def test_an_instant_without_a_zone_is_in_the_zone_of_the_rules(data):
    assert "2026-11-24 10:00:00 KST" in explained(data, "staging", "--at", "2026-11-24 10:00").stdout


def test_it_says_which_facts_it_was_made_from(data):
    assert "Facts and rules are those of decision d0" in explained(data, "staging").stdout


def test_as_somebody_else_the_gates_answer_for_them(data):
    mallory = explained(data, "staging", "--as", "mallory", "--at", "2026-11-24 10:00")
    assert mallory.exit_code == 1
    assert "The teams of mallory were not looked up then" in mallory.stdout
    assert "not looked up" not in explained(data, "staging", "--as", "carol", "--at", "2026-11-24 10:00").stdout


def test_without_an_environment_each_is_explained(data):
    found = explained(data, "--json").stdout
    assert found.count('"allowed"') >= 2


def test_what_was_not_decided_or_cannot_be_read_is_said(data):
    assert "Nothing has been decided" in explained(data, "dev").output
    assert explained(data, "dev").exit_code == 2
    assert "no instant" in explained(data, "staging", "--at", "soon").output
    assert explained(data, "--at", "soon").exit_code == 2
    assert run("explain", "acme/infra", "--data-dir", str(data)).exit_code == 2


def test_programs_read_json(data):
    shown = json.loads(explained(data, "staging", "--json", "--at", "2026-11-24 10:00").stdout)
    assert shown["allowed"] is True
    assert shown["notes"]
