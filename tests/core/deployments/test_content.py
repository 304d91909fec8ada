from tidegate.core.deployments.content import Movement, by_merges, newest_proven, strangers
from tidegate.core.deployments.promotion import Promotion


def test_content_is_proven_by_the_changes_that_brought_it_each_named_once():
    moves = [Movement(sha="c" * 40, number=9, allowed=True), Movement(sha="b" * 40, number=7, allowed=True)]
    assert by_merges("dev", "develop", [*moves, moves[0]]) == Promotion(source="dev", proven_by=("#9", "#7"))


def test_a_change_that_was_merged_too_early_proves_nothing_and_is_named():
    found = by_merges("dev", "develop", [Movement(sha="c" * 40, number=9, allowed=False)])
    assert found.proven_by == ()
    (unproven,) = found.unproven
    assert (unproven.what, str(unproven.because)) == (
        "#9",
        "it was merged into `develop` without all that a merge needs",
    )


def test_what_was_pushed_past_every_pull_request_is_named_with_who_did_it():
    found = by_merges("dev", "develop", [Movement(sha="c" * 40, pusher="mallory"), Movement(sha="d" * 40)])
    assert [one.what for one in found.unproven] == ["ccccccc", "ddddddd"]
    assert "@mallory pushed it to `develop`" in str(found.unproven[0].because)
    assert "somebody unknown pushed it" in str(found.unproven[1].because)


def test_a_merge_nobody_decided_about_and_what_lies_before_the_known_past_are_no_pushes():
    merged = Movement(sha="c" * 40, pusher="bob", way="merge")
    found = by_merges("dev", "develop", [merged, Movement(sha="d" * 40, way="unknown")])
    assert [str(one.because) for one in found.unproven] == [
        (
            "it was merged into `develop` while nothing could be decided: before Tidegate came, or while its rules "
            "could not be used"
        ),
        "nobody knows how what came to `develop` before it got there",
    ]


def test_a_branch_that_has_not_moved_needs_no_proof():
    assert by_merges("dev", "develop", ()) == Promotion(source="dev")


def test_commits_that_never_came_to_the_branch_are_named():
    (stranger,) = strangers(["e" * 40], "develop")
    assert (stranger.what, str(stranger.because)) == ("eeeeeee", "it never came to `develop`")


def test_a_promotion_goes_up_to_the_first_movement_nothing_proves():
    first, second, third = (Movement(sha=sha * 40, number=at, allowed=True) for at, sha in enumerate("abc", 1))
    pushed = Movement(sha="d" * 40, pusher="mallory")
    assert newest_proven([third, second, first]) == (third, second, first)
    assert newest_proven([third, pushed, first]) == (first,)
    assert newest_proven([third, second, pushed]) == ()
    assert newest_proven([]) == ()
