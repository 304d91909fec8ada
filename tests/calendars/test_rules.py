from datetime import date, datetime, time, timedelta
from time import process_time

import pytest
from dateutil.rrule import rrulestr

from tidegate.calendars.rules import days_of_rule
from tidegate.core.windows.phrases import parse

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)


def days(text: str, first: date = FIRST, last: date = LAST) -> list[date]:
    return list(days_of_rule(parse(text, "UTC"), first, last))


def test_a_rule_names_its_days():
    assert days("RRULE:FREQ=MONTHLY;BYDAY=-1FR", date(2026, 11, 1), date(2027, 1, 31)) == [
        date(2026, 11, 27),
        date(2026, 12, 25),
        date(2027, 1, 29),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR;WKST=SU",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYYEARDAY=100,-1",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
    ],
)
def test_days_are_those_of_any_year_as_dateutil_names_them(rule):
    begin, end = (datetime.combine(day, time(0)) for day in (date(2000, 1, 1), date(2100, 12, 31)))
    expected = [day.date() for day in rrulestr(rule, dtstart=begin).between(begin, end, inc=True)]
    assert days(f"RRULE:{rule}", date(2000, 1, 1), date(2100, 12, 31)) == expected


def test_a_rule_with_a_first_day_counts_from_it():
    fortnight = days("DTSTART:20260105 RRULE:FREQ=WEEKLY;INTERVAL=2", date(2026, 11, 1), date(2026, 12, 1))
    assert fortnight == [date(2026, 1, 5) + timedelta(weeks=2) * n for n in (22, 23)]
    assert len(days("DTSTART:20260105 RRULE:FREQ=DAILY;COUNT=10")) == 10


def test_a_rule_ends_with_its_last_day():
    assert days("RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20260109") == [date(2026, 1, 2), date(2026, 1, 9)]
    assert days("RRULE:FREQ=DAILY;UNTIL=20251231") == []


@pytest.mark.parametrize(
    "text",
    [
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "DTSTART:20260105 RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU",
    ],
)
def test_a_rule_that_never_comes_is_given_up_soon(text):
    begin = process_time()
    assert days(text) == []
    assert process_time() - begin < 1  # Dateutil alone looks for seconds.
