from support.values import later
from tidegate.core.changes import Push
from tidegate.core.pushes import NOWHERE, Trail, carried_over, trail, waiting_besides


def sha(letter: str) -> str:
    return letter * 40


def push(before: str, after: str, second: int, **more) -> Push:
    values = {"branch": "develop", "pusher": "carol", "at": later(second)}
    return Push(before=before, after=after, **(values | more))


def test_a_head_is_followed_back_to_the_branchs_creation():
    first, second = push(NOWHERE, sha("a"), 1), push(sha("a"), sha("b"), 2)
    found = trail(sha("b"), (first, second), ())
    assert found.pushes == (second, first)
    assert found.ends_at is None


def test_a_missing_push_ends_the_trail_where_knowledge_ends():
    found = trail(sha("c"), (push(sha("b"), sha("c"), 3),), (push(NOWHERE, sha("a"), 1),))
    assert [step.after for step in found.pushes] == [sha("c")]
    assert found.ends_at == sha("b")


def test_nothing_known_ends_at_the_head_itself():
    assert trail(sha("a"), (), ()).ends_at == sha("a")


def test_of_two_records_of_one_push_the_more_trusted_counts():
    trusted = push(NOWHERE, sha("a"), 1, reviewed_merge=True)
    told = push(NOWHERE, sha("a"), 2, pusher="dave")
    assert trail(sha("a"), (trusted,), (told,)).pushes == (trusted,)


def test_going_back_and_forth_by_force_does_not_go_round_for_ever():
    steps = (push(NOWHERE, sha("a"), 1), push(sha("a"), sha("b"), 2), push(sha("b"), sha("a"), 3))
    found = trail(sha("a"), steps, ())
    assert [step.at for step in found.pushes] == [later(3), later(2), later(1)]
    assert found.ends_at is None


def test_the_same_movement_made_twice_is_two_pushes():
    steps = (
        push(NOWHERE, sha("a"), 1),
        push(sha("a"), sha("b"), 2),
        push(sha("b"), sha("a"), 3),
        push(sha("a"), sha("b"), 4, pusher="dave"),
    )
    found = trail(sha("b"), steps, ())
    assert [step.pusher for step in found.pushes] == ["dave", "carol", "carol", "carol"]
    assert found.ends_at is None


def test_a_push_told_about_fills_a_gap_of_the_list():
    assert trail(sha("b"), (push(sha("a"), sha("b"), 2),), (push(NOWHERE, sha("a"), 1),)).ends_at is None


def test_what_waits_on_a_branch_besides_a_merge_came_by_the_other_pushes():
    own, past, old = push(sha("b"), sha("c"), 3), push(sha("a"), sha("b"), 2), push(NOWHERE, sha("a"), 1)
    followed = Trail(pushes=(own, past, old), ends_at=None)
    assert waiting_besides(followed, frozenset({sha("c")}), sha("c")) == ()
    assert waiting_besides(followed, frozenset({sha("c"), sha("b")}), sha("c")) == (past,)
    assert waiting_besides(followed, frozenset({sha("c")}), sha("a")) == (own,)
    assert waiting_besides(followed, frozenset({sha("d")}), sha("c")) is None


def test_a_source_is_followed_from_the_newest_commit_a_head_was_moved_to():
    source = (push(sha("b"), sha("c"), 3), push(sha("a"), sha("b"), 2), push(NOWHERE, sha("a"), 1))
    cut, on = push(NOWHERE, sha("a"), 4), push(sha("a"), sha("b"), 5)
    assert carried_over(source, (cut,)) == sha("a")
    assert carried_over(source, (on, cut)) == sha("b")
    assert carried_over(source, (push(NOWHERE, sha("d"), 6),)) == ""
