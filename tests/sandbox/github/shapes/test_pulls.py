"""Pull requests and reviews."""

from support.forge_world import misfits
from tidegate.sandbox.github.acts.mergeability import UNKNOWN, answer
from tidegate.sandbox.github.acts.merging import merge_pull
from tidegate.sandbox.github.acts.pulls import open_pull
from tidegate.sandbox.github.acts.reviews import submit_review
from tidegate.sandbox.github.records import Repo
from tidegate.sandbox.github.shapes.pulls import pull_full, pull_simple, review
from tidegate.sandbox.github.world import World


def test_an_open_and_a_merged_pull_request_fit_the_schemas(place: tuple[World, Repo]):
    world, repo = place
    pull = open_pull(world, repo, "alice", title="Add Redis", head="feature", base="main", body=None)
    assert misfits("pull-request", pull_full(world, repo, pull, answer(world, repo, pull))) == []

    given = submit_review(world, repo, pull, "bob", event="APPROVE", body="")
    assert misfits("pull-request-review", review(world, repo, pull, given)) == []

    merge_pull(world, repo, pull, "bob", method="merge")
    found = pull_full(world, repo, pull, UNKNOWN)
    assert misfits("pull-request", found) == []
    assert misfits("pull-request-simple", pull_simple(world, repo, pull)) == []
    assert (found["state"], found["merged_by"]["login"], found["commits"]) == ("closed", "bob", 1)
