from tidegate.core.known import Unknown, added

LOST, LATER = Unknown(unknown_because="GitHub answered 502"), Unknown(unknown_because="it is still running")


def test_what_is_known_adds_up_and_nothing_is_zero():
    assert added([1, 2, 3], 0) == 6
    assert added([], 0) == 0


def test_the_first_part_nobody_knows_is_the_reason_for_the_sum():
    assert added([1, LOST, LATER], 0) is LOST
