from dataclasses import replace

from support.values import CHANGE, NOON, REPO
from tidegate.flows.addressing import branch_as_change, on_behalf, waiting
from tidegate.store.opened import Opened
from tidegate.store.requests import Request

REQUEST = Request(repo=REPO, branch="staging", sha="b" * 40, number=7, environment="staging", state="open", at=NOON)


def test_what_waits_after_a_merge_is_planned_at_the_branch_and_reviewed_at_the_head_that_was_merged():
    merged = replace(CHANGE, state="merged")
    change = waiting(merged, REQUEST)
    assert (change.head_sha, change.reviewed_sha, change.is_live) == (REQUEST.sha, merged.head_sha, True)
    assert not waiting(merged, None).is_live


def test_an_open_change_is_what_its_head_says_whatever_waits():
    assert waiting(CHANGE, REQUEST) == CHANGE
    assert CHANGE.is_live


def test_whoever_asked_for_a_pull_request_of_ours_is_its_author():
    one = Opened(repo=REPO, number=7, kind="promotion", actor="carol", origin="a" * 40, at=NOON)
    assert on_behalf(CHANGE, one).author == "carol"
    assert on_behalf(CHANGE, None) == CHANGE


def test_a_branch_is_told_as_a_change_that_nobody_asked_a_pull_request_for():
    change = branch_as_change(REPO, "staging", "c" * 40, "carol", before="b" * 40)
    assert (change.number, change.base_branch, change.head_sha, change.base_sha) == (0, "staging", "c" * 40, "b" * 40)
    assert (change.author, change.is_fork, change.is_live) == ("carol", False, False)
