"""Every webhook fits GitHub's schema; what each must tell is in the tests of the acts that cause it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from oracle.schemas import webhooks
from support.forge_world import small_world
from tidegate.sandbox.github.acts.commit_talk import add_commit_comment
from tidegate.sandbox.github.acts.forks import fork
from tidegate.sandbox.github.acts.merging import merge_pull
from tidegate.sandbox.github.acts.pulls import (
    add_labels,
    edit_pull,
    open_pull,
    remove_label,
    request_reviews,
    set_draft,
    set_state,
)
from tidegate.sandbox.github.acts.pushes import commit, moved
from tidegate.sandbox.github.acts.reviews import dismiss_review, submit_review
from tidegate.sandbox.github.acts.talk import add_comment, delete_comment, edit_comment, set_status
from tidegate.sandbox.github.git.values import NOTHING
from tidegate.sandbox.github.records import Hook, Repo
from tidegate.sandbox.github.world import World


@pytest.fixture
def place(tmp_path: Path) -> tuple[World, Repo, Hook]:
    world, repo = small_world(tmp_path)
    return world, repo, world.add_hook("acme/infra", "http://tidegate.test/events", "secret")


def told(hook: Hook) -> list[tuple[str, Any]]:
    return [(each.event, json.loads(each.payload)) for each in hook.deliveries]


def test_every_kind_of_webhook_fits_its_schema(place: tuple[World, Repo, Hook]):
    world, repo, hook = place
    pull = open_pull(world, repo, "alice", title="Add Redis", head="feature", base="main", body=None, draft=True)
    set_draft(world, repo, pull, "alice", draft=False)
    set_draft(world, repo, pull, "alice", draft=True)
    set_draft(world, repo, pull, "alice", draft=False)
    commit(world, repo, "develop", {"d.tf": "x\n"}, author="alice", message="Begin")
    edit_pull(world, repo, pull, "alice", title="Add a cache", body="Why", base="develop")
    edit_pull(world, repo, pull, "alice", base="main")
    fork(world, repo, "alice")
    add_labels(world, repo, pull, "bob", ["infra"])
    remove_label(world, repo, pull, "bob", "infra")
    request_reviews(world, repo, pull, "alice", people=["bob"], teams=["devops"])
    given = submit_review(world, repo, pull, "bob", event="REQUEST_CHANGES", body="No")
    dismiss_review(world, repo, pull, given, "carol", "Too early")
    said = add_comment(world, repo, pull, "bob", "atlantis plan")
    edit_comment(world, repo, said, "bob", "atlantis apply")
    delete_comment(world, repo, said, "bob")
    add_commit_comment(world, repo, pull.head_sha, "bob", "atlantis plan")
    commit(world, repo, "feature", {"more.tf": "x\n"}, author="carol", message="More")
    set_status(
        world, repo, pull.head_sha, "tidegate-bot", state="success", context="c", description="d", target_url=None
    )
    set_state(world, repo, pull, "alice", "closed")
    set_state(world, repo, pull, "alice", "open")
    merge_pull(world, repo, pull, "bob", method="merge")
    world.git(repo).delete_ref("refs/heads/feature")
    moved(world, repo, "feature", pull.head_sha, NOTHING, "bob")

    headers = dict.fromkeys(webhooks().served["push"]["headers"], "x")
    problems = [problem for event, payload in told(hook) for problem in webhooks().delivery(event, payload, headers)]

    assert problems == []
    kinds = {"-".join([event, payload.get("action", "")]).strip("-").replace("_", "-") for event, payload in told(hook)}
    assert set(webhooks().served) - kinds == {"ping"}
