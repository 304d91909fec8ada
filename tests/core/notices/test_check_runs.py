from dataclasses import replace

from support.decisions import NOON
from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.notices.check_runs import compose, looked, state, status_state, status_words, title
from tidegate.core.notices.model import Fold, Heading

FINE = Answer(gate="fresh", verdict="pass", reason="Current.")
UNREVIEWED = Answer(gate="approvals", verdict="block", reason="0 of 1.", remedy="ask a senior to approve")
FINDINGS = Answer(gate="checks", verdict="block", reason="1 finding.", remedy="mend it")
CLOSED = Answer(gate="window", verdict="block", reason="Closed.", remedy="wait until Monday 09:00")
NOT_BOB = Answer(gate="permission", verdict="block", reason="alice may not apply.")


def look(*answers, called="staging", **more):
    made = Decision(action="apply", actor="alice", environment="staging", at=NOON, answers=answers)
    return looked(made, called, **more)


def test_with_nothing_missing_it_is_a_success():
    assert state([look(FINE)]) == "success"
    assert str(title([look(FINE)])) == "staging: every gate passes"


def test_what_the_author_has_to_mend_is_a_failure_and_what_others_give_is_waited_for():
    assert state([look(FINE, FINDINGS, UNREVIEWED)]) == "failure"
    assert state([look(FINE, UNREVIEWED, CLOSED)]) == "in_progress"
    assert state([look(replace(FINDINGS, verdict="pending"))]) == "in_progress"


def test_one_environment_that_fails_makes_the_whole_fail():
    assert state([look(FINE), look(FINDINGS, called="production")]) == "failure"
    assert str(title([look(FINE), look(FINDINGS, called="production")])) == (
        "staging: every gate passes; production: 1 of 1 gates missing"
    )


def test_who_comments_decides_about_permission_so_it_does_not_count_before():
    assert state([look(FINE, NOT_BOB)]) == "success"


def test_what_is_applied_waits_for_nothing():
    done = look(FINDINGS, applied=True)
    assert state([done]) == "success"
    assert str(title([done])) == "staging: applied"


def test_a_change_with_nothing_to_apply_is_neutral():
    assert state([]) == "neutral"
    assert str(title([])) == "Nothing here can be applied."
    assert len(compose([]).blocks) == 1


def test_the_page_says_what_helps_first_and_folds_what_passes():
    notice = compose([look(FINE, UNREVIEWED)])
    headings = [str(block.text) for block in notice.blocks if isinstance(block, Heading)]
    assert headings == ["staging: 1 of 2 gates missing", "What would make it pass"]
    assert isinstance(notice.blocks[-1], Fold)


def test_a_status_names_the_first_thing_missing():
    failing, waiting, ready = look(UNREVIEWED, FINDINGS), look(UNREVIEWED), look(FINE)
    assert (status_state(failing), str(status_words(failing))) == ("failure", "checks: mend it (and 1 more)")
    assert (status_state(waiting), str(status_words(waiting))) == ("pending", "approvals: ask a senior to approve")
    assert (status_state(ready), str(status_words(ready))) == ("success", "staging: every gate passes")
