"""From the clock on the wall to instants.

Between two times on the wall lie the instants at which the wall shows one of them or something between. So an hour that
the wall shows twice counts twice, and one it never shows does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tidegate.core.windows.model import Interval

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def spans_of_day(day: date, start: time, end: time, zone: str, *, last: date | None = None) -> tuple[Interval, ...]:
    """From `start` on `day` to `end` on `last`, or on the day after where `end` is not after `start`.

    The instants are UTC. There are several intervals where the clock is put back, and none where it skips them all.
    `last` is `day` when nobody says.
    """
    closing = (last or day) + _DAY if end <= start else (last or day)
    return spans(datetime.combine(day, start), datetime.combine(closing, end), ZoneInfo(zone))


def spans(begin: datetime, end: datetime, zone: ZoneInfo) -> tuple[Interval, ...]:
    """The instants at which a wall in `zone` shows `begin` (included) to `end` (excluded), both without a zone."""
    # Whatever has reached the end has reached the beginning: the instants between are those that crossed one alone.
    edges = sorted((*_crossings(begin, zone), *_crossings(end, zone)))
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple(Interval(start=start, end=stop) for start, stop in pairs if start < stop)


def joined(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same time in order, as intervals that do not touch."""
    found: list[Interval] = []
    for interval in sorted(intervals, key=lambda one: one.start):
        if found and interval.start <= found[-1].end:
            found[-1] = Interval(start=found[-1].start, end=max(found[-1].end, interval.end))
        else:
            found.append(interval)
    return tuple(found)


def _crossings(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Instants, UTC, from which on the wall shows `wall` or later, and before which it does not, or the other way."""
    earlier = wall.replace(tzinfo=zone).astimezone(UTC)
    later = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if earlier == later:
        return (earlier,)
    if earlier < later:  # The wall shows it twice.
        return (earlier, _change(zone, earlier, later), later)
    return (_change(zone, later, earlier),)  # The wall never shows it.


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The instant, to the second, at which the zone's offset becomes another between two instants."""
    old = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
    return after
