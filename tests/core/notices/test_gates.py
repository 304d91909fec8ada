"""How gates' answers are laid out."""

from dataclasses import replace

from support.notices import DECISION, words_of
from tidegate.core.gates.decision import Answer
from tidegate.core.notices.gates import action_words, folded_others, gate_blocks, helps, others, sentences, why
from tidegate.core.notices.model import Table


def test_details_stand_below_the_table():
    table, details = gate_blocks(DECISION.answers)
    assert isinstance(table, Table)
    assert words_of((details,)) == "approvals: bob's approval does not count: bob pushed to the head."


def test_no_answers_no_table():
    assert gate_blocks(()) == ()


def test_a_gate_asked_for_information_does_not_stand_in_the_way():
    reported = replace(DECISION, reported=frozenset({"window"}))
    assert [answer.gate for answer in others(reported)] == ["permission", "window"]


def test_a_gate_asked_for_information_is_marked_as_such_even_when_it_blocks():
    folded = words_of(folded_others(replace(DECISION, reported=frozenset({"window"}))))
    assert "window, for information" in folded
    assert "⏳" not in folded
    assert "permission, for information" not in folded


def test_the_action_is_named_with_its_environment():
    assert str(action_words(DECISION)) == "Apply for staging"
    assert str(action_words(replace(DECISION, display="stage"))) == "Apply for stage"
    assert str(action_words(replace(DECISION, environment=None))) == "Apply"


LIMIT = Answer(gate="cost_limit", verdict="block", reason="Too much.", remedy="split it", waivers=("cto",))


def test_what_helps_names_who_may_waive_a_gate_instead():
    assert str(helps(LIMIT)) == ('split it; or somebody of `cto` comments `atlantis waive cost_limit --reason "..."`')
    assert str(sentences(LIMIT)).startswith("Too much. Split it; or somebody of `cto`")
    assert str(helps(replace(LIMIT, remedy=""))).startswith("somebody of `cto` comments")


def test_a_waived_gate_says_by_whom_and_asks_for_nothing():
    waived = replace(LIMIT, verdict="warn", remedy="", waived="waived by @kim: sale")
    assert (str(why(waived)), helps(waived)) == ("Too much. (waived by @kim: sale)", "")
