"""Reviews, as GitHub takes and refuses them."""

import pytest

from support.forge import Forge, words


def test_a_review_is_bound_to_the_head_it_was_given_for(forge: Forge):
    number = forge.open_pull()
    seen = forge.tip("feature")
    forge.review("bob", number, "APPROVE", "Looks right.")
    forge.commit("feature", {"more.tf": "x\n"})

    (given,) = forge.must("alice", "GET", f"/pulls/{number}/reviews")
    assert (given["user"]["login"], given["state"], given["commit_id"]) == ("bob", "APPROVED", seen)
    told = forge.told("pull_request_review")[0].payload
    assert (told["action"], told["review"]["state"]) == ("submitted", "approved")


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ("APPROVE", "Can not approve your own pull request"),
        ("REQUEST_CHANGES", "Can not request changes on your own pull request"),
    ],
)
def test_nobody_judges_their_own_pull_request(forge: Forge, event: str, says: str):
    refused = forge.review("alice", forge.open_pull(), event, "Mine.")

    assert refused.status_code == 422
    assert refused.json()["errors"] == [says]


def test_a_request_for_changes_needs_words(forge: Forge):
    refused = forge.review("bob", forge.open_pull(), "REQUEST_CHANGES")
    assert (refused.status_code, "blank" in words(refused)) == (422, True)


def test_a_dismissed_approval_no_longer_counts(forge: Forge):
    forge.protect("main", required_reviews=1)
    number = forge.open_pull()
    review = forge.review("bob", number, "APPROVE").json()["id"]
    forge.must("carol", "PUT", f"/pulls/{number}/reviews/{review}/dismissals", {"message": "Too early"})

    assert forge.pull(number)["mergeable_state"] == "blocked"
    assert [each.payload["action"] for each in forge.told("pull_request_review", 2)] == ["submitted", "dismissed"]


def test_a_comment_takes_no_approval_back_and_a_request_for_changes_does(forge: Forge):
    forge.protect("main", required_reviews=1)
    number = forge.open_pull()
    forge.review("bob", number, "APPROVE")
    forge.review("bob", number, "COMMENT", "By the way")
    assert forge.pull(number)["mergeable_state"] == "clean"

    forge.review("bob", number, "REQUEST_CHANGES", "On second thought")
    assert forge.pull(number)["mergeable_state"] == "blocked"
