"""Endpoints of a pull request as an issue."""

from support.forge import Forge


def test_comments_are_read_one_by_one_and_all_together(forge: Forge):
    number = forge.open_pull()
    forge.commit("other", {"o.tf": "x\n"})
    other = forge.open_pull(head="other")
    said = forge.must("bob", "POST", f"/issues/{number}/comments", {"body": "here"})
    forge.must("bob", "POST", f"/issues/{other}/comments", {"body": "there"})

    assert forge.must("bob", "GET", f"/issues/comments/{said['id']}")["body"] == "here"
    assert [each["body"] for each in forge.must("bob", "GET", f"/issues/{number}/comments")] == ["here"]
    assert said["html_url"].endswith(f"/pull/{number}#issuecomment-{said['id']}")
    assert forge.ask("bob", "GET", "/issues/comments/1").status_code == 404


def test_fields_that_are_missing_or_wrong_are_refused(forge: Forge):
    number = forge.open_pull()
    assert forge.ask("bob", "POST", f"/issues/{number}/comments", {}).status_code == 422
    assert forge.ask("bob", "POST", f"/issues/{number}/comments", {"body": " "}).status_code == 422
    assert forge.ask("bob", "POST", f"/issues/{number}/labels", {"labels": "infra"}).status_code == 422
    assert forge.ask("bob", "DELETE", f"/issues/{number}/labels/none").status_code == 404


def test_reactions_are_listed_with_who_gave_them(forge: Forge):
    number = forge.open_pull()
    said = forge.must("bob", "POST", f"/issues/{number}/comments", {"body": "atlantis plan"})
    path = f"/issues/comments/{said['id']}/reactions"
    forge.must("tidegate-bot", "POST", path, {"content": "rocket"})
    (given,) = forge.must("bob", "GET", path)
    assert (given["user"]["login"], given["content"]) == ("tidegate-bot", "rocket")
