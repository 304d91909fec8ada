from dataclasses import replace

from support.values import NOON, REPO
from tidegate.core.events import CommitCommented
from tidegate.flows.on_commits import elsewhere, on_change
from tidegate.store.requests import Request

SAID = CommitCommented(
    repo=REPO, sha="a" * 40, comment_id="31", author="bob", human=True, body="atlantis apply", at=NOON
)
REQUEST = Request(repo=REPO, branch="staging", sha="a" * 40, number=7, environment="staging", state="open", at=NOON)


def test_a_comment_on_a_commit_is_one_on_the_push_that_waits_there():
    heard = on_change(SAID, -1)
    assert (heard.number, heard.author, heard.body, heard.at) == (-1, "bob", "atlantis apply", NOON)


def test_what_came_by_a_pull_request_is_commanded_there():
    assert str(elsewhere(REQUEST)) == "What is at this commit came by #7: comment there."
    for nothing in (None, replace(REQUEST, number=0)):
        assert str(elsewhere(nothing)).startswith("Nothing waits to be applied at this commit")
