"""What it costs to find when a window opens next: the convention's, one with holidays, and one that never opens.

Each against the goal of 1 ms, and as a ratio to reading the same lines; the one that never opens looks to the horizon.
Time is the processor's: `python bench/windows.py`.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.processor import each
from tidegate.calendars.local import LocalCalendars
from tidegate.core.windows.intervals import closes_at, next_opening
from tidegate.core.windows.model import Restriction, Window
from tidegate.core.windows.phrases import parse

ZONE = "Asia/Seoul"
NOW = datetime(2026, 11, 26, 17, tzinfo=ZoneInfo(ZONE))
GOAL_MS = 1.0
WINDOWS = {
    "the convention's": (
        ["Mon-Thu 09:00-17:00 KST"],
        ["2024-12-24 ~ 2024-12-26", "2024-12-31 ~ 2025-01-02", "매월 마지막 금요일"],
    ),
    "with holidays and a rule": (
        ["Mon-Thu 09:00-17:00 KST"],
        ["holidays: KR", "RRULE:FREQ=MONTHLY;BYDAY=-1FR", "every December 25"],
    ),
    "closed for a year": (["24/7"], ["2026-01-01 ~ 2026-12-31"]),
}
NEVER = (["Fri 09:00-17:00"], ["every Friday"])


def window(allowed, closed):
    restrictions = tuple(Restriction(phrase=parse(text, ZONE)) for text in closed)
    return Window(allowed=tuple(parse(text, ZONE) for text in allowed), restrictions=restrictions)


def spent(work):
    """Milliseconds of one run."""
    return each(work) * 1000


def main():
    today = NOW.astimezone(UTC).date()
    missed = False
    for name, lines in WINDOWS.items():
        made = window(*lines)
        calendar = LocalCalendars().look_up(made.phrases, today - timedelta(1), today + timedelta(401))
        read = spent(lambda lines=lines: window(*lines))
        opens = spent(lambda made=made, calendar=calendar: next_opening(made, NOW, calendar))
        inside = next_opening(made, NOW, calendar)
        closes = spent(lambda made=made, calendar=calendar, inside=inside: closes_at(made, inside, calendar))
        missed |= max(opens, closes) > GOAL_MS
        print(f"{name}: opening {opens:.3f} ms ({opens / read:.1f} x reading it), closing {closes:.3f} ms")
    never = window(*NEVER)
    print(f"one that never opens: {spent(lambda: next_opening(never, NOW)):.2f} ms")
    print(f"goal {GOAL_MS} ms: {'missed' if missed else 'met'}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
