from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule

from tidegate.core.windows.model import NO_CALENDAR, Always, Calendar, Interval
from tidegate.core.windows.occurrences import FOR_EVER, HORIZON_DAYS, covering, following
from tidegate.core.windows.phrases import parse

SEOUL = ZoneInfo("Asia/Seoul")


def seoul(month: int, day: int, hour: int = 0) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("text", "now", "until", "begins"),
    [
        ("매월 마지막 금요일", seoul(11, 24), None, seoul(11, 27)),
        ("매월 마지막 금요일", seoul(11, 27, 12), seoul(11, 28), seoul(12, 25)),
        ("매주 금요일 15:00-18:00 KST", seoul(11, 27, 15), seoul(11, 27, 18), seoul(12, 4, 15)),
        ("매월 말일 22:00-02:00", seoul(12, 1, 1), seoul(12, 1, 2), seoul(12, 31, 22)),
        ("every December 25", seoul(11, 24), None, seoul(12, 25)),
        ("2026-11-20 ~ 2026-12-05", seoul(11, 24), seoul(12, 6), None),
        ("2026-11-20 ~ 2026-12-05 09:00-12:00", seoul(11, 24, 10), seoul(11, 24, 12), seoul(11, 25, 9)),
        ("2020-01-01", seoul(11, 24), None, None),
    ],
)
def test_a_phrase_holds_until_its_end_and_begins_again(text, now, until, begins):
    phrase = parse(text, "Asia/Seoul")
    assert covering(phrase, now, NO_CALENDAR) == until
    assert following(phrase, now, NO_CALENDAR) == begins


def test_always_holds_for_ever_and_never_begins():
    assert covering(Always(), seoul(11, 24), NO_CALENDAR) == FOR_EVER
    assert following(Always(), seoul(11, 24), NO_CALENDAR) is None


def test_a_calendar_knows_what_cannot_be_computed():
    phrase = parse("holidays: KR", "Asia/Seoul")
    days = (
        Interval(start=seoul(12, 25), end=seoul(12, 26)),
        Interval(start=seoul(12, 31), end=datetime(2027, 1, 2, tzinfo=SEOUL)),
    )
    calendar = Calendar(
        span=Interval(start=seoul(11, 1), end=datetime(2027, 12, 1, tzinfo=UTC)), known={phrase.text: days}
    )
    assert covering(phrase, seoul(12, 25, 9), calendar) == seoul(12, 26)
    assert covering(phrase, seoul(12, 26), calendar) is None
    assert following(phrase, seoul(11, 1), calendar) == seoul(12, 25)
    assert following(phrase, seoul(12, 25), calendar) == seoul(12, 31)
    assert following(phrase, seoul(12, 31), calendar) is None


def test_what_no_calendar_was_asked_about_neither_holds_nor_begins():
    phrase = parse("holidays: KR", "Asia/Seoul")
    assert covering(phrase, seoul(12, 25), NO_CALENDAR) is None
    assert following(phrase, seoul(12, 25), NO_CALENDAR) is None


RECURRING = {
    "every Friday": (rrule.WEEKLY, {"byweekday": rrule.FR}),
    "매월 마지막 금요일": (rrule.MONTHLY, {"byweekday": rrule.FR(-1)}),
    "second Sunday of every month": (rrule.MONTHLY, {"byweekday": rrule.SU(2)}),
    "매월 말일": (rrule.MONTHLY, {"bymonthday": -1}),
    "every February 29": (rrule.YEARLY, {"bymonth": 2, "bymonthday": 29}),
}


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("text", RECURRING)
def test_beginnings_of_a_hundred_years_are_those_of_a_rule_on_the_clock_of_the_zone(text, zone):
    frequency, parts = RECURRING[text]
    here, first = ZoneInfo(zone), datetime.combine(date(2000, 1, 1), time(9, 30))
    named = rrule.rrule(frequency, dtstart=first, until=datetime.combine(date(2100, 12, 31), time(23)), **parts)
    expected = [wall.replace(tzinfo=here).astimezone(UTC) for wall in named]
    phrase = parse(f"{text} 09:30-17:00 {zone}", "UTC")
    moment = expected[0] - timedelta(minutes=1)
    for beginning in expected:
        far = beginning - timedelta(days=HORIZON_DAYS - 2)  # A leap day is beyond the horizon for years.
        moment = following(phrase, max(moment, far), NO_CALENDAR)
        assert moment == beginning
