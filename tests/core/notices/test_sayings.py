"""What somebody is answered who has said something."""

from dataclasses import replace

import pytest

from support.decisions import CHANGE, NOON
from support.notices import Words
from tidegate.core.gates.policy import BrokenPolicy, NoPolicy
from tidegate.core.notices.sayings import EVERYWHERE, bound, compose, recorded, way_back, without_rules
from tidegate.core.statements import Statement

SAID = Statement(id="1", person="bob", surface="comment", at=NOON, said="approve")


@pytest.mark.parametrize(
    ("said", "subject", "words"),
    [
        ("approve", "", "Recorded: approval of staging by @bob."),
        ("reject", "", "Recorded: @bob objects to an apply in staging, until they comment `atlantis revoke`."),
        ("revoke", "", "Recorded: @bob takes back what they had said about staging."),
        ("waive", "cost_limit", "Recorded: @bob waives `cost_limit` for staging."),
        ("justify", "", "Recorded: the business reason, by @bob."),
        ("check", "test_plan", "Recorded: `test_plan` is confirmed for staging by @bob."),
        ("review", "business", "Recorded: the business review of staging by @bob."),
    ],
)
def test_what_was_recorded_is_said_back(said, subject, words):
    assert str(recorded(replace(SAID, said=said, subject=subject), "staging")) == words


def test_what_names_no_environment_is_about_every_one():
    assert str(recorded(SAID, EVERYWHERE)) == "Recorded: approval of every environment by @bob."


@pytest.mark.parametrize(
    ("said", "seen", "words"),
    [
        ("approve", {}, "No plan had been shown, so it is about the code only."),
        ("approve", {"a": "1"}, "It is about 1 plan, as it was shown."),
        ("waive", {"a": "1", "b": "2"}, "It is about 2 plans, as they were shown."),
        ("reject", {"a": "1"}, ""),
        ("justify", {}, ""),
    ],
)
def test_what_is_bound_to_plans_says_how_many(said, seen, words):
    assert str(bound(replace(SAID, said=said, seen=seen))) == words


def test_without_rules_or_with_broken_ones_it_says_why_nothing_was_recorded():
    assert "There is no `tidegate.yaml`" in str(without_rules(NoPolicy()))
    broken = BrokenPolicy(source="acme/infra@main:tidegate.yaml", problems=())
    assert str(without_rules(broken)).startswith("acme/infra@main:tidegate.yaml cannot be used")


def test_the_answer_comes_first_and_what_it_is_worth_below():
    shown = Words(compose(["Recorded.", "staging: counted.", "prod: not counted."])).all
    assert shown.splitlines()[0] == "Recorded."
    assert "staging: counted." in shown
    assert Words(compose(["Recorded."])).all.strip() == "Recorded."


def test_an_objection_to_what_is_merged_says_how_to_take_it_out():
    merged = replace(CHANGE, state="merged", landed=True)
    said = str(way_back(replace(SAID, said="reject"), merged))
    assert "stays in `staging`" in said
    assert merged.url in said
    push = replace(merged, number=-1, head_sha="a1b2c3d" + "0" * 33)
    assert "`git revert a1b2c3d`" in str(way_back(replace(SAID, said="reject"), push))
    assert not way_back(SAID, merged)
    assert not way_back(replace(SAID, said="reject"), CHANGE)
