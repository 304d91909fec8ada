import pytest

from tidegate.core.windows.model import Restriction, Window
from tidegate.core.windows.phrases import parse


def window(*allowed: str, closed: tuple[str, ...] = ()) -> Window:
    restrictions = tuple(Restriction(phrase=parse(text, "Asia/Seoul")) for text in closed)
    return Window(allowed=tuple(parse(text, "UTC") for text in allowed), restrictions=restrictions)


@pytest.mark.parametrize(
    ("made", "zone"),
    [
        (window("Mon 09:00-17:00 KST"), "Asia/Seoul"),
        (window("24/7", "Mon 09:00-17:00 Europe/Berlin"), "Europe/Berlin"),
        (window("24/7", closed=("매월 말일",)), "America/New_York"),
    ],
)
def test_the_zone_of_a_window_is_that_of_its_hours(made, zone):
    assert made.zone("America/New_York") == zone


def test_phrases_of_a_window_are_those_that_open_it_and_those_that_close_it():
    assert [phrase.text for phrase in window("24/7", closed=("매월 말일", "holidays: KR")).phrases] == [
        "24/7",
        "매월 말일",
        "holidays: KR",
    ]
