"""What a refusal says, and in which order."""

from dataclasses import replace

from support.notices import DECISION, Words
from tidegate.core.notices import refusals
from tidegate.core.notices.model import Fold


def test_it_names_the_environment_and_counts_what_is_missing():
    shown = Words(refusals.compose(DECISION)).all
    assert shown.startswith("Apply refused for staging\n2 gates stand in the way of alice.")


def test_every_missing_gate_comes_with_reason_remedy_and_rule():
    shown = Words(refusals.compose(DECISION)).all
    assert "⏳ | approvals | 0 of 1 approvals count. | Ask a senior for a review. | tidegate.yaml:31" in shown
    assert "approvals: bob's approval does not count: bob pushed to the head." in shown


def test_gates_that_pass_are_folded_after_what_is_missing():
    blocks = refusals.compose(DECISION).blocks
    assert isinstance(blocks[-1], Fold)
    assert "permission" in Words(refusals.compose(DECISION)).all.partition("1 other gate")[2]


def test_without_an_environment_only_the_action_is_named():
    assert Words(refusals.compose(replace(DECISION, environment=None))).first == "Apply refused"


def test_what_there_is_to_add_stands_before_the_gates_that_pass():
    shown = Words(refusals.compose(DECISION, "A promotion is open: #9")).all
    assert "A promotion is open: #9" in shown.partition("1 other gate")[0]
