"""Repositories and permissions."""

import pytest

from support.forge import Forge, words


@pytest.mark.parametrize(("login", "held"), [("park-cto", "read"), ("bob", "write"), ("kim-lead", "admin")])
def test_a_permission_is_the_most_of_everything_held(forge: Forge, login: str, held: str):
    assert forge.must("bob", "GET", f"/collaborators/{login}/permission")["permission"] == held


def test_a_repository_says_what_its_reader_may_do(forge: Forge):
    found = forge.must("bob", "GET", "")
    assert (found["default_branch"], found["permissions"]["push"], found["permissions"]["admin"]) == (
        "main",
        True,
        False,
    )
    assert [team["permission"] for team in forge.must("bob", "GET", "/teams")] == ["push"] * 3


def test_an_administrator_chooses_how_pull_requests_are_merged(forge: Forge):
    number = forge.open_pull()
    changed = forge.must("kim-lead", "PATCH", "", {"allow_merge_commit": False})
    assert (changed["allow_merge_commit"], changed["allow_squash_merge"]) == (False, True)
    refused = forge.merge("bob", number, merge_method="merge")
    assert (refused.status_code, words(refused)) == (405, "Merge commits are not allowed on this repository.")
    assert forge.merge("bob", number, merge_method="squash").is_success


def test_some_way_to_merge_must_be_left_and_others_do_not_choose(forge: Forge):
    none = dict.fromkeys(("allow_merge_commit", "allow_squash_merge", "allow_rebase_merge"), False)
    assert forge.ask("kim-lead", "PATCH", "", none).status_code == 422
    assert forge.ask("bob", "PATCH", "", {"allow_merge_commit": False}).status_code == 403
