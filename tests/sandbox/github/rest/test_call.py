"""Pages of lists, errors and who may see a repository."""

import re

from support.forge import Forge
from support.sandbox import Sandbox


def test_a_list_comes_in_pages_with_links_to_the_others(forge: Forge):
    number = forge.open_pull()
    for word in "abcde":
        forge.must("bob", "POST", f"/issues/{number}/comments", {"body": word})

    middle = forge.ask("bob", "GET", f"/issues/{number}/comments?per_page=2&page=2")
    links = {name: url for url, name in re.findall(r'<([^>]+)>; rel="(\w+)"', middle.headers["link"])}

    assert [said["body"] for said in middle.json()] == ["c", "d"]
    assert set(links) == {"prev", "next", "last", "first"}
    assert "page=3" in links["next"]
    last = forge.sandbox.http.get(links["last"], headers={"Authorization": "Bearer sandbox-bob"})
    assert [said["body"] for said in last.json()] == ["e"]
    assert "next" not in last.headers["link"]


def test_a_short_list_has_no_links(forge: Forge):
    assert "link" not in forge.ask("bob", "GET", "/branches").headers


def test_no_or_a_wrong_token_is_401(sandbox: Sandbox):
    wrong = sandbox.http.get("/api/v3/user", headers={"Authorization": "Bearer sandbox-nobody"})
    assert (wrong.status_code, wrong.json()["message"]) == (401, "Bad credentials")
    assert sandbox.http.get("/api/v3/user").status_code == 401


def test_a_body_that_is_no_json_is_400(forge: Forge):
    address = f"/api/v3/repos/{forge.full_name}/pulls"
    wrong = forge.sandbox.http.post(address, content="{", headers={"Authorization": "Bearer sandbox-bob"})
    assert (wrong.status_code, wrong.json()["message"]) == (400, "Problems parsing JSON")


def test_what_is_not_there_is_404_whatever_the_reason(forge: Forge):
    for path in ("/pulls/99", "/pulls/none", "/branches/none", "/nothing/such", "/git/ref/heads/none"):
        assert forge.ask("bob", "GET", path).status_code == 404
    assert forge.ask("bob", "PATCH", "/branches/main", {}).status_code == 404
