from dataclasses import replace

from support.values import CHANGE


def test_a_change_from_another_repository_or_a_vanished_one_is_a_forks():
    assert not CHANGE.is_fork
    assert replace(CHANGE, head_repo="eve/infra").is_fork
    assert replace(CHANGE, head_repo=None).is_fork


def test_what_was_merged_and_waits_is_live_and_reviewed_at_the_head_that_was_merged():
    merged = replace(CHANGE, state="merged")
    landed = replace(merged, head_sha="c" * 40, landed=CHANGE.head_sha)
    assert (CHANGE.is_live, merged.is_live, landed.is_live) == (True, False, True)
    assert landed.reviewed_sha == CHANGE.reviewed_sha == CHANGE.head_sha


def test_a_push_is_called_by_its_branch_and_commit():
    push = replace(CHANGE, number=-3, head_sha="a1b2c3d" + "0" * 33)
    assert (push.is_push, push.called, push.full_name) == (True, "staging@a1b2c3d", "acme/infra staging@a1b2c3d")
    assert (CHANGE.is_push, CHANGE.called, CHANGE.full_name) == (False, "#7", "acme/infra#7")
