"""Which merges somebody else had reviewed."""

import pytest

from tidegate.forge.github.pushes import approved_by_another, merged_as

MERGED = {"merged_at": "2026-11-24T09:00:00Z", "base": {"ref": "develop"}, "merge_commit_sha": "b"}


PULL = {"head": {"sha": "h"}, "merged_at": "2026-11-24T09:00:00Z", "user": {"login": "alice"}}
BEFORE, AFTER = "2026-11-24T08:59:00Z", "2026-11-24T09:01:00Z"


def review(login, state, kind="User", *, commit="h", at=BEFORE):
    return {"user": {"login": login, "type": kind}, "state": state, "commit_id": commit, "submitted_at": at}


@pytest.mark.parametrize(
    ("pull", "branch", "sha", "is_it"),
    [
        (MERGED, "develop", "b", True),
        (MERGED, "staging", "b", False),
        (MERGED, "develop", "c", False),
        ({**MERGED, "merged_at": None}, "develop", "b", False),
    ],
)
def test_a_merge_is_that_commit_on_that_branch(pull, branch, sha, is_it):
    assert merged_as(pull, branch, sha) is is_it


@pytest.mark.parametrize(
    ("reviews", "is_reviewed"),
    [
        ([], False),
        ([review("bob", "APPROVED")], True),
        ([review("alice", "APPROVED")], False),
        ([review("helper[bot]", "APPROVED", "Bot")], False),
        ([review("bob", "APPROVED"), review("bob", "COMMENTED")], True),
        ([review("bob", "APPROVED"), review("bob", "CHANGES_REQUESTED")], False),
        ([review("bob", "DISMISSED")], False),
        ([review("bob", "APPROVED", commit="an earlier one")], False),
        ([review("bob", "APPROVED", at=AFTER)], False),
    ],
)
def test_only_another_persons_standing_approval_makes_it_reviewed(reviews, is_reviewed):
    assert approved_by_another(reviews, PULL) is is_reviewed
