from dataclasses import replace

from tidegate.core.known import NOT_ASKED, Unknown, added, nobody_asked

LOST, LATER = Unknown(unknown_because="GitHub answered 502"), Unknown(unknown_because="it is still running")


def test_what_is_known_adds_up_and_nothing_is_zero():
    assert added([1, 2, 3], 0) == 6
    assert added([], 0) == 0


def test_the_first_part_nobody_knows_is_the_reason_for_the_sum():
    assert added([1, LOST, LATER], 0) is LOST


def test_what_nobody_asked_for_is_told_from_what_could_not_be_said_in_decisions_of_old_too():
    assert nobody_asked(NOT_ASKED)
    assert nobody_asked(replace(NOT_ASKED, unknown_because="nobody asked for it"))
    assert not any(map(nobody_asked, (LOST, (), None)))
