"""Branches, protection and refs."""

from support.forge import Forge


def test_everybody_sees_the_required_checks_and_only_administrators_the_rest(forge: Forge):
    forge.protect("main", required_checks=["atlantis/apply"], required_reviews=2)

    summary = forge.must("bob", "GET", "/branches/main")
    assert (summary["protected"], summary["protection"]["required_status_checks"]["contexts"]) == (
        True,
        ["atlantis/apply"],
    )
    assert forge.ask("bob", "GET", "/branches/main/protection").status_code == 404

    whole = forge.must("kim-lead", "GET", "/branches/main/protection")
    assert whole["required_pull_request_reviews"]["required_approving_review_count"] == 2
    checks = forge.must("kim-lead", "GET", "/branches/main/protection/required_status_checks")
    assert checks["contexts"] == ["atlantis/apply"]


def test_an_unprotected_branch_has_no_protection(forge: Forge):
    refused = forge.ask("kim-lead", "GET", "/branches/feature/protection")
    assert (refused.status_code, refused.json()["message"]) == (404, "Branch not protected")
    assert forge.must("bob", "GET", "/rules/branches/feature") == []


def test_names_of_branches_hold_slashes(forge: Forge):
    sha = forge.tip("feature")
    forge.must("bob", "POST", "/git/refs", {"ref": "refs/heads/topic/infra-redis", "sha": sha})

    assert forge.must("bob", "GET", "/branches/topic%2Finfra-redis")["commit"]["sha"] == sha
    assert forge.must("bob", "GET", "/git/ref/heads/topic/infra-redis")["object"]["sha"] == sha
    names = [each["name"] for each in forge.must("bob", "GET", "/branches")]
    assert names == ["feature", "main", "topic/infra-redis"]


def test_a_ref_is_made_once_and_of_a_commit_that_is_there(forge: Forge):
    body = {"ref": "refs/heads/main", "sha": forge.tip("main")}
    assert forge.ask("bob", "POST", "/git/refs", body).json()["message"] == "Reference already exists"
    assert forge.ask("bob", "POST", "/git/refs", {"ref": "refs/heads/new", "sha": "a" * 40}).status_code == 422


def test_an_annotated_tag_is_an_object_first_and_a_ref_then(forge: Forge):
    body = {"tag": "audit-1", "message": "3:abc", "object": forge.tip("main"), "type": "commit"}
    tag = forge.must("bob", "POST", "/git/tags", body)
    assert (tag["message"], tag["tagger"]["name"]) == ("3:abc", "Bob Lee")
    ref = {"ref": "refs/tags/audit-1", "sha": tag["sha"]}
    assert forge.must("bob", "POST", "/git/refs", ref)["object"]["type"] == "tag"
    assert forge.must("bob", "GET", "/git/ref/tags/audit-1")["object"]["sha"] == tag["sha"]
    assert forge.ask("bob", "POST", "/git/refs", ref).json()["message"] == "Reference already exists"


def test_a_tag_is_of_a_commit_that_is_there(forge: Forge):
    body = {"tag": "audit-1", "message": "", "object": "0" * 40, "type": "commit"}
    assert forge.ask("bob", "POST", "/git/tags", body).status_code == 422
