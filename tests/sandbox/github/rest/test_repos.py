"""Repositories and permissions."""

import pytest

from support.forge import Forge


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
