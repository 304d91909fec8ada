"""Opening, editing, closing and labelling pull requests."""

from support.forge import Forge, words


def test_opening_tells_the_hook_and_points_a_ref_at_the_head(forge: Forge):
    number = forge.open_pull(body="Why")
    told = forge.told("pull_request")[0].payload

    assert (told["action"], told["number"], told["sender"]["login"]) == ("opened", number, "alice")
    assert forge.must("bob", "GET", f"/git/ref/pull/{number}/head")["object"]["sha"] == forge.tip("feature")


def test_a_pull_request_is_open_once_only(forge: Forge):
    forge.open_pull()
    again = forge.ask("bob", "POST", "/pulls", {"title": "Again", "head": "feature", "base": "main"})

    assert again.status_code == 422
    assert "A pull request already exists for acme:feature." in words(again)


def test_there_must_be_something_between_the_branches(forge: Forge):
    nothing = forge.ask("bob", "POST", "/pulls", {"title": "None", "head": "main", "base": "feature"})

    assert nothing.status_code == 422
    assert "No commits between feature and main" in words(nothing)


def test_a_branch_that_is_not_there_is_named_by_its_field(forge: Forge):
    wrong = forge.ask("bob", "POST", "/pulls", {"title": "Wrong", "head": "nowhere", "base": "main"})

    assert wrong.status_code == 422
    assert wrong.json()["errors"] == [{"resource": "PullRequest", "field": "head", "code": "invalid"}]


def test_an_edit_tells_what_was_there_before(forge: Forge):
    number = forge.open_pull()
    forge.must("alice", "PATCH", f"/pulls/{number}", {"title": "Add a cache"})

    told = forge.told("pull_request", 2)[-1].payload
    assert (told["action"], told["changes"]["title"]["from"]) == ("edited", "Add Redis")


def test_closed_can_be_reopened_but_merged_cannot(forge: Forge):
    number = forge.open_pull()
    assert forge.must("alice", "PATCH", f"/pulls/{number}", {"state": "closed"})["state"] == "closed"
    assert forge.must("alice", "PATCH", f"/pulls/{number}", {"state": "open"})["state"] == "open"

    forge.merge("bob", number)
    assert forge.ask("alice", "PATCH", f"/pulls/{number}", {"state": "open"}).status_code == 422


def test_labels_come_and_go(forge: Forge):
    number = forge.open_pull()
    forge.must("bob", "POST", f"/issues/{number}/labels", {"labels": ["infra", "redis"]})
    left = forge.must("bob", "DELETE", f"/issues/{number}/labels/infra")

    assert [label["name"] for label in left] == ["redis"]
    assert [label["name"] for label in forge.pull(number)["labels"]] == ["redis"]
    assert [each.payload["action"] for each in forge.told("pull_request", 4)] == [
        "opened",
        "labeled",
        "labeled",
        "unlabeled",
    ]


def test_a_requested_reviewer_is_done_by_reviewing(forge: Forge):
    number = forge.open_pull()
    body = {"reviewers": ["bob"], "team_reviewers": ["devops"]}
    forge.must("alice", "POST", f"/pulls/{number}/requested_reviewers", body)
    asked = forge.must("alice", "GET", f"/pulls/{number}/requested_reviewers")
    assert ([who["login"] for who in asked["users"]], [each["slug"] for each in asked["teams"]]) == (
        ["bob"],
        ["devops"],
    )

    forge.review("bob", number, "APPROVE")
    assert forge.must("alice", "GET", f"/pulls/{number}/requested_reviewers")["users"] == []


def test_the_author_is_not_asked_for_a_review(forge: Forge):
    number = forge.open_pull()
    refused = forge.ask("bob", "POST", f"/pulls/{number}/requested_reviewers", {"reviewers": ["alice"]})
    assert refused.status_code == 422


def test_a_pull_request_that_goes_elsewhere_tells_where_it_went_before(forge: Forge):
    forge.commit("develop", {"d.tf": "x\n"})
    before = forge.tip("main")
    number = forge.open_pull()
    changed = forge.must("alice", "PATCH", f"/pulls/{number}", {"base": "develop"})

    assert changed["base"]["ref"] == "develop"
    told = forge.told("pull_request", 2)[-1].payload
    assert told["changes"]["base"] == {"ref": {"from": "main"}, "sha": {"from": before}}
