from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tidegate.core.windows.model import Interval
from tidegate.core.windows.walls import joined, spans, spans_of_day

MINUTE = timedelta(minutes=1)
ZONES = st.sampled_from(
    ["UTC", "Asia/Seoul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "America/St_Johns"]
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_an_ordinary_day_is_one_interval():
    (span,) = spans_of_day(date(2026, 11, 24), time(9), time(17), "Asia/Seoul")
    assert (span.start, span.end) == (utc(2026, 11, 24, 0), utc(2026, 11, 24, 8))


def test_an_end_that_is_not_after_the_start_is_on_the_next_day():
    (span,) = spans_of_day(date(2026, 11, 24), time(22), time(6), "UTC")
    assert (span.start, span.end) == (utc(2026, 11, 24, 22), utc(2026, 11, 25, 6))


def test_the_day_the_clock_jumps_has_23_hours():
    (span,) = spans_of_day(date(2026, 3, 29), time(0), time(0), "Europe/Berlin")
    assert span.end - span.start == timedelta(hours=23)


def test_hours_the_wall_never_shows_are_no_interval():
    assert spans_of_day(date(2026, 3, 29), time(2, 15), time(2, 45), "Europe/Berlin") == ()


def test_hours_the_wall_shows_twice_are_two_intervals():
    found = spans_of_day(date(2026, 10, 25), time(2, 15), time(2, 45), "Europe/Berlin")
    assert [(span.start, span.end) for span in found] == [
        (utc(2026, 10, 25, 0, 15), utc(2026, 10, 25, 0, 45)),
        (utc(2026, 10, 25, 1, 15), utc(2026, 10, 25, 1, 45)),
    ]


# Days on which one of the zones changes its clock, at 2, at midnight, and one minute after midnight (St. John's, 2008).
CHANGES = st.sampled_from(
    [date(2008, 3, 9), date(2008, 11, 2), date(2026, 3, 29), date(2026, 10, 25), date(2026, 4, 5), date(2026, 10, 4)]
)


@given(
    zone=ZONES,
    day=CHANGES,
    begin=st.integers(-24 * 60, 36 * 60),
    length=st.integers(1, 30 * 60),
)
@settings(max_examples=60, deadline=None)
def test_an_instant_is_inside_exactly_when_the_wall_shows_a_time_inside(zone, day, begin, length):
    here = ZoneInfo(zone)
    opening = datetime.combine(day, time(0)) + begin * MINUTE
    closing = opening + length * MINUTE
    found = spans(opening, closing, here)
    instant = opening.replace(tzinfo=UTC) - timedelta(hours=15)
    while instant < closing.replace(tzinfo=UTC) + timedelta(hours=15):
        wall = instant.astimezone(here).replace(tzinfo=None)
        assert any(span.start <= instant < span.end for span in found) is (opening <= wall < closing)
        instant += 15 * MINUTE


def test_intervals_that_touch_or_overlap_become_one():
    hours = [utc(2026, 11, 24, hour) for hour in range(6)]
    found = joined(Interval(start=hours[a], end=hours[b]) for a, b in [(4, 5), (1, 2), (0, 1), (0, 2), (2, 3)])
    assert found == (Interval(start=hours[0], end=hours[3]), Interval(start=hours[4], end=hours[5]))
