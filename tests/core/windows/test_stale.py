from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tidegate.core.windows.model import Restriction, Window
from tidegate.core.windows.phrases import parse
from tidegate.core.windows.stale import never_opens, stale

SEOUL = ZoneInfo("Asia/Seoul")


def window(*texts: str) -> Window:
    return Window(
        allowed=(parse("24/7", "UTC"),), restrictions=tuple(Restriction(phrase=parse(t, "Asia/Seoul")) for t in texts)
    )


@pytest.mark.parametrize(
    ("text", "now", "over"),
    [
        ("2024-12-24 ~ 2024-12-26", datetime(2024, 12, 26, 23, 59, tzinfo=SEOUL), False),
        ("2024-12-24 ~ 2024-12-26", datetime(2024, 12, 27, 0, 0, tzinfo=SEOUL), True),
        ("2024-12-24", datetime(2024, 12, 25, 0, 0, tzinfo=SEOUL), True),
        ("2024-12-24 22:00-06:00", datetime(2024, 12, 25, 5, 59, tzinfo=SEOUL), False),
        ("2024-12-24 22:00-06:00", datetime(2024, 12, 25, 6, 0, tzinfo=SEOUL), True),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20241231", datetime(2025, 1, 1, 0, 0, tzinfo=SEOUL), True),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR;UNTIL=20241231", datetime(2024, 12, 31, 0, 0, tzinfo=SEOUL), False),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR", datetime(2099, 1, 1, tzinfo=SEOUL), False),
        ("매월 마지막 금요일", datetime(2099, 1, 1, tzinfo=SEOUL), False),
        ("holidays: KR", datetime(2099, 1, 1, tzinfo=SEOUL), False),
    ],
)
def test_a_restriction_is_over_when_its_last_day_has_gone_by(text, now, over):
    found = stale(window(text), now)
    assert [restriction.phrase.text for restriction in found] == ([text] if over else [])


def test_only_those_that_are_over_are_named():
    now = datetime(2025, 12, 1, tzinfo=SEOUL)
    assert [r.phrase.text for r in stale(window("2024-12-24", "2026-12-24", "매월 말일"), now)] == ["2024-12-24"]


@pytest.mark.parametrize(
    ("allowed", "never"),
    [
        (("2020-01-01",), True),
        (("2020-01-01", "2021-01-01"), True),
        (("2020-01-01", "Mon-Thu 09:00-17:00"), False),
        (("2027-01-01",), False),
        (("24/7",), False),
    ],
)
def test_a_window_of_days_gone_by_opens_no_more(allowed, never):
    opened = Window(allowed=tuple(parse(text, "Asia/Seoul") for text in allowed), restrictions=())
    assert never_opens(opened, datetime(2025, 12, 1, tzinfo=SEOUL)) is never
