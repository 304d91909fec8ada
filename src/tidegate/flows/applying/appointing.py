"""Putting an apply off: it is kept with what it was given for, and taken back when that is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tidegate.core.changes import Change
from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import Environment, Policy
from tidegate.core.notices import appointing as notices
from tidegate.core.windows.faults import PhraseError
from tidegate.core.windows.intervals import next_opening
from tidegate.core.windows.moments import NEXT_WINDOW, parse_moment
from tidegate.core.words import Wording, joined, say
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.applying.apply import is_wanted
from tidegate.flows.facts.calendars import calendar_of
from tidegate.flows.orders import ApplyOrder
from tidegate.flows.outside import outside
from tidegate.flows.projects import choose_planned
from tidegate.flows.records import audit
from tidegate.flows.refresh import fetch, planned_commit
from tidegate.flows.rules import Rules, rules_at
from tidegate.flows.telling import report
from tidegate.store import appointments
from tidegate.store.appointments import StoredAppointment
from tidegate.store.codec import dump, load
from tidegate.store.database import Connection
from tidegate.store.plans import StoredPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointed:
    """What is done when the time has come.

    Attributes:
        digests: Project key → digest of the plan it was given for.
        labels: Of these projects.
        head_sha: The commit they were planned at.
        when: The time for people: `Mon 2026-11-30 09:00 KST`.
    """

    order: ApplyOrder
    digests: Mapping[str, str]
    labels: tuple[str, ...]
    head_sha: str
    when: str

    @property
    def words(self) -> Wording:
        """`` `staging`, `network` at Mon 2026-11-30 09:00 KST ``."""
        projects = joined(", ", (f"`{label}`" for label in self.labels))
        return say("{projects} at {when}", projects=projects, when=self.when)


@durable.step("appointment.make")
async def make(order: ApplyOrder, batch: str) -> str:
    """Keep an apply for its time, in the place of earlier ones of the same projects, and tell of it.

    Answers with the appointment's id; empty when nothing was put off, or `LATER`.
    """
    try:
        change = await addressed(order.repo, order.number)
        return await _put_off(order, batch, change) if await is_wanted(order, batch, change) else ""
    except TidegateError as error:
        return await report.trouble_with(order, batch, error)


async def _put_off(order: ApplyOrder, batch: str, change: Change) -> str:
    await fetch(change)
    rules = await rules_at(change, await planned_commit(change))
    planned = await choose_planned(change, rules, order.scope)
    if not isinstance(planned, tuple):
        await report.reply(order, batch, planned)
        return ""
    try:
        due, zone = await _due(order.at, planned, rules)
    except PhraseError as wrong:
        await report.say(order, batch, notices.refused(wrong.words))
        return ""
    appointed = Appointed(
        order=order,
        digests={plan.project.key: plan.digest for plan in planned},
        labels=tuple(plan.project.label for plan in planned),
        head_sha=change.head_sha,
        when=f"{due.astimezone(zone):%a %Y-%m-%d %H:%M %Z}",
    )
    await appoint(appointed, batch, due)
    await report.say(order, batch, notices.made(appointed.labels, appointed.when))
    return batch


async def take_back(repo: str, number: int, *, because: Wording, but_head: str = "") -> tuple[Appointed, ...]:
    """Take back what waits of a change, those of the head `but_head` left out. Answers with what it took back."""
    async with outside().database.begin() as tx:
        waiting = {each.id: load(Appointed, each.order) for each in await appointments.waiting(tx, repo, number)}
        gone = {name: each for name, each in waiting.items() if each.head_sha != but_head}
        await _note_dropped(tx, repo, number, await appointments.cancel(tx, gone, because=str(because)), because)
    return tuple(gone.values())


@durable.step("appointment.closed")
async def take_back_all(repo: str, number: int, batch: str) -> None:
    """Nothing is applied at its time from a change that was closed."""
    await take_back_and_tell(repo, number, marker=batch, because=notices.closed())


async def take_back_and_tell(repo: str, number: int, *, marker: str, because: Wording, but_head: str = "") -> None:
    """The same, told on the change. `because` is a sentence."""
    for n, each in enumerate(await take_back(repo, number, because=because, but_head=but_head)):
        notice = notices.taken_back(each.labels, each.when, because)
        await report.tell_of(repo, number, f"{marker}.off{n}", notice)


async def _due(text: str, planned: tuple[StoredPlan, ...], rules: Rules) -> tuple[datetime, ZoneInfo]:
    """The instant meant, and the zone people read it in.

    Raises:
        PhraseError: It cannot be said, or what is planned cannot be applied at any time.
    """
    unready = [plan.project.label for plan in planned if plan.state != "planned" or not plan.deployable]
    if unready:
        raise PhraseError(
            say("`{project}` has no plan that can be applied.", project=unready[0]),
            say("Comment `atlantis plan` first."),
        )
    homes = _environments(planned, rules)
    default = rules.governance.timezone if isinstance(rules.governance, Policy) else "UTC"
    zone = homes[0].window.zone(default) if len(homes) == 1 and homes[0].window else default
    now = outside().clock.now()
    if text == NEXT_WINDOW:
        return await _opening(homes, now), ZoneInfo(zone)
    return parse_moment(text, now, zone), ZoneInfo(zone)


def _environments(planned: tuple[StoredPlan, ...], rules: Rules) -> list[Environment]:
    known = rules.governance.environments if isinstance(rules.governance, Policy) else {}
    names = dict.fromkeys(plan.environment for plan in planned)
    return [known[name] for name in names if name is not None and name in known]


async def _opening(homes: list[Environment], now: datetime) -> datetime:
    if len(homes) != 1:
        raise PhraseError(
            say("These projects do not belong to one environment."), say("Name it: `atlantis apply ENV --at ...`.")
        )
    home = homes[0]
    if home.window is None:
        raise PhraseError(
            say("{environment} has no deployment window.", environment=home.called), say("Apply without `--at`.")
        )
    opening = next_opening(home.window, now, await calendar_of(home.window))
    if opening is None:
        raise PhraseError(
            say("The window of {environment} does not open as far as anybody knows.", environment=home.called),
            say("Write a time."),
        )
    return opening


async def appoint(appointed: Appointed, batch: str, due: datetime) -> None:
    order = appointed.order
    row = StoredAppointment(id=batch, repo=order.repo, number=order.number, order=dump(Appointed, appointed), due=due)
    async with outside().database.begin() as tx:
        waiting = await appointments.waiting(tx, order.repo, order.number)
        same = [each.id for each in waiting if each.id != batch and _overlap(load(Appointed, each.order), appointed)]
        dropped = await appointments.cancel(tx, same, because="Put off again.")
        made = await appointments.add(tx, row)
        await _note_dropped(tx, order.repo, order.number, dropped, "Put off again.")
        if made:
            subject = audit.of_change(order.repo, order.number)
            what = {"due": due.isoformat(), "digests": dict(appointed.digests), "head": appointed.head_sha}
            await audit.note(tx, "appointment made", actor=order.actor, subject=subject, id=batch, **what)


async def _note_dropped(tx: Connection, repo: str, number: int, dropped: Sequence[str], because: Wording) -> None:
    for each in dropped:
        subject = audit.of_change(repo, number)
        await audit.note(tx, "appointment dropped", actor="", subject=subject, id=each, because=str(because))


def _overlap(one: Appointed, other: Appointed) -> bool:
    return not one.digests.keys().isdisjoint(other.digests)
