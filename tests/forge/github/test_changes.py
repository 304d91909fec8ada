"""Pull requests as GitHub describes them, odd ones too."""

import pytest

from tidegate.forge.github.changes import author_of, change_of, review_of, submitted, with_dismissals

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


def dismissal(review, state="changes_requested", by="carol"):
    told = {"review_id": review, "state": state, "dismissal_message": "x"}
    return {"event": "review_dismissed", "actor": {"login": by} if by else None, "dismissed_review": told}


@pytest.mark.parametrize(
    ("timeline", "was", "by"),
    [
        ([dismissal(5)], "changes_requested", "carol"),
        ([{"event": "commented", "id": 5}, dismissal(6), dismissal(5, "approved", "bob")], "approved", "bob"),
        ([dismissal(5, by=None)], "changes_requested", None),
        ([dismissal(5, state="something new")], None, "carol"),
        ([], None, None),
    ],
)
def test_the_timeline_tells_what_a_dismissed_review_had_said_and_who_dismissed_it(timeline, was, by):
    (review,) = with_dismissals([review_of({**REVIEW, "state": "DISMISSED"})], timeline)
    assert (review.verdict, review.was, review.dismissed_by) == ("dismissed", was, by)


def test_a_review_that_stands_was_dismissed_by_nobody():
    (review,) = with_dismissals([review_of(REVIEW)], [dismissal(5)])
    assert (review.verdict, review.was, review.dismissed_by) == ("approved", None, None)


def test_a_review_still_being_written_is_left_out():
    assert submitted([{**REVIEW, "state": "PENDING", "submitted_at": None}]) == ()


COMMIT = {"sha": "a", "author": {"login": "alice"}, "commit": {"verification": {"verified": True}}, "parents": [{}]}


@pytest.mark.parametrize(
    ("fields", "author", "verified", "is_merge"),
    [
        ({}, "alice", True, False),
        ({"author": None}, None, True, False),
        ({"commit": {"verification": {"verified": False}}}, "alice", False, False),
        ({"commit": {}}, "alice", False, False),
        ({"parents": [{}, {}]}, "alice", True, True),
    ],
)
def test_a_commit_names_its_author_and_whether_that_is_verified(fields, author, verified, is_merge):
    found = author_of({**COMMIT, **fields})
    assert (found.author, found.verified, found.is_merge) == (author, verified, is_merge)
