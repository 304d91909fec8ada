"""Seeds from another process."""

from support.sandbox import Sandbox


def test_a_seed_with_a_word_nobody_knows_is_refused(sandbox: Sandbox):
    refused = sandbox.http.post("/_sandbox/seed", json={"poeple": []})
    assert (refused.status_code, "poeple" in refused.json()["message"]) == (422, True)


def test_a_person_that_was_seeded_can_call(sandbox: Sandbox):
    sandbox.seed(users=[{"login": "eve", "name": "Eve Shin"}])
    assert sandbox.must("eve", "GET", "/user")["name"] == "Eve Shin"
