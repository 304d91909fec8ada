"""Endpoints of reviews."""

from support.forge import Forge


def test_reviews_are_listed_oldest_first(forge: Forge):
    number = forge.open_pull()
    forge.review("bob", number, "COMMENT", "Hm")
    forge.review("carol", number, "APPROVE")
    listed = forge.must("alice", "GET", f"/pulls/{number}/reviews")
    assert [(each["user"]["login"], each["state"]) for each in listed] == [("bob", "COMMENTED"), ("carol", "APPROVED")]


def test_a_dismissal_needs_a_review_a_reason_and_the_right(forge: Forge):
    number = forge.open_pull()
    review = forge.review("bob", number, "APPROVE").json()["id"]
    path = f"/pulls/{number}/reviews/{review}/dismissals"
    assert forge.ask("carol", "PUT", path, {}).status_code == 422
    assert forge.ask("park-cto", "PUT", path, {"message": "x"}).status_code == 403
    assert forge.ask("carol", "PUT", f"/pulls/{number}/reviews/1/dismissals", {"message": "x"}).status_code == 404


def test_a_review_may_name_an_older_commit(forge: Forge):
    number, older = forge.open_pull(), forge.tip("feature")
    forge.commit("feature", {"more.tf": "x\n"})
    body = {"event": "APPROVE", "commit_id": older}
    assert forge.must("bob", "POST", f"/pulls/{number}/reviews", body)["commit_id"] == older
