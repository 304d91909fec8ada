"""A run's log page: what ran, how it ended, and as much of the log as a page can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tidegate.core.changes import full_name
from tidegate.store.after_tests import AfterTest
from tidegate.store.plans import StoredPlan
from tidegate.web.following import START, Place, read_on
from tidegate.web.runs import Run, is_finished
from tidegate.web.views.badges import DEPLOYMENT, PLAN, TEST, Badge

SHOWN = 512 * 1024  # Bytes of a log a page holds; its plain text has all of it.


@dataclass(frozen=True, slots=True, kw_only=True)
class LogShown:
    """The end of a log. `place` is how far it was read, so that a stream goes on from there."""

    text: str
    place: Place
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedView:
    """A command that was run in the repository after an apply."""

    command: str
    badge: Badge
    output: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    id: str
    title: str
    repo: str
    number: int
    name: str
    sha: str
    actor: str
    badge: Badge
    error: str
    started_at: datetime
    finished_at: datetime | None
    live: bool
    log: LogShown
    tests: tuple[TriedView, ...] = ()


def log_shown(file: Path, limit: int = SHOWN) -> LogShown:
    """Read the last `limit` bytes or so of a log, from the beginning of a line; nothing when there is none yet."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return LogShown(text="", place=START)
    begin = max(0, status.st_size - limit)
    piece = read_on(file, Place(offset=begin, file=status.st_ino), limit)
    if piece is None:
        return LogShown(text="", place=START)
    text = piece.text.partition("\n")[2] if begin else piece.text
    return LogShown(text=text, place=piece.place, cut=begin > 0)


def log_page(run: Run, log: LogShown, tests: Sequence[AfterTest] = ()) -> LogPage:
    is_plan = isinstance(run, StoredPlan)
    return LogPage(
        id=run.id,
        title=f"{'Plan' if is_plan else 'Apply'} of {run.project.label}",
        repo=run.repo,
        number=run.number,
        name=full_name(run.repo, run.number, run.environment or "", run.head_sha),
        sha=run.head_sha[:7],
        actor=run.actor,
        badge=PLAN[run.state] if isinstance(run, StoredPlan) else DEPLOYMENT[run.state],
        error=run.error,
        started_at=run.created_at,
        finished_at=run.finished_at,
        live=not is_finished(run),
        log=log,
        tests=tuple(TriedView(command=test.command, badge=TEST[test.state], output=test.output) for test in tests),
    )
