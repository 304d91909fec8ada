import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from support.cli import run
from support.decisions import CHANGE, FACTS, facts
from support.kept import keep_decisions
from tidegate.config.governance_file.governance import read_governance
from tidegate.core.gates.decide import decide
from tidegate.store.decisions import StoredDecision

RULES = """\
version: 1
people:
  senior: {{github: ["@acme/senior-developers"]}}
  devops: {{github: ["@acme/devops"]}}
environments:
  staging:
    branch: staging
    plan: {{allow: [senior]}}
    apply: {{allow: [senior, devops], approvals: {{count: {count}}}}}
"""


@pytest.fixture
def diff(tmp_path):
    """Runs `tidegate policy diff` with so many approvals; one decision of today was allowed, one refused."""
    now, rules = datetime.now(UTC), read_governance(RULES.format(count=1), "main")
    known = {"d0": FACTS, "d1": facts(reviews=(), change=replace(CHANGE, repo="acme/other"))}
    keep_decisions(
        tmp_path,
        *(
            StoredDecision(id=name, decision=decide("apply", what, rules, now), facts=what, policy=rules)
            for name, what in known.items()
        ),
    )

    def ask(text, *more):
        (tmp_path / "new.yaml").write_text(text)
        return run("policy", "diff", "--policy", str(tmp_path / "new.yaml"), *more, "--data-dir", str(tmp_path))

    return ask


def flips(done):
    return {one["id"]: one["flip"] for one in json.loads(done.stdout)["different"]}


def test_the_same_rules_flip_nothing(diff):
    done = diff(RULES.format(count=1))
    assert done.exit_code == 0
    assert done.stdout.startswith("2 decisions since ")
    assert "0 would come out differently." in done.stdout


def test_what_would_be_refused_is_named_with_the_gate(diff):
    done = diff(RULES.format(count=2))
    assert done.exit_code == 1
    assert "Allowed → refused (1)" in done.stdout
    assert "acme/infra#2 staging, apply by bob" in done.stdout
    assert "approvals: pass → block" in done.stdout


def test_what_would_be_allowed_is_named(diff):
    assert flips(diff(RULES.format(count=0), "--json")) == {"d1": "refused to allowed"}


def test_it_may_be_of_one_repository_and_of_a_shorter_time(diff):
    assert flips(diff(RULES.format(count=0), "--repo", "acme/infra", "--json")) == {}
    assert diff(RULES.format(count=0), "--since", "soon").exit_code == 2


def test_facts_the_new_rules_need_and_nobody_gathered_are_named(diff):
    done = diff(RULES.format(count=1).replace("acme/devops", "acme/architects"))
    assert "would need:" in done.stdout
    assert "who is in acme/architects" in done.stdout


def test_broken_rules_are_said_with_their_lines(diff):
    done = diff("version: 1\nenvironment: {}\n")
    assert done.exit_code == 2
    assert "new.yaml:2" in done.output
