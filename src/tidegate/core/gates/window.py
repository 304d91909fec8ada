"""Gate `window`: the environment may be deployed to now."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import governed, listed, place
from tidegate.core.windows.intervals import HORIZON_DAYS, closed_by, closes_at, is_open, next_opening
from tidegate.core.windows.model import Always, Window

GATE = "window"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def check(_action: Action, facts: Facts, policy: Governance, now: datetime) -> Answer:
    rules = governed(facts, policy)
    window, where = rules.environment.window, rules.environment.called
    if window is None:
        return Answer(gate=GATE, verdict="pass", reason=f"No deployment window is set for {where}.")
    zone = _zone(window, rules.policy.timezone)
    if is_open(window, now):
        closing = closes_at(window, now)
        until = f" until {_clock(closing, zone)}" if closing else ""
        return Answer(gate=GATE, verdict="pass", reason=f"{where} is open for deployment{until}.", rule=window.at)
    opening = next_opening(window, now)
    return _closed(window, where, now, _clock(opening, zone) if opening else "")


def _closed(window: Window, where: str, now: datetime, opening: str) -> Answer:
    restriction = closed_by(window, now)
    mark = (restriction.at if restriction else None) or window.at
    if restriction:
        because = f": {restriction.because}" if restriction.because else ""
        reason = f'{where} is closed by "{restriction.phrase.text}"{place(mark)}{because}.'
    else:
        allowed = listed((f'"{phrase.text}"' for phrase in window.allowed), "or") or "never"
        reason = f"{where} may be deployed to {allowed}{place(mark)}; it is closed now."
    remedy = f"apply after it opens: {opening}" if opening else f"change the window: no opening in {HORIZON_DAYS} days"
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=remedy, rule=mark)


def _zone(window: Window, default: str) -> ZoneInfo:
    """The zone the environment's hours are written in."""
    written = next((phrase.zone for phrase in window.allowed if not isinstance(phrase, Always)), default)
    return ZoneInfo(written)


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    """`Mon 2026-11-30 09:00 KST`."""
    local = moment.astimezone(zone)
    return f"{_WEEKDAYS[local.weekday()]} {local:%Y-%m-%d %H:%M %Z}"
