"""Pull requests as GitHub describes them, odd ones too."""

import pytest

from tidegate.forge.github.changes import change_of, review_of

PULL = {
    "number": 7,
    "title": "Add redis",
    "body": None,
    "state": "open",
    "user": {"login": "alice"},
    "html_url": "https://x/pull/7",
    "base": {"ref": "staging", "sha": "a", "repo": {"full_name": "acme/infra"}},
    "head": {"ref": "feature", "sha": "b", "repo": {"full_name": "acme/infra"}},
    "labels": [{"name": "infra"}],
}
REVIEW = {
    "id": 5,
    "user": {"login": "bob", "type": "User"},
    "state": "APPROVED",
    "commit_id": "b",
    "submitted_at": "2026-11-24T09:00:00Z",
}


def test_a_change_without_a_text_has_an_empty_one():
    change = change_of(PULL)
    assert (change.body, change.labels, change.is_fork) == ("", ("infra",), False)


def test_a_deleted_fork_is_still_a_fork():
    change = change_of({**PULL, "head": {"ref": "feature", "sha": "b", "repo": None}})
    assert change.head_repo is None
    assert change.is_fork


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"state": "open"}, "open"),
        ({"state": "closed", "merged_at": None}, "closed"),
        ({"state": "closed", "merged_at": "2026-11-24T09:00:00Z"}, "merged"),
    ],
)
def test_merged_is_told_from_closed(fields, state):
    assert change_of({**PULL, **fields}).state == state


def test_a_review_of_a_deleted_account_is_nobodys():
    review = review_of({**REVIEW, "user": None, "commit_id": None})
    assert (review.login, review.human, review.commit) == ("ghost", False, "")


def test_a_bots_review_is_not_a_humans():
    assert not review_of({**REVIEW, "user": {"login": "x[bot]", "type": "Bot"}}).human
