"""What GitHub's webhooks tell, and what they must not be able to do."""

import hashlib
import hmac
from datetime import UTC, datetime

import pytest

from tidegate.core.events import (
    BranchPushed,
    ChangeClosed,
    ChangeEdited,
    ChangeMoved,
    CommentCreated,
    CommitCommented,
    Ignored,
    ReviewChanged,
)
from tidegate.forge.github.webhook import GitHubWebhooks

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
REPOSITORY = {"full_name": "acme/infra"}
SENDER = {"login": "alice", "type": "User"}


@pytest.fixture
def webhooks():
    return GitHubWebhooks("s3cret", now=lambda: NOW)


def pull_request(action, **more):
    pull = {"number": 7, "head": {"sha": "abc"}, "merged": False, **more}
    return {"action": action, "pull_request": pull, "repository": REPOSITORY, "sender": SENDER}


def comment(action="created", *, issue=None, user=None):
    return {
        "action": action,
        "issue": {"number": 7, "pull_request": {"url": "x"}} if issue is None else issue,
        "comment": {"id": 31, "body": "atlantis plan", "user": user or SENDER, "created_at": "2026-11-27T01:02:03Z"},
        "repository": REPOSITORY,
        "sender": SENDER,
    }


def push(ref="refs/heads/develop", **more):
    return {"ref": ref, "before": "a" * 40, "after": "b" * 40, "repository": REPOSITORY, "sender": SENDER, **more}


def test_a_body_signed_with_the_secret_is_genuine(webhooks):
    signature = "sha256=" + hmac.new(b"s3cret", b"{}", hashlib.sha256).hexdigest()
    assert webhooks.genuine({"X-Hub-Signature-256": signature}, b"{}")
    assert not webhooks.genuine({"X-Hub-Signature-256": signature}, b"{ }")


@pytest.mark.parametrize("headers", [{}, {"X-Hub-Signature-256": ""}, {"X-Hub-Signature-256": "sha256=ü"}])
def test_a_missing_or_odd_signature_is_not_genuine(webhooks, headers):
    assert not webhooks.genuine(headers, b"{}")


def test_an_empty_secret_is_refused():
    with pytest.raises(ValueError, match="TIDEGATE_WEBHOOK_SECRET"):
        GitHubWebhooks("")


def test_the_delivery_is_found_whatever_the_headers_case(webhooks):
    assert webhooks.delivery({"x-GITHUB-delivery": "d-1"}) == "d-1"
    assert webhooks.kind({"X-GitHub-Event": "push"}) == "push"


@pytest.mark.parametrize("why", ["opened", "synchronize", "reopened", "ready_for_review"])
def test_a_pull_request_that_got_something_new_has_moved(webhooks, why):
    moved = ChangeMoved(repo="acme/infra", number=7, actor="alice", head_sha="abc", why=why)
    assert webhooks.parse("pull_request", pull_request(why)) == moved


def test_closing_tells_whether_it_was_merged(webhooks):
    closed = ChangeClosed(repo="acme/infra", number=7, actor="alice", merged=True)
    assert webhooks.parse("pull_request", pull_request("closed", merged=True)) == closed


@pytest.mark.parametrize("action", ["edited", "labeled", "unlabeled", "converted_to_draft"])
def test_news_that_leaves_the_content_as_it_is_is_an_edit(webhooks, action):
    payload = {**pull_request(action), "changes": {"body": {"from": "before"}}}
    assert webhooks.parse("pull_request", payload) == ChangeEdited(repo="acme/infra", number=7, actor="alice")


def test_another_base_branch_moves_the_change(webhooks):
    payload = {**pull_request("edited"), "changes": {"base": {"ref": {"from": "main"}, "sha": {"from": "abc"}}}}
    moved = ChangeMoved(repo="acme/infra", number=7, actor="alice", head_sha="abc", why="base_changed")
    assert webhooks.parse("pull_request", payload) == moved


@pytest.mark.parametrize("action", ["assigned", "review_requested", "a word of tomorrow"])
def test_other_pull_request_news_is_ignored_by_name(webhooks, action):
    assert webhooks.parse("pull_request", pull_request(action)) == Ignored(because=f"pull request {action}")


def test_a_comment_on_a_pull_request_is_read_whole(webhooks):
    assert webhooks.parse("issue_comment", comment()) == CommentCreated(
        repo="acme/infra",
        number=7,
        comment_id="31",
        author="alice",
        human=True,
        body="atlantis plan",
        at=datetime(2026, 11, 27, 1, 2, 3, tzinfo=UTC),
    )


