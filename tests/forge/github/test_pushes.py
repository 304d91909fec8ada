"""Which commit a merge is."""

import pytest

from tidegate.forge.github.pushes import merged_as

MERGED = {"merged_at": "2026-11-24T09:00:00Z", "base": {"ref": "develop"}, "merge_commit_sha": "b"}


@pytest.mark.parametrize(
    ("pull", "branch", "sha", "is_it"),
    [
        (MERGED, "develop", "b", True),
        (MERGED, "staging", "b", False),
        (MERGED, "develop", "c", False),
        ({**MERGED, "merged_at": None}, "develop", "b", False),
    ],
)
def test_a_merge_is_that_commit_on_that_branch(pull, branch, sha, is_it):
    assert merged_as(pull, branch, sha) is is_it
