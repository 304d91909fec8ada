from datetime import time

import pytest

from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.hours import Hours, clock, split_hours, zone


@pytest.mark.parametrize(
    ("text", "what", "hours"),
    [
        ("x y 15:00-18:00 KST", "x y", Hours(start=time(15), end=time(18), zone="Asia/Seoul")),
        ("x 15:00-24:00", "x", Hours(start=time(15), end=time(0), zone="UTC")),
        ("x 22:00-06:00", "x", Hours(start=time(22), end=time(6), zone="UTC")),
        ("x KST", "x", Hours(zone="Asia/Seoul")),
        ("x Europe/Berlin", "x", Hours(zone="Europe/Berlin")),
        ("x y", "x y", Hours(zone="UTC")),
        ("KST", "KST", Hours(zone="UTC")),
    ],
)
def test_hours_and_zone_stand_at_the_end_and_may_be_missing(text, what, hours):
    assert split_hours(text, "UTC") == (what, hours)


def test_a_day_without_hours_is_whole():
    assert split_hours("x", "UTC")[1].whole_day
    assert not split_hours("x 15:00-18:00", "UTC")[1].whole_day


@pytest.mark.parametrize("text", ["x 15:00-15:00", "x 25:00-26:00", "x 15:60-18:00", "x 15:00-18:00 Mars", "x CST"])
def test_hours_that_cannot_be_are_refused(text):
    with pytest.raises(PhraseError):
        split_hours(text, "UTC")


def test_a_time_of_day_may_have_one_digit():
    assert clock("9:05") == time(9, 5)


def test_a_zone_nobody_knows_is_refused_with_the_nearest():
    with pytest.raises(PhraseError, match="Asia/Seoul"):
        zone("Asia/Seol")
