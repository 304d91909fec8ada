from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tidegate.core.gates.clock import on_the_wall


@pytest.mark.parametrize(
    ("zone", "shown"), [("Asia/Seoul", "Mon 2026-11-30 09:00 KST"), ("America/New_York", "Sun 2026-11-29 19:00 EST")]
)
def test_a_time_is_written_as_a_clock_there_shows_it(zone, shown):
    assert str(on_the_wall(datetime(2026, 11, 30, tzinfo=UTC), ZoneInfo(zone))) == shown
