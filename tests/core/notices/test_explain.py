"""What `explain` answers."""

from dataclasses import replace

from support.notices import DECISION, Words
from tidegate.core.notices import explain


def test_it_says_what_would_happen_and_that_nothing_did():
    shown = Words(explain.compose(DECISION)).all
    assert shown.startswith("Apply for staging would be refused\n")
    assert "Asked by alice at 2026-11-24 09:00:00 UTC. Nothing was done. Rules: revision ffffffffffff." in shown


def test_a_supposed_decision_says_that_it_is_one():
    assert (
        "Hypothetical: asked by bob, for alice's apply at 2026-11-24 09:00:00 UTC,"
        in Words(explain.supposed(DECISION, "bob")).all
    )
    own = Words(explain.supposed(DECISION, "Alice")).all
    assert "Hypothetical: asked by Alice, for their own apply" in own
    assert "kept nowhere" in own


def test_every_gate_answers_those_in_the_way_first():
    shown = Words(explain.compose(DECISION)).all
    assert shown.index("approvals") < shown.index("window") < shown.index("permission")


def test_when_nothing_is_missing_it_would_go_through():
    passing = replace(DECISION, answers=DECISION.answers[:1], policy_revision="")
    assert Words(explain.compose(passing)).first == "Apply for staging would go through"
