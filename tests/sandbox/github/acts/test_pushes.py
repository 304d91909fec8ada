"""What follows when a branch moves."""

from support.forge import Forge, words


def test_a_push_to_the_head_synchronizes_the_pull_request(forge: Forge):
    number = forge.open_pull()
    before = forge.tip("feature")
    after = forge.commit("feature", {"more.tf": "x\n"}, author="carol")

    told = forge.told("pull_request", 2)[-1].payload
    assert (told["action"], told["before"], told["after"]) == ("synchronize", before, after)
    assert told["sender"]["login"] == "carol"
    assert forge.pull(number)["head"]["sha"] == after
    assert forge.must("bob", "GET", f"/git/ref/pull/{number}/head")["object"]["sha"] == after


def test_a_push_lists_its_commits_and_their_files(forge: Forge):
    after = forge.commit("feature", {"more.tf": "x\n", "env/main.tf": None})

    told = forge.told("push", 3)[-1].payload
    assert told["head_commit"]["id"] == after
    assert [(each["added"], each["removed"]) for each in told["commits"]] == [(["more.tf"], ["env/main.tf"])]
    assert told["commits"][0]["author"]["username"] == "alice"


def test_the_activity_says_who_moved_what_newest_first(forge: Forge):
    before = forge.tip("feature")
    after = forge.commit("feature", {"more.tf": "x\n"}, author="carol")

    moves = forge.must("bob", "GET", "/activity?ref=refs/heads/feature")
    assert [(each["actor"]["login"], each["activity_type"]) for each in moves] == [
        ("carol", "push"),
        ("alice", "branch_creation"),
    ]
    assert (moves[0]["before"], moves[0]["after"]) == (before, after)


def test_deleting_the_head_closes_the_pull_request(forge: Forge):
    number = forge.open_pull()
    assert forge.ask("bob", "DELETE", "/git/refs/heads/feature").status_code == 204

    found = forge.must("bob", "GET", f"/pulls/{number}")
    assert (found["state"], found["merged"]) == ("closed", False)
    assert forge.told("push", 3)[-1].payload["deleted"] is True


def test_commits_that_reach_the_base_another_way_count_as_merged(forge: Forge):
    first, second = forge.open_pull(), None
    forge.must("bob", "POST", "/git/refs", {"ref": "refs/heads/twin", "sha": forge.tip("feature")})
    second = forge.open_pull(head="twin")
    forge.merge("bob", first)

    assert forge.must("bob", "GET", f"/pulls/{second}")["merged"] is True


def test_a_protected_branch_takes_no_direct_commit(forge: Forge):
    forge.protect("main", required_reviews=1)
    refused = forge.put("bob", "main", "x.tf", "x\n")

    assert refused.status_code == 409
    assert "Changes must be made through a pull request." in words(refused)
    assert forge.put("kim-lead", "main", "x.tf", "x\n").status_code == 201


def test_stale_approvals_are_dismissed_where_the_base_says_so(forge: Forge):
    forge.protect("main", required_reviews=1, dismiss_stale_reviews=True)
    number = forge.open_pull()
    forge.review("bob", number, "APPROVE")
    forge.commit("feature", {"more.tf": "x\n"})

    assert [each["state"] for each in forge.must("bob", "GET", f"/pulls/{number}/reviews")] == ["DISMISSED"]
    assert forge.pull(number)["mergeable_state"] == "blocked"


def test_a_branch_that_is_gone_is_told(forge: Forge):
    assert forge.ask("bob", "DELETE", "/git/refs/heads/feature").status_code == 204
    told = forge.told("delete")[0].payload
    assert (told["ref"], told["ref_type"], told["sender"]["login"]) == ("feature", "branch", "bob")
