"""A deployment window now: open or closed, until when, by which words of the governance file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tidegate.core.windows.intervals import closed_by, closes_at, is_open, next_opening, undecided_by
from tidegate.core.windows.model import NO_CALENDAR, Calendar, Window
from tidegate.web.views.badges import Badge

OPEN = Badge(text="Open now", tone="good")
CLOSED = Badge(text="Closed now", tone="wait")
UNKNOWN = Badge(text="Not known", tone="wait")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowView:
    """One sentence in parts.

    Attributes:
        words: When it is open, as written: `open Mon-Thu 09:00-17:00 KST` while it is closed.
        until: When that changes, in the window's zone; empty when it does not.
        because: Why it is closed, or what nobody knows.
    """

    badge: Badge
    words: str
    until: str
    because: str


def window_view(window: Window, timezone: str, now: datetime, calendar: Calendar = NO_CALENDAR) -> WindowView:
    """`timezone` is used where the window names none."""
    open_now = is_open(window, now, calendar)
    turns = closes_at(window, now, calendar) if open_now else next_opening(window, now, calendar)
    verb = "until" if open_now else "opens"
    words = ", ".join(phrase.text for phrase in window.allowed) or "never"
    undecided = undecided_by(window, now, calendar)
    return WindowView(
        badge=OPEN if open_now else UNKNOWN if undecided else CLOSED,
        words=words if open_now else f"open {words}",
        until=f"{verb} {turns.astimezone(ZoneInfo(window.zone(timezone))):%a %Y-%m-%d %H:%M %Z}" if turns else "",
        because=f"no calendar says when {undecided.text} is" if undecided else _because(window, now, calendar),
    )


def _because(window: Window, now: datetime, calendar: Calendar) -> str:
    restriction = closed_by(window, now, calendar)
    return (restriction.because or restriction.phrase.text) if restriction else ""
