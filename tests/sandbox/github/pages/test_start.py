"""What belongs to no repository."""

from support.forge import Forge
from support.pages import Browser


def test_the_start_page_lists_repositories(forge: Forge, browser: Browser):
    assert forge.full_name in browser.see("/")


def test_style_and_avatars_are_our_own(forge: Forge, browser: Browser):
    assert browser.http.get("/_sandbox/style.css").headers["content-type"].startswith("text/css")
    someone = forge.must("bob", "GET", f"/pulls/{forge.open_pull()}")["user"]["avatar_url"]
    assert browser.http.get(someone).headers["content-type"] == "image/svg+xml"
    assert browser.http.get("/avatars/1").status_code == 404
