"""The page of a commit."""

from support.forge import Forge
from support.pages import Browser, text_of


def test_a_commit_shows_what_it_changes_its_statuses_and_what_was_said(forge: Forge, browser: Browser):
    sha = forge.tip("feature")
    forge.status(sha, "pending", description="Waits to be applied.")
    forge.must("tidegate-bot", "POST", f"/commits/{sha}/comments", {"body": "## A plan"})
    page = browser.see(f"/{forge.full_name}/commit/{sha}")
    for words in ("+redis", "Waits to be applied.", "A plan"):
        assert words in page


def test_people_comment_on_a_commit_by_clicking(forge: Forge, browser: Browser):
    page = f"/{forge.full_name}/commit/{forge.tip('feature')}"
    browser.act_as("bob")
    assert "bob commented" in text_of(browser.send(f"{page}/comment", body="atlantis status"))
    (told,) = forge.told("commit_comment")
    assert (told.payload["comment"]["user"]["login"], told.payload["comment"]["body"]) == ("bob", "atlantis status")


def test_what_the_forge_refuses_is_said_on_the_page(forge: Forge, browser: Browser):
    page = f"/{forge.full_name}/commit/{forge.tip('feature')}"
    refused = browser.send(f"{page}/comment", body=" ")
    assert (refused.status_code, "cannot be blank" in text_of(refused)) == (422, True)
    assert browser.http.get(f"/{forge.full_name}/commit/{'0' * 40}").status_code == 404
