from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidegate.core.windows.intervals import closed_by, closes_at, is_open, next_opening, undecided_by
from tidegate.core.windows.model import (
    MIDNIGHT,
    Always,
    Calendar,
    Dates,
    Interval,
    Monthly,
    Restriction,
    Weekly,
    Window,
    Yearly,
)
from tidegate.core.windows.phrases import parse

SEOUL = ZoneInfo("Asia/Seoul")
WORKDAYS = Window(allowed=(parse("Mon-Thu 09:00-17:00 KST", "UTC"),))
CHRISTMAS = Restriction(phrase=parse("2026-12-24 ~ 2026-12-26", "Asia/Seoul"), because="Christmas")
MINUTE = timedelta(minutes=1)


def seoul(day: int, hour: int, minute: int = 0, second: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, second, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("now", "answer"),
    [
        (seoul(23, 8, 59, 59), False),
        (seoul(23, 9), True),
        (seoul(26, 16, 59, 59), True),
        (seoul(26, 17), False),
        (seoul(27, 12), False),
    ],
)
def test_the_start_is_included_and_the_end_is_not(now, answer):
    assert is_open(WORKDAYS, now) is answer


def test_a_closed_window_opens_after_the_weekend():
    assert next_opening(WORKDAYS, seoul(26, 17)) == seoul(30, 9)


def test_an_open_window_opens_now():
    assert next_opening(WORKDAYS, seoul(24, 12)) == seoul(24, 12)


def test_an_open_window_closes_at_its_end():
    assert closes_at(WORKDAYS, seoul(24, 12)) == seoul(24, 17)


def test_a_closed_window_has_no_closing():
    assert closes_at(WORKDAYS, seoul(27, 12)) is None


def test_always_never_closes():
    assert closes_at(Window(allowed=(Always(),)), seoul(24, 12)) is None


def test_a_restriction_closes_whole_days_in_its_zone():
    window = Window(allowed=(Always(),), restrictions=(CHRISTMAS,))
    assert is_open(window, seoul(23, 23, 59, 59, month=12))
    assert closed_by(window, seoul(24, 0, month=12)) is CHRISTMAS
    assert next_opening(window, seoul(24, 0, month=12)) == seoul(27, 0, month=12)
    assert closes_at(window, seoul(1, 0, month=12)) == seoul(24, 0, month=12)


def test_a_window_that_never_opens_says_so():
    past = Window(allowed=(parse("2020-01-01", "UTC"),))
    assert next_opening(past, seoul(24, 12)) is None
    assert next_opening(Window(allowed=()), seoul(24, 12)) is None


def test_a_night_window_belongs_to_the_day_it_starts():
    night = Window(allowed=(parse("Fri 22:00-06:00", "UTC"),))
    assert is_open(night, datetime(2026, 11, 28, 5, 59, tzinfo=UTC))
    assert not is_open(night, datetime(2026, 11, 27, 5, 59, tzinfo=UTC))


def test_a_start_that_the_clock_skips_opens_when_the_clock_has_jumped():
    window = Window(allowed=(parse("Sun 02:30-04:00 Europe/Berlin", "UTC"),))
    assert next_opening(window, datetime(2026, 3, 29, 0, 0, tzinfo=UTC)) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_an_hour_that_happens_twice_is_open_twice():
    window = Window(allowed=(parse("Sun 02:15-02:45 Europe/Berlin", "UTC"),))
    first, second = datetime(2026, 10, 25, 0, 15, tzinfo=UTC), datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert next_opening(window, first - MINUTE) == first
    assert closes_at(window, first) == first + 30 * MINUTE
    assert next_opening(window, first + 30 * MINUTE) == second


LUNAR = parse("holidays: KR", "Asia/Seoul")
HOLIDAYS = Window(allowed=WORKDAYS.allowed, restrictions=(Restriction(phrase=LUNAR, because="공휴일"),))
SPAN = Interval(start=seoul(23, 0), end=seoul(31, 0, month=12))
CHRISTMAS_DAY = Interval(start=seoul(24, 0, month=12), end=seoul(26, 0, month=12))


def knowing(*intervals: Interval) -> Calendar:
    return Calendar(span=SPAN, known={"holidays: KR": intervals})


def test_what_a_calendar_says_closes():
    calendar = knowing(Interval(start=seoul(24, 0), end=seoul(25, 0)), CHRISTMAS_DAY)
    assert closed_by(HOLIDAYS, seoul(24, 10), calendar) == HOLIDAYS.restrictions[0]
    assert next_opening(HOLIDAYS, seoul(24, 10), calendar) == seoul(25, 9)
    assert is_open(HOLIDAYS, seoul(25, 10), calendar)
    assert undecided_by(HOLIDAYS, seoul(24, 10), calendar) is None


def test_what_a_calendar_says_closes_an_open_window_early():
    always = Window(allowed=(Always(),), restrictions=HOLIDAYS.restrictions)
    assert closes_at(always, seoul(24, 10), knowing(CHRISTMAS_DAY)) == CHRISTMAS_DAY.start


def test_a_window_nobody_asked_the_calendar_about_is_not_open():
    assert not is_open(HOLIDAYS, seoul(24, 10))
    assert next_opening(HOLIDAYS, seoul(24, 10)) is None
    assert closes_at(HOLIDAYS, seoul(24, 10)) is None
    assert undecided_by(HOLIDAYS, seoul(24, 10)) == LUNAR


def test_a_window_is_not_open_past_the_days_the_calendar_was_asked_about():
    assert not is_open(HOLIDAYS, seoul(31, 10, month=12), knowing())
    assert undecided_by(HOLIDAYS, seoul(31, 10, month=12), knowing()) == LUNAR
    assert next_opening(HOLIDAYS, seoul(30, 17, month=12), knowing()) is None


