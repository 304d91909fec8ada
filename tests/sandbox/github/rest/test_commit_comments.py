"""Endpoints of comments on commits."""

from support.forge import Forge


def test_comments_are_read_one_by_one_and_all_of_a_commit(forge: Forge):
    sha, other = forge.tip("main"), forge.tip("feature")
    said = forge.must("bob", "POST", f"/commits/{sha}/comments", {"body": "here"})
    forge.must("bob", "POST", f"/commits/{other}/comments", {"body": "there"})

    assert forge.must("bob", "GET", f"/comments/{said['id']}")["body"] == "here"
    assert [each["body"] for each in forge.must("bob", "GET", f"/commits/{sha}/comments")] == ["here"]
    assert said["html_url"].endswith(f"/commit/{sha}#commitcomment-{said['id']}")
    assert forge.ask("bob", "GET", "/comments/1").status_code == 404


def test_everybody_reacts_once_to_a_comment_on_a_commit(forge: Forge):
    said = forge.must("bob", "POST", f"/commits/{forge.tip('main')}/comments", {"body": "atlantis plan"})
    path = f"/comments/{said['id']}/reactions"
    first = forge.ask("tidegate-bot", "POST", path, {"content": "eyes"})
    again = forge.ask("tidegate-bot", "POST", path, {"content": "eyes"})
    assert (first.status_code, again.status_code) == (201, 200)
    (given,) = forge.must("bob", "GET", path)
    assert (given["user"]["login"], given["content"]) == ("tidegate-bot", "eyes")
