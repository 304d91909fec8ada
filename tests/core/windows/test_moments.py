from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.moments import parse_end, parse_moment

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 11, 24, 12, 0, 30, tzinfo=SEOUL)


def seoul(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-01 10:00 KST", seoul(12, 1, 10)),
        ("2026-12-01T10:00 KST", seoul(12, 1, 10)),
        ("2026-12-01 10:00:30 KST", seoul(12, 1, 10) + timedelta(seconds=30)),
        ("2026-12-01 10:00", seoul(12, 1, 10)),
        ("2026-12-01  9:05  Asia/Tokyo", seoul(12, 1, 9, 5)),
        ("2026-12-01 01:00Z", seoul(12, 1, 10)),
        ("2026-12-01 10:00 Europe/Berlin", datetime(2026, 12, 1, 9, tzinfo=UTC)),
        ("13:00", seoul(11, 24, 13)),
        ("11:00", seoul(11, 25, 11)),
        ("12:00", seoul(11, 25, 12)),
        ("11:00 UTC", seoul(11, 24, 20)),
        ("2026-11-24 12:00", seoul(11, 24, 12)),
    ],
)
def test_a_time_on_the_wall_is_an_instant(text, moment):
    assert parse_moment(text, NOW, "Asia/Seoul") == moment


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("soon", "`soon` is not a time", "next-window"),
        ("2026-12-01", "`2026-12-01` is not a time", '"2026-12-01 10:00 KST"'),
        ("2026-02-30 10:00", "`2026-02-30` is not a day", "2026-12-01"),
        ("25:00", "`25:00` is not a time of day", "00:00 to 24:00"),
        ("2026-12-01 10:00 CST", "more than one time zone", "America/Chicago"),
        ("2026-12-01 10:00 Mars", "not a time zone", ""),
        ("2026-11-24 11:58", "`2026-11-24 11:58` has gone by", "a time to come"),
        ("2020-01-01 10:00", "has gone by", "a time to come"),
        ("2029-01-01 10:00", "too far away", "400 days"),
        ("2027-03-28 02:30 Europe/Berlin", "put forward", "another time"),
    ],
)
def test_other_texts_are_refused_with_what_to_write(text, message, suggestion):
    with pytest.raises(PhraseError) as wrong:
        parse_moment(text, NOW, "Asia/Seoul")
    assert message in wrong.value.message
    assert suggestion in wrong.value.suggestion


@given(
    now=st.integers(0, 2 * 365 * 24 * 60).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    zone=st.sampled_from(["Asia/Seoul", "Europe/Berlin", "America/New_York", "Asia/Beirut"]),
)
def test_a_time_without_a_day_comes_within_about_a_day(now, hour, minute, zone):
    moment = parse_moment(f"{hour:02}:{minute:02}", now, zone)
    assert now < moment
    assert (moment - now).total_seconds() <= 25 * 3600


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-01", seoul(12, 2, 0)),
        (" 2026-11-24 ", seoul(11, 25, 0)),
        ("2026-12-01 10:00 UTC", seoul(12, 1, 19)),
        ("18:00", seoul(11, 24, 18)),
    ],
)
def test_a_day_counts_to_its_end_and_a_time_is_that_time(text, moment):
    assert parse_end(text, NOW, "Asia/Seoul") == moment


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2026-11-23", "`2026-11-23` has gone by."),
        ("2029-01-01", "`2029-01-01` is too far away."),
        ("2026-02-30", "`2026-02-30` is not a day of the calendar."),
        ("friday", "`friday` is not a time. Write 2026-12-01, which counts to its end"),
    ],
)
def test_an_end_that_cannot_be_says_what_to_write(text, wrong):
    with pytest.raises(PhraseError) as error:
        parse_end(text, NOW, "Asia/Seoul")
    assert str(error.value).startswith(wrong)
