from support.decisions import NOON, facts
from tidegate.core.changes import MergeState
from tidegate.core.gates.mergeable import check
from tidegate.core.gates.policy import NoPolicy
from tidegate.core.known import Unknown


def test_a_mergeable_change_passes():
    assert check("apply", facts(), NoPolicy(), NOON).verdict == "pass"


def test_what_keeps_it_from_being_merged_is_listed():
    state = MergeState(mergeable=False, reasons=("The head conflicts with `staging`.",))
    answer = check("apply", facts(merge_state=state), NoPolicy(), NOON)
    assert answer.verdict == "block"
    assert tuple(map(str, answer.details)) == ("The head conflicts with `staging`.",)


def test_a_state_the_forge_still_computes_is_pending_not_refused():
    state = Unknown(unknown_because="GitHub is still computing it")
    answer = check("apply", facts(merge_state=state), NoPolicy(), NOON)
    assert answer.verdict == "pending"
    assert "GitHub is still computing it" in str(answer.reason)
