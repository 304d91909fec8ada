"""Forms are only taken from our own pages, and personas are chosen there."""

from support.forge import Forge
from support.pages import Browser


def test_a_form_without_our_token_does_nothing(forge: Forge, browser: Browser):
    number = forge.open_pull()
    address = f"/{forge.full_name}/pull/{number}/comment"
    assert browser.http.post(address, data={"body": "forged"}).status_code == 403
    assert browser.http.post(address, data={"body": "forged", "token": "guess"}).status_code == 403
    assert forge.must("bob", "GET", f"/issues/{number}/comments") == []


def test_a_token_of_another_browser_is_no_good(forge: Forge, browser: Browser):
    number, token = forge.open_pull(), browser.token()
    browser.http.cookies.clear()
    forged = browser.http.post(f"/{forge.full_name}/pull/{number}/comment", data={"body": "x", "token": token})
    assert forged.status_code == 403


def test_cookies_never_travel_with_other_sites_requests(browser: Browser):
    answer = browser.http.get("/")
    cookie = answer.headers["set-cookie"].lower()
    assert "samesite=strict" in cookie
    assert "httponly" in cookie
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_switching_comes_back_to_the_page_and_nowhere_else(forge: Forge, browser: Browser):
    home = f"/{forge.full_name}"
    assert browser.act_as("carol", home).url.path == home
    assert 'value="carol" selected' in browser.http.get(home).text
    assert browser.act_as("dave", "//elsewhere.test/").url.path == "/"
    assert browser.act_as("nobody").status_code == 404