def test_a_bots_comment_is_not_a_humans(webhooks):
    told = webhooks.parse("issue_comment", comment(user={"login": "x[bot]", "type": "Bot"}))
    assert isinstance(told, CommentCreated)
    assert not told.human


def test_an_account_of_unknown_kind_is_not_a_human(webhooks):
    told = webhooks.parse("issue_comment", comment(user={"login": "alice"}))
    assert isinstance(told, CommentCreated)
    assert not told.human


def test_an_edited_comment_is_no_command(webhooks):
    assert webhooks.parse("issue_comment", comment("edited")) == Ignored(because="comment was edited")


@pytest.mark.parametrize("issue", [{"number": 7}, {"number": 7, "pull_request": None}])
def test_a_comment_on_an_issue_is_ignored(webhooks, issue):
    assert isinstance(webhooks.parse("issue_comment", comment(issue=issue)), Ignored)


def test_a_comment_on_a_commit_is_read_whole(webhooks):
    told = {**comment(), "comment": {**comment()["comment"], "commit_id": "a" * 40}}
    assert webhooks.parse("commit_comment", told) == CommitCommented(
        repo="acme/infra",
        sha="a" * 40,
        comment_id="31",
        author="alice",
        human=True,
        body="atlantis plan",
        at=datetime(2026, 11, 27, 1, 2, 3, tzinfo=UTC),
    )
    assert webhooks.object_id("commit_comment", told) == "commit_comment:31:created"
    assert isinstance(webhooks.parse("commit_comment", {**told, "action": "edited"}), Ignored)


@pytest.mark.parametrize(("action", "told"), [("submitted", True), ("dismissed", True), ("edited", False)])
def test_reviews_count_when_submitted_or_dismissed(webhooks, action, told):
    payload = {**pull_request(action), "review": {"id": 5}}
    event = webhooks.parse("pull_request_review", payload)
    assert (event == ReviewChanged(repo="acme/infra", number=7, actor="alice")) is told


def test_a_push_to_a_branch_tells_when_we_heard_of_it(webhooks):
    assert webhooks.parse("push", push("refs/heads/feature/a")) == BranchPushed(
        repo="acme/infra", branch="feature/a", before="a" * 40, after="b" * 40, pusher="alice", at=NOW
    )


@pytest.mark.parametrize("payload", [push("refs/tags/v1"), push(deleted=True)])
def test_tags_and_deleted_branches_are_ignored(webhooks, payload):
    assert isinstance(webhooks.parse("push", payload), Ignored)


@pytest.mark.parametrize("kind", ["ping", "star", "installation"])
def test_events_of_other_kinds_are_ignored(webhooks, kind):
    assert webhooks.parse(kind, {}) == Ignored(because=f"{kind} events change nothing here")


@pytest.mark.parametrize("kind", ["pull_request", "issue_comment", "commit_comment", "pull_request_review", "push"])
@pytest.mark.parametrize(
    "payload", [{}, {"action": 3}, {"action": "created", "issue": []}, {"repository": None, "ref": []}]
)
def test_a_payload_lacking_what_we_need_never_raises(webhooks, kind, payload):
    told = webhooks.parse(kind, payload)
    assert isinstance(told, Ignored)
    assert told.because


def test_one_comment_through_two_hooks_has_one_id(webhooks):
    assert webhooks.object_id("issue_comment", comment()) == webhooks.object_id("issue_comment", comment())
    assert webhooks.object_id("issue_comment", comment()) == "issue_comment:31:created"


def test_submitting_and_dismissing_a_review_are_two_things(webhooks):
    one = {**pull_request("submitted"), "review": {"id": 5}}
    other = {**pull_request("dismissed"), "review": {"id": 5}}
    assert webhooks.object_id("pull_request_review", one) != webhooks.object_id("pull_request_review", other)


@pytest.mark.parametrize(("kind", "payload"), [("push", push()), ("issue_comment", {}), ("pull_request", {})])
def test_news_about_no_object_of_its_own_has_no_id(webhooks, kind, payload):
    assert webhooks.object_id(kind, payload) is None


def test_what_a_payload_lacks_is_named(webhooks):
    lacking = {**pull_request("opened"), "sender": None}
    assert webhooks.parse("pull_request", lacking) == Ignored(because="pull_request payload without sender.login")