def test_a_window_closed_anyway_needs_no_calendar_to_say_so():
    assert undecided_by(HOLIDAYS, seoul(27, 10)) is None
    closed = Window(allowed=(Always(),), restrictions=(*HOLIDAYS.restrictions, CHRISTMAS))
    assert closed_by(closed, seoul(24, 10, month=12)) is CHRISTMAS
    assert undecided_by(closed, seoul(24, 10, month=12)) is None


def test_days_only_a_calendar_knows_may_open_a_window():
    window = Window(allowed=(LUNAR,))
    assert undecided_by(window, seoul(24, 10)) == LUNAR
    assert next_opening(window, seoul(24, 10), knowing(CHRISTMAS_DAY)) == CHRISTMAS_DAY.start
    assert closes_at(window, seoul(24, 10, month=12), knowing(CHRISTMAS_DAY)) == CHRISTMAS_DAY.end
    assert undecided_by(window, seoul(24, 10), knowing(CHRISTMAS_DAY)) is None


def naive_open(window: Window, now: datetime) -> bool:
    """What somebody would do with a calendar and a clock on the wall, one minute at a time."""
    restricted = any(naive_holds(restriction.phrase, now) for restriction in window.restrictions)
    return not restricted and any(naive_holds(phrase, now) for phrase in window.allowed)


def naive_holds(phrase, now: datetime) -> bool:
    if isinstance(phrase, Always):
        return True
    wall = now.astimezone(ZoneInfo(phrase.zone)).replace(tzinfo=None)
    for back in (0, 1):
        day = wall.date() - timedelta(back)
        begin = datetime.combine(day, phrase.start)
        end = datetime.combine(day + timedelta(phrase.end <= phrase.start), phrase.end)
        if begins_on(phrase, day) and begin <= wall < end:
            return True
    return False


def begins_on(phrase, day: date) -> bool:
    match phrase:
        case Weekly():
            return day.weekday() in phrase.days
        case Dates():
            return phrase.first <= day <= phrase.last
        case Yearly():
            return (day.month, day.day) == (phrase.month, phrase.day)
        case Monthly(weekday=None):
            return day.day == (monthrange(day.year, day.month)[1] if phrase.nth == -1 else phrase.nth)
        case Monthly():
            same = [
                d
                for d in range(1, monthrange(day.year, day.month)[1] + 1)
                if day.replace(day=d).weekday() == phrase.weekday
            ]
            return day.day in same[phrase.nth - 1 if phrase.nth > 0 else -1 :][:1]


ZONES = st.sampled_from(
    ["UTC", "Asia/Seoul", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut"]
)
CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
# Around the changes of the clock in Berlin, New York, Lord Howe and Beirut, and on ordinary days.
DAYS = st.sampled_from(
    [
        date(2026, 3, 7),
        date(2026, 3, 28),
        date(2026, 4, 4),
        date(2026, 7, 1),
        date(2026, 10, 3),
        date(2026, 10, 24),
        date(2026, 10, 31),
    ]
)
WEEKLIES = st.builds(
    Weekly,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    start=CLOCKS,
    end=CLOCKS,
    zone=ZONES,
    text=st.just("weekly"),
)
SPANS = st.builds(
    lambda first, days, hours, zone: Dates(
        first=first, last=first + timedelta(days), start=hours[0], end=hours[1], zone=zone, text="dates"
    ),
    DAYS,
    st.integers(0, 2),
    st.one_of(st.just((MIDNIGHT, MIDNIGHT)), st.tuples(CLOCKS, CLOCKS)),
    ZONES,
)
# The first, second and last of a weekday, the first and the last day of the month, and dates round the clock changes.
MONTHLIES = st.builds(
    Monthly,
    nth=st.sampled_from([1, 2, -1]),
    weekday=st.one_of(st.none(), st.sampled_from([3, 5, 6])),
    start=CLOCKS,
    end=CLOCKS,
    zone=ZONES,
    text=st.just("monthly"),
)
YEARLIES = st.builds(
    lambda day, start, end, zone: Yearly(month=day.month, day=day.day, start=start, end=end, zone=zone, text="yearly"),
    DAYS,
    CLOCKS,
    CLOCKS,
    ZONES,
)
COMPUTED = st.one_of(WEEKLIES, SPANS, MONTHLIES, YEARLIES)
PHRASES = st.one_of(COMPUTED, st.just(Always()))
WINDOWS = st.builds(
    Window,
    allowed=st.lists(PHRASES, min_size=1, max_size=2).map(tuple),
    restrictions=st.lists(st.builds(Restriction, phrase=COMPUTED), max_size=2).map(tuple),
)
NOWS = st.builds(
    lambda day, minute: datetime.combine(day, time(0), tzinfo=UTC) + minute * MINUTE, DAYS, st.integers(0, 2 * 24 * 60)
)


@given(window=WINDOWS, now=NOWS)
@settings(max_examples=60, deadline=None)
def test_openings_and_closings_are_those_found_by_walking_minute_by_minute(window, now):
    walked = [now + n * MINUTE for n in range(2 * 24 * 60)]
    states = [naive_open(window, moment) for moment in walked]
    assert is_open(window, now) is states[0]
    opening = next((moment for moment, state in zip(walked, states, strict=True) if state), None)
    found = next_opening(window, now)
    assert found == opening if opening else (found is None or found > walked[-1])
    if states[0]:
        closing = next((moment for moment, state in zip(walked, states, strict=True) if not state), None)
        closes = closes_at(window, now)
        assert closes == closing if closing else (closes is None or closes > walked[-1])
