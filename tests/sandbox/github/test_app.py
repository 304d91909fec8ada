"""The forge as a whole."""

from concurrent.futures import ThreadPoolExecutor

import httpx

from support.forge import Forge


def test_programs_get_json_errors_and_people_pages(forge: Forge):
    http = forge.sandbox.http
    assert http.get("/api/v3/no/such/thing").json()["message"] == "Not Found"
    page = http.get("/acme/no-such-repository")
    assert (page.status_code, "Not Found" in page.text) == (404, True)
    assert page.headers["content-type"].startswith("text/html")


def test_writes_at_the_same_time_are_all_done(forge: Forge):
    number = forge.open_pull()

    def say(word: int) -> int:
        with httpx.Client(base_url=forge.sandbox.url, trust_env=False) as http:
            address = f"/api/v3/repos/{forge.full_name}/issues/{number}/comments"
            headers = {"Authorization": "Bearer sandbox-bob"}
            return http.post(address, json={"body": str(word)}, headers=headers).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(say, range(16))) == {201}
    said = {each["body"] for each in forge.must("bob", "GET", f"/issues/{number}/comments?per_page=100")}
    assert said == {str(word) for word in range(16)}
