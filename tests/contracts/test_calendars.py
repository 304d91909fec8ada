"""What every calendar promises. There is one."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tidegate.calendars.local import LocalCalendars
from tidegate.core.windows.model import Interval
from tidegate.core.windows.phrases import parse
from tidegate.ports.calendars import Calendars

SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture(params=[LocalCalendars])
def calendars(request) -> Calendars:
    return request.param()


def looked_up(calendars: Calendars, *texts: str, first: date = date(2026, 12, 1), last: date = date(2027, 1, 31)):
    return calendars.look_up([parse(text, "Asia/Seoul") for text in texts], first, last)


def seoul(month: int, day: int, hour: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SEOUL)


def test_only_phrases_that_need_a_calendar_are_looked_up(calendars):
    found = looked_up(calendars, "24/7", "Mon-Thu 09:00-17:00", "2026-12-24", "매월 말일", "holidays: KR")
    assert set(found.known) == {"holidays: KR"}


def test_whole_days_are_days_of_the_phrases_zone(calendars):
    found = looked_up(calendars, "holidays: KR")
    assert found.known["holidays: KR"][0] == Interval(start=seoul(12, 25), end=seoul(12, 26))


def test_the_time_asked_about_is_told(calendars):
    span = looked_up(calendars, "holidays: KR").span
    assert span == Interval(start=datetime(2026, 12, 1, tzinfo=UTC), end=datetime(2027, 2, 1, tzinfo=UTC))


def test_a_day_of_another_zone_that_reaches_into_the_time_is_there(calendars):
    # 1 January in Honolulu goes on to 10:00 UTC of 2 January.
    found = looked_up(calendars, "holidays: US Pacific/Honolulu", first=date(2027, 1, 2), last=date(2027, 1, 10))
    assert found.known["holidays: US Pacific/Honolulu"][0].end == datetime(2027, 1, 2, 10, tzinfo=UTC)


def test_days_in_a_row_are_one_interval(calendars):
    found = looked_up(calendars, "holidays: KR", first=date(2026, 9, 20), last=date(2026, 9, 30))
    assert found.known["holidays: KR"] == (Interval(start=seoul(9, 24), end=seoul(9, 27)),)


def test_hours_behind_a_phrase_are_hours_of_those_days(calendars):
    text = "RRULE:FREQ=MONTHLY;BYDAY=-1FR 15:00-18:00 KST"
    found = looked_up(calendars, text)
    assert Interval(start=seoul(12, 25, 15), end=seoul(12, 25, 18)) in found.known[text]


def test_what_nobody_knows_is_left_out(calendars):
    found = looked_up(calendars, "holidays: KR", "RRULE:FREQ=DAILY", first=date(2100, 12, 1), last=date(2101, 1, 31))
    assert set(found.known) == {"RRULE:FREQ=DAILY"}
