"""What an address names."""

from pathlib import Path

import pytest
from starlette.requests import Request

from support.forge_world import small_world
from tidegate.sandbox.github.access import Caller
from tidegate.sandbox.github.acts.pushes import advance
from tidegate.sandbox.github.errors import Refusal
from tidegate.sandbox.github.pages.places import own_page, ref_and_path
from tidegate.sandbox.github.rest.call import RepoCall


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/acme/infra", "/acme/infra"),
        ("//evil.test", "/"),
        ("/\\evil.test", "/"),
        ("https://evil.test", "/"),
        ("", "/"),
    ],
)
def test_only_our_own_pages_are_gone_back_to(address: str, page: str):
    assert own_page(address) == page


def test_branches_with_slashes_are_told_from_folders(tmp_path: Path):
    world, repo = small_world(tmp_path)
    advance(world, repo, "topic/redis", world.git(repo).tip("feature"), "alice")
    call = RepoCall(world=world, caller=Caller(login="bob"), request=Request({"type": "http"}), repo=repo)

    assert ref_and_path(call, "topic/redis/env/main.tf") == ("topic/redis", "env/main.tf")
    assert ref_and_path(call, "main") == ("main", "")
    sha = world.git(repo).tip("main")
    assert ref_and_path(call, f"{sha}/README.md") == (sha, "README.md")
    with pytest.raises(Refusal, match="Not Found"):
        ref_and_path(call, "nowhere/README.md")
