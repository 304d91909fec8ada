"""What an issue's timeline lists of a pull request; every answer here is held against GitHub's schema."""

from support.forge import Forge


def test_comments_reviews_and_dismissals_are_listed_in_order(forge: Forge):
    number = forge.open_pull()
    forge.must("bob", "POST", f"/issues/{number}/comments", {"body": "Hm"})
    review = forge.review("bob", number, "REQUEST_CHANGES", "No").json()["id"]
    forge.must("carol", "PUT", f"/pulls/{number}/reviews/{review}/dismissals", {"message": "Too strict"})
    said, given, taken = forge.must("alice", "GET", f"/issues/{number}/timeline")
    assert (said["event"], said["actor"]["login"], said["body"]) == ("commented", "bob", "Hm")
    assert (given["event"], given["user"]["login"], given["state"]) == ("reviewed", "bob", "dismissed")
    assert (taken["event"], taken["actor"]["login"]) == ("review_dismissed", "carol")
    assert taken["dismissed_review"] == {
        "state": "changes_requested",
        "review_id": review,
        "dismissal_message": "Too strict",
    }


def test_an_approval_that_a_push_made_stale_names_the_commit(forge: Forge):
    forge.protect("main", required_reviews=1, dismiss_stale_reviews=True)
    number = forge.open_pull()
    forge.review("bob", number, "APPROVE")
    head = forge.commit("feature", {"more.tf": "x\n"})
    taken = forge.must("alice", "GET", f"/issues/{number}/timeline")[-1]
    assert taken["dismissed_review"]["state"] == "approved"
    assert taken["dismissed_review"]["dismissal_commit_id"] == head
