"""Comments, reactions, labels, statuses."""

from support.forge_world import misfits
from tidegate.sandbox.github.acts.commit_talk import add_commit_comment
from tidegate.sandbox.github.acts.pulls import add_labels, open_pull
from tidegate.sandbox.github.acts.talk import add_comment, react, set_status
from tidegate.sandbox.github.records import Repo
from tidegate.sandbox.github.shapes.talk import comment, commit_comment, issue, label, reaction, simple_status, status
from tidegate.sandbox.github.world import World


def test_what_people_say_fits_the_schemas(place: tuple[World, Repo]):
    world, repo = place
    pull = open_pull(world, repo, "alice", title="Add Redis", head="feature", base="main", body="Why")
    said = add_comment(world, repo, pull, "bob", "atlantis plan")
    given, _ = react(world, repo, said, "tidegate-bot", "eyes")
    add_labels(world, repo, pull, "bob", ["infra"])

    assert misfits("issue-comment", comment(world, repo, said)) == []
    assert misfits("reaction", reaction(world, given)) == []
    assert misfits("label", label(world, repo, pull.labels[0])) == []
    found = issue(world, repo, pull)
    assert (found["comments"], found["labels"][0]["name"]) == (1, "infra")


def test_what_people_say_about_a_commit_fits_the_schema(place: tuple[World, Repo]):
    world, repo = place
    said = add_commit_comment(world, repo, world.git(repo).tip("main"), "bob", "atlantis plan")
    assert misfits("commit-comment", commit_comment(world, repo, said)) == []


def test_statuses_fit_the_schemas(place: tuple[World, Repo]):
    world, repo = place
    made = set_status(
        world, repo, world.git(repo).tip("feature"), "tidegate-bot",
        state="pending", context="atlantis/plan", description=None, target_url=None,
    )  # fmt: skip
    assert misfits("status", status(world, repo, made)) == []
    assert misfits("simple-commit-status", simple_status(world, repo, made)) == []
