"""Comments on commits."""

from support.forge import Forge, words


def test_a_comment_on_a_commit_is_told_once_and_its_edits_are_not(forge: Forge):
    sha = forge.tip("main")
    said = forge.must("bob", "POST", f"/commits/{sha}/comments", {"body": "atlantis plan"})
    forge.must("bob", "PATCH", f"/comments/{said['id']}", {"body": "atlantis apply"})
    forge.must("bob", "POST", f"/commits/{sha}/comments", {"body": "atlantis status"})

    first, second = (each.payload for each in forge.told("commit_comment", 2))
    assert (first["action"], first["comment"]["body"], first["comment"]["commit_id"]) == (
        "created",
        "atlantis plan",
        sha,
    )
    assert second["comment"]["body"] == "atlantis status"
    assert forge.ask("carol", "PATCH", f"/comments/{said['id']}", {"body": "no"}).status_code == 403


def test_what_says_nothing_or_is_about_no_commit_is_refused(forge: Forge):
    sha = forge.tip("main")
    assert "cannot be blank" in words(forge.ask("bob", "POST", f"/commits/{sha}/comments", {"body": " "}))
    unknown = forge.ask("bob", "POST", f"/commits/{'0' * 40}/comments", {"body": "here"})
    assert (unknown.status_code, "No commit found" in words(unknown)) == (422, True)
