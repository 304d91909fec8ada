import json

import pytest

from support.cli import run
from support.decisions import FACTS, facts
from tidegate.cli.decide import facts_in
from tidegate.core.errors import BadInput
from tidegate.core.gates.facts import Facts
from tidegate.store.codec import dump

RULES = """\
version: 1
timezone: Asia/Seoul
people:
  senior: {github: ["@acme/senior-developers"]}
environments:
  staging:
    branch: staging
    plan: {allow: [senior]}
    apply: {allow: [senior], approvals: {count: %d}}
"""


@pytest.fixture
def decided(tmp_path):
    """Runs `tidegate decide` on facts and rules as files."""

    def ask(known=FACTS, approvals=1, *more):
        (tmp_path / "facts.json").write_text(dump(Facts, known))
        (tmp_path / "tidegate.yaml").write_text(RULES % approvals)
        given = ["--facts", str(tmp_path / "facts.json"), "--policy", str(tmp_path / "tidegate.yaml")]
        return run("decide", *given, "--at", "2026-11-24 21:00", *more)

    return ask


def test_every_gate_answers_and_the_exit_code_is_the_outcome(decided):
    refused = decided(facts(reviews=()))
    assert refused.exit_code == 1
    assert "✗ approvals" in refused.stdout
    assert "tidegate.yaml:9" in refused.stdout, "a rule is named by its line"
    assert decided(facts(), 2).exit_code == 1


def test_facts_of_a_server_decide_as_they_did_there(decided):
    done = decided(FACTS, 1, "--json")
    shown = json.loads(done.stdout)
    assert shown["decision"]["at"].startswith("2026-11-24T21:00:00+09:00")
    assert done.exit_code == (0 if shown["allowed"] else 1)


def test_facts_come_through_a_pipe_too(tmp_path):
    (tmp_path / "tidegate.yaml").write_text(RULES % 1)
    line = ["decide", "--facts", "-", "--policy", str(tmp_path / "tidegate.yaml"), "--at", "2026-11-24T12:00Z"]
    assert "permission" in run(*line, given=dump(Facts, FACTS)).stdout


def test_bad_input_gives_exit_code_2_and_its_place(decided, tmp_path):
    assert decided(FACTS, 1, "--at", "soon").exit_code == 2
    broken = json.loads(dump(Facts, FACTS))
    broken["projects"][0]["plan"]["digest"] = None
    (tmp_path / "broken.json").write_text(json.dumps(broken))
    with pytest.raises(BadInput, match=r"projects.0.plan.*digest"):
        facts_in(str(tmp_path / "broken.json"))
    (tmp_path / "no.json").write_text("{\n  oops\n}")
    with pytest.raises(BadInput, match=r"no.json:2"):
        facts_in(str(tmp_path / "no.json"))
    with pytest.raises(BadInput, match="cannot be read"):
        facts_in(str(tmp_path / "nowhere.json"))


def test_problems_of_the_rules_are_said_with_their_lines(decided, tmp_path):
    decided()
    (tmp_path / "tidegate.yaml").write_text("version: 1\nenvironment: {}\n")
    line = ["decide", "--facts", str(tmp_path / "facts.json"), "--policy", str(tmp_path / "tidegate.yaml")]
    done = run(*line, "--at", "2026-11-24T12:00Z")
    assert done.exit_code == 2
    assert "tidegate.yaml:2" in done.output
