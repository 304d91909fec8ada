"""Commits, comparisons, and the pull requests a commit belongs to."""

from support.forge import Forge


def test_a_merge_commit_knows_its_pull_request(forge: Forge):
    number = forge.open_pull()
    sha = forge.merge("bob", number).json()["sha"]

    (found,) = forge.must("bob", "GET", f"/commits/{sha}/pulls")
    assert (found["number"], found["merge_commit_sha"], found["base"]["ref"]) == (number, sha, "main")


def test_a_comparison_counts_both_ways(forge: Forge):
    forge.commit("main", {"other.tf": "x\n"})
    found = forge.must("bob", "GET", "/compare/main...feature")

    assert (found["status"], found["ahead_by"], found["behind_by"]) == ("diverged", 1, 1)
    assert [file["filename"] for file in found["files"]] == ["env/redis.tf"]
    assert forge.ask("bob", "GET", "/compare/main...nowhere").status_code == 404


def test_a_commit_shows_its_author_and_files(forge: Forge):
    found = forge.must("bob", "GET", "/commits/feature")
    assert (found["author"]["login"], found["files"][0]["filename"]) == ("alice", "env/redis.tf")
    assert forge.must("bob", "GET", "/commits/feature/check-runs")["total_count"] == 0
