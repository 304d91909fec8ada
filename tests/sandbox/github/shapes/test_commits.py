"""Commits, diffs and files."""

from support.forge_world import misfits
from tidegate.sandbox.github.git.write import write_files
from tidegate.sandbox.github.records import Repo
from tidegate.sandbox.github.shapes.commits import commit, content_file, diff_entry, git_ref
from tidegate.sandbox.github.world import World


def test_commits_and_files_fit_the_schemas(place: tuple[World, Repo]):
    world, repo = place
    git = world.git(repo)
    made = git.commit("feature")
    (file,) = git.changes_of(made)
    assert misfits("commit", commit(world, repo, made)) == []
    assert misfits("diff-entry", diff_entry(world, repo, file, made.sha)) == []
    assert misfits("content-file", content_file(world, repo, git.entry("feature", "redis.tf"), "feature")) == []
    assert misfits("git-ref", git_ref(world, repo, "refs/heads/feature", made.sha)) == []


def test_a_commit_by_an_unknown_address_belongs_to_no_account(place: tuple[World, Repo]):
    world, repo = place
    stranger = world.signature("alice")
    elsewhere = type(stranger)(name="Alice", email="alice@home.test", at=stranger.at)
    sha = write_files(world.git(repo), None, {"a": b"x"}, "From home", elsewhere)
    found = commit(world, repo, world.git(repo).commit(sha))
    assert (found["author"], found["commit"]["author"]["email"]) == (None, "alice@home.test")
