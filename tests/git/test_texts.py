from __future__ import annotations

import pytest

from support.git_http import PASSWORD, USER, serve
from tidegate.core.errors import GitFailed
from tidegate.git.mirror import Mirror
from tidegate.git.run import Git
from tidegate.git.texts import LARGEST, texts
from tidegate.ports.forge import CloneSource


@pytest.fixture
async def mirror(tmp_path):
    with serve(tmp_path) as origin:
        files = {f"{index}/main.tf": f"# {index}\n" for index in range(500)}
        origin.commit("main", files | {"largest.tf": "x" * LARGEST, "larger.tf": "x" * (LARGEST + 1)})
        mirror = Mirror(Git.install(tmp_path / "git"), tmp_path / "mirror.git", patience=5)
        await mirror.fetch(CloneSource(url=origin.url, username=USER, secret=PASSWORD), None, None)
        yield mirror


async def test_each_text_lies_at_its_own_path(mirror):
    paths = [f"{index}/main.tf" for index in range(499, -1, -1)]
    assert await texts(mirror, "main", paths) == {path: f"# {path.partition('/')[0]}\n" for path in paths}


async def test_the_largest_text_is_read_and_a_larger_one_is_not(mirror):
    assert set(await texts(mirror, "main", ["largest.tf", "larger.tf"])) == {"largest.tf"}


async def test_an_unknown_ref_is_an_error(mirror):
    with pytest.raises(GitFailed, match="no branch or commit other"):
        await texts(mirror, "other", ["largest.tf"])
