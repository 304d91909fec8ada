"""Whether a pull request can be merged."""

from support.forge import Forge


def test_the_first_read_only_starts_the_computation(forge: Forge):
    number = forge.open_pull()  # the answer to opening was the first read
    assert forge.must("bob", "GET", f"/pulls/{number}")["mergeable_state"] == "clean"

    forge.commit("feature", {"more.tf": "x\n"})
    first = forge.must("bob", "GET", f"/pulls/{number}")
    second = forge.must("bob", "GET", f"/pulls/{number}")

    assert (first["mergeable"], first["mergeable_state"]) == (None, "unknown")
    assert (second["mergeable"], second["mergeable_state"]) == (True, "clean")


def test_two_changes_of_one_line_conflict(forge: Forge):
    number = forge.open_pull()
    forge.commit("feature", {"README.md": "# One\n"})
    forge.commit("main", {"README.md": "# Other\n"})

    found = forge.pull(number)

    assert (found["mergeable"], found["mergeable_state"]) == (False, "dirty")
    assert forge.merge("bob", number).status_code == 405


def test_a_missing_required_check_blocks_and_a_green_one_frees(forge: Forge):
    forge.protect("main", required_checks=["atlantis/apply"])
    number = forge.open_pull()
    head = forge.pull(number)["head"]["sha"]
    assert forge.pull(number)["mergeable_state"] == "blocked"

    forge.status(head, "pending")
    assert forge.pull(number)["mergeable_state"] == "blocked"

    forge.status(head, "success")
    assert forge.pull(number)["mergeable_state"] == "clean"


def test_a_red_check_nobody_requires_makes_it_unstable_and_mergeable(forge: Forge):
    number = forge.open_pull()
    forge.status(forge.pull(number)["head"]["sha"], "failure", "lint")

    assert forge.pull(number)["mergeable_state"] == "unstable"
    assert forge.merge("bob", number).status_code == 200


def test_an_approval_by_somebody_who_only_reads_does_not_count(forge: Forge):
    forge.protect("main", required_reviews=1)
    number = forge.open_pull()
    forge.review("park-cto", number, "APPROVE")
    assert forge.pull(number)["mergeable_state"] == "blocked"

    forge.review("bob", number, "APPROVE")
    assert forge.pull(number)["mergeable_state"] == "clean"


def test_a_draft_says_so(forge: Forge):
    number = forge.open_pull(draft=True)
    assert forge.pull(number)["mergeable_state"] == "draft"
    assert "draft" in forge.merge("bob", number).json()["message"]


def test_a_strict_base_wants_the_head_up_to_date(forge: Forge):
    forge.protect("main", strict=True)
    number = forge.open_pull()
    forge.commit("main", {"other.tf": "x\n"})
    assert forge.pull(number)["mergeable_state"] == "behind"
