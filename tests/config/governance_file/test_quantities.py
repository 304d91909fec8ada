from decimal import Decimal

import pytest

from tidegate.config.governance_file.quantities import failures, increase, of_baseline, seconds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3s", 3), ("30m", 1800), ("5 minutes", 300), ("1 Hour", 3600), ("7d", 604_800), ("1h 30m", 5400),
        ("1h30m", 5400), ("5분", 300), ("10분간", 600), ("1시간 30분", 5400), ("7일", 604_800), ("2 weeks", 1_209_600),
        ("soon", None), ("30", None), ("-5m", None), ("5 minute s", None), ("", None),
    ],
)  # fmt: skip
def test_times_are_read_in_english_and_korean(text, found):
    assert seconds(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3 consecutive failures", 3), ("1 failure", 1), ("3 failures in a row", 3), ("연속 3회 실패", 3),
        ("3회 연속 실패", 3), ("3", None), ("some failures", None),
    ],
)  # fmt: skip
def test_failures_in_a_row_are_read(text, found):
    assert failures(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("200% of baseline", Decimal(200)),
        ("150.5%", Decimal("150.5")),
        ("기준선의 200%", Decimal(200)),
        ("twice", None),
    ],
)
def test_parts_of_a_baseline_are_read(text, found):
    assert of_baseline(text) == found


@pytest.mark.parametrize(
    ("text", "found"), [("50% increase", Decimal(50)), ("50% 증가", Decimal(50)), ("50%", Decimal(50)), ("half", None)]
)
def test_increases_are_read(text, found):
    assert increase(text) == found
