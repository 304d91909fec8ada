"""The server and its accounts."""

from support.sandbox import Sandbox


def test_people_are_users_and_the_bot_is_a_bot(sandbox: Sandbox):
    assert sandbox.must("bob", "GET", "/user")["type"] == "User"
    assert sandbox.must("tidegate-bot", "GET", "/user")["type"] == "Bot"
    assert sandbox.must("bob", "GET", "/users/Park-CTO")["login"] == "park-cto"


def test_anybody_may_ask_which_server_this_is(sandbox: Sandbox):
    assert sandbox.http.get("/api/v3/meta").json()["installed_version"].startswith("3.")
    assert sandbox.must("bob", "GET", "/rate_limit")["rate"]["limit"] == 5000
