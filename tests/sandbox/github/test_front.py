"""Headers of every answer, and answers that did not change."""

from support.forge import Forge


def test_an_unchanged_read_is_304_and_a_changed_one_is_not(forge: Forge):
    number = forge.open_pull()
    path = f"/issues/{number}/comments"
    first = forge.ask("bob", "GET", path)
    again = forge.ask("bob", "GET", path, **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")

    forge.must("bob", "POST", path, {"body": "new"})
    assert forge.ask("bob", "GET", path, **{"If-None-Match": first.headers["etag"]}).status_code == 200


def test_answers_look_like_enterprise_server(forge: Forge):
    headers = forge.ask("bob", "GET", "").headers
    assert headers["x-github-enterprise-version"].startswith("3.")
    assert headers["x-github-request-id"]
