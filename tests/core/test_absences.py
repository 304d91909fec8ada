import pytest

from support.decisions import absence
from tidegate.core.absences import has_made_room
from tidegate.core.people import Role

LEAD = Role(name="lead", logins=frozenset({"kim"}), deputies=frozenset({"lee"}))


@pytest.mark.parametrize(
    ("away", "made_room"),
    [
        ({}, False),
        (absence("kim"), False),
        (absence("kim", by="lee"), True),
        (absence("kim", by="choi"), False),
        (absence("kim", by=""), False),
        (absence("park", by="lee"), False),
    ],
)
def test_who_marks_a_holder_away_has_emptied_the_seat(away, made_room):
    assert has_made_room("lee", LEAD, away) == made_room


def test_an_absence_is_the_persons_own_word_or_somebody_elses():
    assert absence("kim")["kim"].is_own
    assert not absence("kim", by="lee")["kim"].is_own
    assert not absence("kim", by="")["kim"].is_own
