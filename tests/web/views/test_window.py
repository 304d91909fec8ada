from datetime import datetime
from zoneinfo import ZoneInfo

from tidegate.core.windows.model import Calendar, Interval, Restriction, Window
from tidegate.core.windows.phrases import parse
from tidegate.web.views.window import window_view

SEOUL = ZoneInfo("Asia/Seoul")
WORKDAYS = Window(allowed=(parse("Mon-Thu 09:00-17:00 KST", "UTC"),))


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=SEOUL)


def test_an_open_window_says_until_when():
    shown = window_view(WORKDAYS, "UTC", at(24, 10))
    assert (shown.badge.text, shown.until) == ("Open now", "until Tue 2026-11-24 17:00 KST")


def test_a_closed_window_says_when_it_opens_in_its_own_zone():
    shown = window_view(WORKDAYS, "UTC", at(27, 10))
    assert (shown.badge.text, shown.until) == ("Closed now", "opens Mon 2026-11-30 09:00 KST")
    assert shown.words == "open Mon-Thu 09:00-17:00 KST"


def test_a_window_that_never_changes_has_no_until():
    shown = window_view(Window(allowed=(parse("24/7", "UTC"),)), "UTC", at(24, 10))
    assert (shown.badge.text, shown.words, shown.until, shown.because) == ("Open now", "24/7", "", "")


def test_a_restriction_gives_its_reason():
    holidays = Restriction(phrase=parse("2026-11-20 ~ 2026-11-26", "Asia/Seoul"), because="가을 동결")
    shown = window_view(Window(allowed=WORKDAYS.allowed, restrictions=(holidays,)), "Asia/Seoul", at(24, 10))
    assert (shown.badge.text, shown.because) == ("Closed now", "가을 동결")


def test_a_window_only_a_calendar_knows_is_neither_open_nor_closed_without_one():
    lunar = Window(allowed=(parse("24/7", "UTC"),), restrictions=(Restriction(phrase=parse("holidays: KR", "UTC")),))
    shown = window_view(lunar, "UTC", at(24, 10))
    assert (shown.badge.text, shown.because) == ("Not known", "no calendar says when holidays: KR is")
    known = Calendar(span=Interval(start=at(1, 0), end=at(30, 0)), known={"holidays: KR": ()})
    assert window_view(lunar, "UTC", at(24, 10), known).badge.text == "Open now"
