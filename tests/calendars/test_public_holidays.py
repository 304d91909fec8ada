from datetime import date

from tidegate.calendars.public_holidays import days_of_holidays
from tidegate.core.windows.phrases import parse


def days(text: str, first: date, last: date):
    return days_of_holidays(parse(text, "UTC"), first, last)


def test_days_that_follow_the_moon_are_known():
    # 설날 of 2026, with the days before and after it.
    assert days("holidays: KR", date(2026, 2, 1), date(2026, 2, 28)) == (
        date(2026, 2, 16),
        date(2026, 2, 17),
        date(2026, 2, 18),
    )


def test_a_part_of_a_country_has_days_of_its_own():
    chavez = date(2026, 3, 31)
    assert chavez in days("holidays: US-CA", date(2026, 1, 1), date(2026, 12, 31))
    assert chavez not in days("holidays: US", date(2026, 1, 1), date(2026, 12, 31))


def test_the_turn_of_the_year_is_in_both_years():
    assert days("holidays: KR", date(2026, 12, 24), date(2027, 1, 2)) == (date(2026, 12, 25), date(2027, 1, 1))


def test_years_nobody_knows_the_holidays_of_are_unknown_and_not_without_holidays():
    assert days("holidays: KR", date(2100, 12, 1), date(2101, 1, 31)) is None
    assert days("holidays: XX", date(2026, 1, 1), date(2026, 12, 31)) is None
