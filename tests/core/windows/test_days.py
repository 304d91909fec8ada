"""The days of every kind of phrase, held against another implementation of recurring days over a hundred years."""

from datetime import date, datetime

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from tidegate.core.windows.days import days_of
from tidegate.core.windows.model import MIDNIGHT, Dates, Monthly, Weekly, Yearly
from tidegate.core.windows.phrases import parse

FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
WHOLE_DAY = {"start": MIDNIGHT, "end": MIDNIGHT, "zone": "UTC", "text": "x"}


def by_dateutil(frequency, **parts):
    begin, end = datetime.combine(FIRST, MIDNIGHT), datetime.combine(LAST, MIDNIGHT)
    return [found.date() for found in rrule.rrule(frequency, dtstart=begin, until=end, **parts)]


@given(days=st.frozensets(st.integers(0, 6), min_size=1))
@settings(max_examples=10, deadline=None)
def test_days_of_the_week_come_as_a_weekly_rule_says(days):
    expected = by_dateutil(rrule.WEEKLY, byweekday=sorted(days))
    assert list(days_of(Weekly(days=days, **WHOLE_DAY), FIRST, LAST)) == expected


@pytest.mark.parametrize("nth", [1, 2, 3, 4, 5, -1])
@given(weekday=st.integers(0, 6))
@settings(max_examples=7, deadline=None)
def test_the_nth_weekday_comes_as_a_monthly_rule_says(nth, weekday):
    counted = rrule.weekday(weekday, nth)
    expected = by_dateutil(rrule.MONTHLY, byweekday=counted)
    assert list(days_of(Monthly(nth=nth, weekday=weekday, **WHOLE_DAY), FIRST, LAST)) == expected


@given(nth=st.one_of(st.integers(1, 31), st.just(-1)))
@settings(max_examples=32, deadline=None)
def test_the_nth_day_comes_as_a_monthly_rule_says(nth):
    expected = by_dateutil(rrule.MONTHLY, bymonthday=nth)
    assert list(days_of(Monthly(nth=nth, weekday=None, **WHOLE_DAY), FIRST, LAST)) == expected


@given(day=st.dates(date(2000, 1, 1), date(2000, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_a_day_of_the_year_comes_as_a_yearly_rule_says(day):
    expected = by_dateutil(rrule.YEARLY, bymonth=day.month, bymonthday=day.day)
    assert list(days_of(Yearly(month=day.month, day=day.day, **WHOLE_DAY), FIRST, LAST)) == expected


@pytest.mark.parametrize(
    ("text", "frequency", "parts"),
    [
        ("매월 마지막 금요일", rrule.MONTHLY, {"byweekday": rrule.FR(-1)}),
        ("last Friday of every month", rrule.MONTHLY, {"byweekday": rrule.FR(-1)}),
        ("매월 첫째 월요일", rrule.MONTHLY, {"byweekday": rrule.MO(1)}),
        ("매월 둘째 화요일", rrule.MONTHLY, {"byweekday": rrule.TU(2)}),
        ("매월 셋째 수요일", rrule.MONTHLY, {"byweekday": rrule.WE(3)}),
        ("매월 넷째 목요일", rrule.MONTHLY, {"byweekday": rrule.TH(4)}),
        ("first Monday of every month", rrule.MONTHLY, {"byweekday": rrule.MO(1)}),
        ("매주 금요일", rrule.WEEKLY, {"byweekday": rrule.FR}),
        ("every Friday", rrule.WEEKLY, {"byweekday": rrule.FR}),
        ("매월 1일", rrule.MONTHLY, {"bymonthday": 1}),
        ("1st of every month", rrule.MONTHLY, {"bymonthday": 1}),
        ("매월 말일", rrule.MONTHLY, {"bymonthday": -1}),
        ("last day of every month", rrule.MONTHLY, {"bymonthday": -1}),
        ("매년 12월 25일", rrule.YEARLY, {"bymonth": 12, "bymonthday": 25}),
        ("every December 25", rrule.YEARLY, {"bymonth": 12, "bymonthday": 25}),
    ],
)
def test_what_people_write_means_the_days_a_rule_means(text, frequency, parts):
    assert list(days_of(parse(text, "UTC"), FIRST, LAST)) == by_dateutil(frequency, **parts)


@given(first=st.dates(FIRST, LAST), length=st.integers(0, 100), begin=st.dates(FIRST, LAST), ahead=st.integers(0, 400))
def test_a_part_of_the_calendar_has_the_days_that_lie_in_it(first, length, begin, ahead):
    end = date.fromordinal(begin.toordinal() + ahead)
    last = date.fromordinal(first.toordinal() + length)
    for phrase in (
        Dates(first=first, last=last, zone="UTC", text="x"),
        parse("매월 마지막 금요일", "UTC"),
        parse("매년 2월 29일", "UTC"),
    ):
        whole = list(days_of(phrase, date(1999, 12, 1), date(2105, 1, 1)))
        assert list(days_of(phrase, begin, end)) == [day for day in whole if begin <= day <= end]
