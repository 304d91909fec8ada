from datetime import timedelta

import pytest

from tidegate.cli.instants import NoInstant, instant_of, span_of


@pytest.mark.parametrize(
    ("text", "zone", "iso"),
    [
        ("2026-12-01T10:00+09:00", "UTC", "2026-12-01T10:00:00+09:00"),
        ("2026-12-01 10:00 KST", "UTC", "2026-12-01T10:00:00+09:00"),
        ("2026-12-01 10:00 Asia/Seoul", "UTC", "2026-12-01T10:00:00+09:00"),
        ("2026-12-01 10:00", "Asia/Seoul", "2026-12-01T10:00:00+09:00"),
        ("2026-12-01T01:00Z", "Asia/Seoul", "2026-12-01T01:00:00+00:00"),
        ("2026-12-01", "UTC", "2026-12-01T00:00:00+00:00"),
    ],
)
def test_an_instant_is_read_as_people_write_it(text, zone, iso):
    assert instant_of(text, zone).isoformat() == iso


@pytest.mark.parametrize("text", ["", "soon", "10:00", "2026-12-01 10:00 CST", "2026-12-01 10:00 Nowhere/Land"])
def test_what_is_none_says_what_to_write(text):
    with pytest.raises(NoInstant):
        instant_of(text)


def test_a_span_has_a_number_and_a_unit():
    assert span_of("30d") == timedelta(days=30)
    assert span_of("90m") == timedelta(minutes=90)
    for wrong in ("", "30", "d", "0d", "1y", "-1d"):
        with pytest.raises(NoInstant):
            span_of(wrong)
