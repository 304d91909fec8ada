"""Merging makes real commits, and is refused as GitHub refuses it."""

import pytest

from support.forge import Forge


@pytest.mark.parametrize(("method", "parents"), [("merge", 2), ("squash", 1), ("rebase", 1)])
def test_each_method_brings_the_files_to_the_base(forge: Forge, method: str, parents: int):
    number = forge.open_pull()
    forge.commit("main", {"other.tf": "x\n"})

    sha = forge.merge("bob", number, merge_method=method).json()["sha"]

    assert forge.tip("main") == sha
    assert len(forge.must("bob", "GET", f"/commits/{sha}")["parents"]) == parents
    assert forge.ask("bob", "GET", "/contents/env/redis.tf?ref=main").status_code == 200
    found = forge.must("bob", "GET", f"/pulls/{number}")
    assert (found["merged"], found["state"], found["merged_by"]["login"]) == (True, "closed", "bob")
    assert found["merge_commit_sha"] == sha


def test_a_merge_is_a_push_and_a_closed_pull_request(forge: Forge):
    number = forge.open_pull()
    sha = forge.merge("bob", number).json()["sha"]

    pushed = [each.payload for each in forge.told("push", 3) if each.payload["after"] == sha]
    closed = forge.told("pull_request", 2)[-1].payload

    assert [(each["ref"], each["sender"]["login"]) for each in pushed] == [("refs/heads/main", "bob")]
    assert (closed["action"], closed["pull_request"]["merged"]) == ("closed", True)
    newest = forge.must("bob", "GET", "/activity?ref=main")[0]
    assert (newest["activity_type"], newest["actor"]["login"], newest["after"]) == ("pr_merge", "bob", sha)


def test_another_head_than_the_one_looked_at_is_a_conflict(forge: Forge):
    number = forge.open_pull()
    seen = forge.pull(number)["head"]["sha"]
    forge.commit("feature", {"more.tf": "x\n"})

    assert forge.merge("bob", number, sha=seen).status_code == 409


def test_the_missing_check_is_named(forge: Forge):
    forge.protect("main", required_checks=["atlantis/apply"])
    refused = forge.merge("bob", forge.open_pull())

    assert refused.status_code == 405
    assert refused.json()["message"] == 'Required status check "atlantis/apply" is expected.'


def test_a_reader_cannot_merge(forge: Forge):
    assert forge.merge("park-cto", forge.open_pull()).status_code == 403


def test_an_administrator_may_pass_protection_that_does_not_include_them(forge: Forge):
    forge.protect("main", required_reviews=1)
    assert forge.merge("kim-lead", forge.open_pull()).status_code == 200


def test_protection_may_include_administrators(forge: Forge):
    forge.protect("main", required_reviews=1, enforce_admins=True)
    assert forge.merge("kim-lead", forge.open_pull()).status_code == 405


def test_what_is_merged_cannot_be_merged_again(forge: Forge):
    number = forge.open_pull()
    forge.merge("bob", number)
    assert forge.merge("bob", number).status_code == 405
