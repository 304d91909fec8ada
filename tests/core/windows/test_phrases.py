import re
import unicodedata
from datetime import date, time

import pytest

from tidegate.core.windows.faults import ALL_FORMS, FORMS, PhraseError
from tidegate.core.windows.model import Always, Dates, Rule, Weekly
from tidegate.core.windows.phrases import parse

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon-Thu 09:00-17:00 KST", {MON, TUE, WED, THU}),
        ("월-목 09:00-17:00 KST", {MON, TUE, WED, THU}),
        ("월요일 ~ 목요일 09:00-17:00 KST", {MON, TUE, WED, THU}),
        ("monday – thursday 9:00 – 17:00 Asia/Seoul", {MON, TUE, WED, THU}),
        ("Mon,Wed,Fri 09:00-17:00", {MON, WED, FRI}),
        ("월, 수, 금 09:00-17:00", {MON, WED, FRI}),
        ("Fri-Mon 09:00-17:00", {FRI, SAT, SUN, MON}),
        ("Sun 09:00-17:00 KST", {SUN}),
        ("Mon-Tue,Sat 09:00-17:00", {MON, TUE, SAT}),
    ],
)
def test_days_with_hours_are_read_in_english_and_korean(text, days):
    assert parse(text, "Asia/Seoul") == Weekly(
        days=frozenset(days), start=time(9), end=time(17), zone="Asia/Seoul", text=text
    )


def test_a_zone_in_the_text_beats_the_default():
    assert parse("Mon 09:00-17:00 JST", "Asia/Seoul").zone == "Asia/Tokyo"


def test_hours_may_go_past_midnight():
    window = parse("Fri 22:00-06:00", "UTC")
    assert (window.start, window.end) == (time(22), time(6))


def test_a_whole_day_ends_at_24():
    window = parse("Sat 00:00-24:00", "UTC")
    assert (window.start, window.end) == (time(0), time(0))


def test_always_is_24_7():
    assert parse(" 24/7 ", "UTC") == Always()


def test_one_date_is_one_whole_day():
    text = "2024-12-24"
    assert parse(text, "Asia/Seoul") == Dates(
        first=date(2024, 12, 24), last=date(2024, 12, 24), zone="Asia/Seoul", text=text
    )


@pytest.mark.parametrize("text", ["2024-12-24 ~ 2024-12-26", "2024-12-24~2024-12-26"])
def test_a_range_of_dates_includes_both_ends(text):
    found = parse(text, "UTC")
    assert (found.first, found.last) == (date(2024, 12, 24), date(2024, 12, 26))


def test_dates_may_have_hours_and_a_zone():
    found = parse("2026-12-01 ~ 2026-12-02 09:00-12:00 JST", "UTC")
    assert (found.first, found.last) == (date(2026, 12, 1), date(2026, 12, 2))
    assert (found.start, found.end, found.zone) == (time(9), time(12), "Asia/Tokyo")


@pytest.mark.parametrize(
    ("text", "country", "part"),
    [("holidays: KR", "KR", ""), ("holidays: us-ca", "US", "CA"), ("holidays:KR", "KR", "")],
)
def test_holidays_are_of_a_country_or_a_part_of_it(text, country, part):
    found = parse(text, "Asia/Seoul")
    assert (found.country, found.part, found.zone, found.text) == (country, part, "Asia/Seoul", text)


def test_a_rule_is_read_with_hours_behind_it():
    found = parse("RRULE:FREQ=WEEKLY;BYDAY=FR 15:00-18:00 KST", "UTC")
    assert isinstance(found, Rule)
    assert (found.parts, found.start, found.zone) == ({"FREQ": "WEEKLY", "BYDAY": "FR"}, time(15), "Asia/Seoul")


def test_korean_typed_in_parts_and_wide_letters_is_read_the_same():
    assert parse(unicodedata.normalize("NFD", "매월 마지막 금요일"), "UTC").nth == -1
    assert parse("２０２４-１２-２４ ～ ２０２４-１２-２６", "UTC").last == date(2024, 12, 26)


@pytest.mark.parametrize("text", FORMS)
def test_every_form_that_is_suggested_is_read(text):
    assert parse(text, "Asia/Seoul").text == text


@pytest.mark.parametrize("text", re.findall('"([^"]+)"', str(ALL_FORMS)))
def test_every_example_is_read(text):
    assert parse(text, "Asia/Seoul").text == text


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("", "not a time", "24/7"),
        ("always", "not a time", "holidays: KR"),
        ("09:00-17:00", "not a time", "Mon-Thu"),
        ("매월 마지막 주 금요일", "not a time", "매월 마지막 금요일"),
        ("last Friday of each other month", "not a time", "last Friday of every month"),
        ("holiday KR", "not a time", "holidays: KR"),
        ("Mom-Thu 09:00-17:00", "`mom` is not a day", "Mon to Sun"),
        ("Mon- 09:00-17:00", "not a time", "Mon-Thu"),
        ("Mon 25:00-26:00", "`25:00` is not a time of day", "24:00"),
        ("Mon 24:00-06:00", "`24:00` is not a time of day", "24:00"),
        ("Mon 09:00-09:00", "same time", "00:00-24:00"),
        ("Mon 09:00-17:00 CST", "more than one time zone", "America/Chicago, Asia/Shanghai"),
        ("Mon 09:00-17:00 IST", "more than one time zone", "Asia/Kolkata"),
        ("Mon 09:00-17:00 Asia/Seol", "not a time zone", "`Asia/Seoul`"),
        ("2024-02-30", "`2024-02-30` is not a day", "YYYY-MM-DD"),
        ("2024-12-26 ~ 2024-12-24", "ends before it begins", "2024-12-24 ~ 2024-12-26"),
    ],
)
def test_anything_else_says_what_is_wrong_and_what_to_write(text, message, suggestion):
    with pytest.raises(PhraseError) as wrong:
        parse(text, "Asia/Seoul")
    assert message in wrong.value.message
    assert suggestion in wrong.value.suggestion
