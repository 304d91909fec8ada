"""What belongs to no repository."""

from support.forge import Forge
from support.pages import Browser


def test_the_start_page_lists_repositories(forge: Forge, browser: Browser):
    assert forge.full_name in browser.see("/")


def test_style_script_icon_and_avatars_are_our_own(forge: Forge, browser: Browser):
    page = browser.http.get("/").text
    for name, kind in (("style.css", "text/css"), ("live.js", "text/javascript"), ("icon.svg", "image/svg+xml")):
        assert f'"/_sandbox/{name}"' in page
        assert browser.http.get(f"/_sandbox/{name}").headers["content-type"].startswith(kind)
    someone = forge.must("bob", "GET", f"/pulls/{forge.open_pull()}")["user"]["avatar_url"]
    assert browser.http.get(someone).headers["content-type"] == "image/svg+xml"
    assert browser.http.get("/avatars/1").status_code == 404
