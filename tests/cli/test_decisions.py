import json

import pytest

from support.cli import run
from support.decisions import facts
from support.kept import decision, keep_decisions
from tidegate.cli.decisions import named


@pytest.fixture
def data(tmp_path):
    return keep_decisions(tmp_path, decision(0), decision(1, facts(reviews=())))


def asked(data, *words):
    return run("decisions", *words, "--data-dir", str(data))


def test_decisions_are_listed_newest_first_one_a_line(data):
    first, second = asked(data, "list").stdout.splitlines()
    assert first.endswith("refused  apply acme/infra#2 staging by bob  d1")
    assert second.endswith("allowed  apply acme/infra#2 staging by bob  d0")


def test_a_list_may_be_of_one_repository_or_change_and_for_programs(data):
    (only,) = asked(data, "list", "acme/infra#2", "--limit", "1", "--json").stdout.splitlines()
    assert json.loads(only)["id"] == "d1"
    assert asked(data, "list", "acme/other").stdout == ""
    assert asked(data, "list", "infra").exit_code == 2


def test_a_decision_is_shown_with_every_gate_and_what_would_have_made_it_pass(data):
    shown = asked(data, "show", "d1")
    assert shown.exit_code == 0
    assert "acme/infra#2 at 1a2b3c4" in shown.stdout
    assert "Apply for staging by bob at 2026-11-24 13:00:00 UTC: refused" in shown.stdout
    assert "What would make it pass:" in shown.stdout
    assert "✗ approvals" in shown.stdout
    assert "✓ permission" in shown.stdout


def test_facts_and_rules_are_printed_as_json(data):
    assert json.loads(asked(data, "show", "d1", "--facts").stdout)["actor"] == "bob"
    assert "staging" in json.loads(asked(data, "show", "d1", "--policy").stdout)["environments"]
    assert json.loads(asked(data, "show", "d0", "--json").stdout)["allowed"] is True


def test_an_id_nobody_has_says_where_to_look(data):
    shown = asked(data, "show", "d9")
    assert shown.exit_code == 2
    assert "tidegate decisions list" in shown.output


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("acme/infra", ("acme/infra", None)),
        ("acme/infra#7", ("acme/infra", 7)),
        ("acme/infra#-1", ("acme/infra", -1)),
        ("infra", None),
        ("a/b#0", None),
    ],
)
def test_a_change_is_named_as_people_write_it(text, means):
    assert named(text) == means
