"""Editing a file in the browser is a push by the persona."""

from support.forge import Forge
from support.pages import Browser, text_of


def test_an_edit_is_a_push_by_the_persona(forge: Forge, browser: Browser):
    address = f"/{forge.full_name}/edit/feature/README.md"
    known = forge.must("bob", "GET", "/contents/README.md?ref=feature")["sha"]
    browser.act_as("carol")
    saved = browser.send(address, text="# Infra\r\n캐시\r\n", message="Say more", known=known)

    assert saved.url.path == f"/{forge.full_name}/blob/feature/README.md"
    assert "캐시" in text_of(saved)
    newest = forge.must("bob", "GET", "/activity?ref=feature")[0]
    assert newest["actor"]["login"] == "carol"
    assert forge.must("bob", "GET", "/commits/feature")["files"][0]["patch"].endswith("+캐시")


def test_an_edit_that_came_too_late_is_refused_and_kept(forge: Forge, browser: Browser):
    refused = browser.send(f"/{forge.full_name}/edit/feature/README.md", text="mine", known="b" * 40)
    assert refused.status_code == 409
    assert "mine" in refused.text


def test_a_protected_branch_is_warned_of_and_refused(forge: Forge, browser: Browser):
    forge.protect("main", required_reviews=1)
    address = f"/{forge.full_name}/edit/main/new.tf"
    assert "main is protected" in browser.see(address)
    assert "through a pull request" in text_of(browser.send(address, text="x"))
