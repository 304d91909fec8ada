"""A deployment window now: open or closed, until when, by which words of the governance file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tidegate.core.windows.intervals import closed_by, closes_at, is_open, next_opening
from tidegate.core.windows.model import Always, Window
from tidegate.web.views.badges import Badge

OPEN = Badge(text="Open now", tone="good")
CLOSED = Badge(text="Closed now", tone="wait")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowView:
    """One sentence in parts.

    Attributes:
        words: When it is open, as written: `open Mon-Thu 09:00-17:00 KST` while it is closed.
        until: When that changes, in the window's zone; empty when it does not.
    """

    badge: Badge
    words: str
    until: str
    because: str


def window_view(window: Window, timezone: str, now: datetime) -> WindowView:
    """`timezone` is used where the window names none."""
    open_now = is_open(window, now)
    turns = closes_at(window, now) if open_now else next_opening(window, now)
    zone = next((phrase.zone for phrase in window.allowed if not isinstance(phrase, Always)), timezone)
    restriction = closed_by(window, now)
    verb = "until" if open_now else "opens"
    words = ", ".join(phrase.text for phrase in window.allowed) or "never"
    return WindowView(
        badge=OPEN if open_now else CLOSED,
        words=words if open_now else f"open {words}",
        until=f"{verb} {turns.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M %Z}" if turns else "",
        because=(restriction.because or restriction.phrase.text) if restriction else "",
    )
