from dataclasses import replace

from support.decisions import FACTS, NOON, POLICY, STAGING, facts, staging
from support.notices import PROBLEMS, Words
from tidegate.core.gates.replay import Decided, replay
from tidegate.core.notices.rule_changes import SHOWN, Trial, Tried, broken, compose
from tidegate.core.people import Role

TWO = staging(apply=replace(STAGING.apply, approvals=2))
NOT_YET = "Until it is on main, nothing changes: this pull request, too, is decided by the file there."


def tried(known=FACTS, after=TWO, subject="#7 staging"):
    return Tried(
        subject=subject, replayed=replay(Decided(action="apply", facts=known, policy=POLICY, at=NOON), POLICY, after)
    )


def trial(*found):
    return Trial(file="tidegate.yaml", commit="1a2b3c4d5e6f", trusted="main", tried=found)


def test_a_decision_that_would_flip_is_named_with_the_gate_that_says_so():
    said = Words(compose(trial(tried(), tried(facts(reviews=()))))).all
    assert "tidegate.yaml at 1a2b3c4 was tried on the 2 newest decisions" in said
    assert "1 would have come out differently." in said
    assert "#7 staging: allowed → refused; approvals pass → block: " in said
    assert NOT_YET in said


def test_other_answers_with_the_same_outcome_are_folded():
    nobody = staging(apply=replace(STAGING.apply, allow=()))
    said = Words(compose(trial(tried(facts(reviews=()), nobody)))).all
    assert "1 with the same outcome and other answers" in said
    assert "permission pass → block" in said


def test_what_nobody_gathered_is_named():
    roles = {**POLICY.roles, "senior": Role(name="senior", teams=frozenset({"acme/architects"}))}
    said = Words(compose(trial(tried(after=replace(POLICY, roles=roles))))).all
    assert "Counted as unknown, because nobody gathered it then: who is in acme/architects." in said


def test_a_long_list_is_cut_and_says_so():
    said = Words(compose(trial(*(tried(subject=f"#{number}") for number in range(SHOWN + 3))))).all
    assert "and 3 more" in said


def test_without_decisions_it_says_that_the_file_can_be_used():
    said = Words(compose(trial())).all
    assert "tidegate.yaml can be used. There is no decision yet to try it on." in said
    assert NOT_YET in said


def test_a_broken_file_is_answered_with_its_problems():
    said = Words(broken(trial(), PROBLEMS)).all
    assert "atlantis.yaml:4:9" in said
    assert "Did you mean staging?" in said
    assert "On main this file would keep everything from being applied." in said
    assert NOT_YET in said
