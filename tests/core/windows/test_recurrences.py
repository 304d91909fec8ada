from datetime import time

import pytest

from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.model import MIDNIGHT, Monthly, Weekly, Yearly
from tidegate.core.windows.phrases import parse

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


@pytest.mark.parametrize(
    ("text", "nth", "weekday"),
    [
        ("매월 마지막 금요일", -1, FRI),
        ("매달 마지막 금요일", -1, FRI),
        ("last Friday of every month", -1, FRI),
        ("the last friday of the month", -1, FRI),
        ("every last Fri of each month", -1, FRI),
        ("매월 첫째 월요일", 1, MON),
        ("매월 첫 번째 월요일", 1, MON),
        ("매월 첫 월요일", 1, MON),
        ("first Monday of every month", 1, MON),
        ("1st Monday of every month", 1, MON),
        ("매월 둘째 화요일", 2, TUE),
        ("매월 셋째 수요일", 3, WED),
        ("매월 3번째 수요일", 3, WED),
        ("매월 넷째 목", 4, THU),
        ("second Tuesday of every month", 2, TUE),
        ("3rd Wed of every month", 3, WED),
        ("fifth Sunday of every month", 5, SUN),
        ("매월 다섯째 일요일", 5, SUN),
        ("매월 1일", 1, None),
        ("매월 31일", 31, None),
        ("매월 말일", -1, None),
        ("매월 마지막 날", -1, None),
        ("1st of every month", 1, None),
        ("15th day of every month", 15, None),
        ("first day of every month", 1, None),
        ("last day of every month", -1, None),
        ("the last day of each month", -1, None),
    ],
)
def test_days_of_a_month_are_read_in_english_and_korean(text, nth, weekday):
    assert parse(text, "Asia/Seoul") == Monthly(
        nth=nth, weekday=weekday, start=MIDNIGHT, end=MIDNIGHT, zone="Asia/Seoul", text=text
    )


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("매년 12월 25일", 12, 25),
        ("매년 1월1일", 1, 1),
        ("every December 25", 12, 25),
        ("every Dec 25th", 12, 25),
        ("every year on December 25", 12, 25),
        ("every 25 December", 12, 25),
        ("every 25th of December", 12, 25),
        ("every February 29", 2, 29),
    ],
)
def test_days_of_a_year_are_read_in_english_and_korean(text, month, day):
    assert parse(text, "UTC") == Yearly(month=month, day=day, start=MIDNIGHT, end=MIDNIGHT, zone="UTC", text=text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("매주 금요일", {FRI}),
        ("매주 월, 수", {MON, WED}),
        ("every Friday", {FRI}),
        ("every Mon-Wed", {MON, TUE, WED}),
        ("매일", set(range(7))),
        ("every day", set(range(7))),
        ("평일", {MON, TUE, WED, THU, FRI}),
        ("every weekend", {SAT, SUN}),
        ("금요일", {FRI}),
    ],
)
def test_days_of_a_week_are_read_in_english_and_korean(text, days):
    assert parse(text, "UTC") == Weekly(days=frozenset(days), start=MIDNIGHT, end=MIDNIGHT, zone="UTC", text=text)


@pytest.mark.parametrize(
    "text",
    [
        "매주 금요일 15:00-18:00 KST",
        "every Friday 15:00-18:00 KST",
        "매월 마지막 금요일 15:00 - 18:00 KST",
        "last Friday of every month 15:00-18:00 Asia/Seoul",
        "매월 말일 15:00–18:00 KST",
        "1st of every month 15:00-18:00 KST",
        "매년 12월 25일 15:00-18:00 KST",
        "every December 25 15:00-18:00 KST",
    ],
)
def test_every_recurrence_may_have_hours(text):
    found = parse(text, "UTC")
    assert (found.start, found.end, found.zone) == (time(15), time(18), "Asia/Seoul")


def test_a_zone_may_stand_without_hours():
    assert parse("last Friday of every month KST", "UTC").zone == "Asia/Seoul"


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("every Fryday", "`fryday` is not a day of the week", "`Friday`"),
        ("매주 금욜일", "`금욜일` is not a day of the week", "`금요일`"),
        ("last Fryday of every month", "`Fryday` is not a day of the week", "`Friday`"),
        ("every Decembre 25", "`Decembre` is not a month", "`December`"),
        ("every February 30", "never comes", "every December 25"),
        ("매년 13월 1일", "never comes", "every December 25"),
        ("매월 32일", "never comes", "1 to 31"),
        ("매월 0일", "never comes", "1 to 31"),
        ("6th Monday of every month", "never comes", "first to fifth"),
        ("some Monday of every month", "not a time", "first Monday of every month"),
        ("매월 금요일", "not a time", "매주 금요일"),
    ],
)
def test_a_day_that_never_comes_is_refused_with_what_was_meant(text, message, suggestion):
    with pytest.raises(PhraseError) as wrong:
        parse(text, "UTC")
    assert message in wrong.value.message
    assert suggestion in wrong.value.suggestion
