from dataclasses import replace

from support.notices import Words, words_of
from support.values import NOON
from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.gates.needs import Able, Need
from tidegate.core.notices.missing import missing_blocks
from tidegate.core.notices.model import Fold, Listing, Notice

APPROVALS = Answer(
    gate="approvals",
    verdict="block",
    reason="0 of 1 approvals (tidegate.yaml:35).",
    remedy="ask somebody in senior to approve",
    details=("@dave approved, not counted: the plan of `staging-environment` has changed since",),
)


def shown(*answers):
    decision = Decision(action="apply", actor="bob", environment="staging", at=NOON, answers=answers)
    return Words(Notice(blocks=missing_blocks((decision,)))).all


def test_what_is_missing_is_said_with_what_helps_and_which_approval_no_longer_counts():
    words = shown(APPROVALS, Answer(gate="window", verdict="pass", reason="open"))
    assert "Still missing for staging" in words
    assert "Ask somebody in senior to approve." in words
    assert "@dave approved, not counted" in words
    assert "window" not in words


def test_each_gate_has_one_line_and_the_rest_is_folded():
    cost = replace(APPROVALS, gate="cost_review", reason="Nobody has reviewed it.", details=())
    decision = Decision(action="apply", actor="bob", environment="staging", at=NOON, answers=(APPROVALS, cost))
    _, listing, fold, _before = missing_blocks((decision,))
    assert isinstance(listing, Listing)
    assert isinstance(fold, Fold)
    assert [words_of((replace(listing, items=(item,)),)) for item in listing.items] == [
        "⛔ approvals: 0 of 1 approvals (tidegate.yaml:35). Ask somebody in senior to approve.",
        "⛔ cost_review: Nobody has reviewed it. The same helps.",
    ]
    assert "approvals: @dave approved, not counted" in words_of(fold.blocks)


def test_the_list_of_what_comes_before_a_deployment_is_folded_below_whatever_is_missing():
    ready = Decision(action="apply", actor="bob", environment="staging", at=NOON, answers=())
    merge = replace(ready, action="merge")
    for decision, is_told in ((ready, True), (replace(ready, answers=(APPROVALS,)), True), (merge, False)):
        last = missing_blocks((decision,))[-1]
        assert (isinstance(last, Fold) and str(last.summary).startswith("Before the deployment")) is is_told


def test_a_gate_that_lacks_something_of_its_own_besides_says_only_that():
    owner = Able(role="lead", login="kim")
    governance = Answer(
        gate="governance",
        verdict="block",
        reason="It edits the rules.",
        needs=(Need(act="review", who="lead", by=(owner,)),),
    )
    needs = (Need(act="approve", who="lead", by=(owner,)), Need(does="comment `atlantis justify`"))
    approvals = replace(APPROVALS, reason="0 of 1 approvals.", needs=needs)
    words = shown(governance, approvals)
    assert "It edits the rules. Ask lead to approve this pull request after the plan comment." in words
    assert "0 of 1 approvals. Comment atlantis justify." in words.replace("`", "")


def test_what_the_author_can_see_to_comes_before_what_waits_for_others_and_for_its_time():
    window = Answer(gate="window", verdict="block", reason="Closed.", remedy="wait for Monday")
    fresh = Answer(gate="fresh", verdict="block", reason="Old.", remedy="comment `atlantis plan`")
    words = shown(window, APPROVALS, fresh)
    assert words.index("fresh") < words.index("approvals") < words.index("window")


def test_nothing_missing_says_how_to_apply():
    assert "atlantis apply staging" in shown(Answer(gate="window", verdict="pass", reason="open"))


def test_who_may_apply_is_left_to_whoever_comments():
    words = shown(Answer(gate="permission", verdict="block", reason="@alice may not apply"))
    assert "alice" not in words


def test_without_decisions_there_is_nothing():
    assert missing_blocks(()) == ()


def shown_of_a_merge(*answers):
    decision = Decision(action="merge", actor="alice", environment="dev", at=NOON, answers=answers)
    return Words(Notice(blocks=missing_blocks((decision,), "develop"))).all


def test_a_change_into_a_branch_without_applies_is_told_that_it_may_be_merged():
    words = shown_of_a_merge(Answer(gate="approvals", verdict="pass", reason="Approved."))
    assert "Ready to merge into develop" in words
    assert "atlantis apply" not in words


def test_what_a_merge_lacks_is_said_and_what_follows_from_merging_all_the_same():
    words = shown_of_a_merge(APPROVALS)
    assert "Still missing to merge into develop" in words
    assert "Merged without these, it cannot be promoted" in words
    assert "Ask somebody in senior to approve." in words
