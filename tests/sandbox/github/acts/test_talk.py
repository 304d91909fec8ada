"""Comments, reactions and statuses."""

from support.forge import Forge, words


def test_a_comment_is_told_and_can_be_edited_by_its_author(forge: Forge):
    number = forge.open_pull()
    said = forge.must("bob", "POST", f"/issues/{number}/comments", {"body": "atlantis plan"})
    forge.must("bob", "PATCH", f"/issues/comments/{said['id']}", {"body": "atlantis apply"})

    created, edited = (each.payload for each in forge.told("issue_comment", 2))
    assert (created["action"], created["comment"]["body"]) == ("created", "atlantis plan")
    assert created["issue"]["pull_request"]["url"].endswith(f"/pulls/{number}")
    assert (edited["action"], edited["changes"]["body"]["from"]) == ("edited", "atlantis plan")
    assert forge.ask("carol", "PATCH", f"/issues/comments/{said['id']}", {"body": "no"}).status_code == 403


def test_a_comment_can_be_deleted(forge: Forge):
    number = forge.open_pull()
    said = forge.must("bob", "POST", f"/issues/{number}/comments", {"body": "oops"})
    assert forge.ask("bob", "DELETE", f"/issues/comments/{said['id']}").status_code == 204
    assert forge.must("bob", "GET", f"/issues/{number}/comments") == []


def test_a_body_over_65536_characters_is_refused(forge: Forge):
    number = forge.open_pull()
    assert forge.ask("bob", "POST", f"/issues/{number}/comments", {"body": "가" * 65_536}).status_code == 201

    refused = forge.ask("bob", "POST", f"/issues/{number}/comments", {"body": "가" * 65_537})
    assert (refused.status_code, "maximum is 65536 characters" in words(refused)) == (422, True)


def test_everybody_has_each_reaction_once(forge: Forge):
    number = forge.open_pull()
    said = forge.must("bob", "POST", f"/issues/{number}/comments", {"body": "atlantis plan"})
    path = f"/issues/comments/{said['id']}/reactions"
    first = forge.ask("tidegate-bot", "POST", path, {"content": "eyes"})
    again = forge.ask("tidegate-bot", "POST", path, {"content": "eyes"})

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert forge.must("bob", "GET", f"/issues/comments/{said['id']}")["reactions"]["eyes"] == 1
    assert forge.ask("bob", "POST", path, {"content": "shrug"}).status_code == 422


def test_the_newest_status_of_each_context_is_the_commits_state(forge: Forge):
    head = forge.tip("feature")
    forge.status(head, "pending", "atlantis/plan", description="Plan in progress...")
    forge.status(head, "success", "atlantis/plan", description="1/1 planned", target_url="http://tidegate.test/1")
    forge.status(head, "failure", "lint")

    found = forge.must("bob", "GET", f"/commits/{head}/status")
    assert found["state"] == "failure"
    assert {each["context"]: each["state"] for each in found["statuses"]} == {
        "atlantis/plan": "success",
        "lint": "failure",
    }
    assert [each["state"] for each in forge.must("bob", "GET", f"/commits/{head}/statuses")] == [
        "failure",
        "success",
        "pending",
    ]
    assert forge.told("status", 3)[0].payload["context"] == "atlantis/plan"


def test_a_description_over_140_characters_is_refused(forge: Forge):
    head = forge.tip("feature")
    assert forge.status(head, "success", description="x" * 140).status_code == 201

    refused = forge.status(head, "success", description="x" * 141)
    assert (refused.status_code, "maximum is 140 characters" in words(refused)) == (422, True)


def test_a_status_needs_a_known_state_a_known_commit_and_the_right_to_write(forge: Forge):
    head = forge.tip("feature")
    assert forge.status(head, "nope").status_code == 422
    assert "No commit found" in words(forge.status("a" * 40, "success"))
    assert forge.ask("park-cto", "POST", f"/statuses/{head}", {"state": "success"}).status_code == 403
