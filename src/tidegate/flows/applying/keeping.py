"""When the time of an apply that was put off has come: it is planned again, and applied if it is still the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tidegate.core.errors import TidegateError
from tidegate.core.notices import appointing as notices
from tidegate.core.words import Wording, say
from tidegate.engine import durable
from tidegate.flows.addressing import addressed
from tidegate.flows.applying.apply import apply_change, is_wanted
from tidegate.flows.applying.appointing import Appointed
from tidegate.flows.orders import KeepOrder, Order, PlanOrder
from tidegate.flows.outside import outside
from tidegate.flows.patience import LATER, insist
from tidegate.flows.planning.plan import plan_change
from tidegate.flows.projects import choose_planned
from tidegate.flows.records import audit
from tidegate.flows.refresh import fetch, planned_commit
from tidegate.flows.rules import rules_at
from tidegate.flows.telling import report
from tidegate.store import appointments, cancels
from tidegate.store.codec import dump, load
from tidegate.store.plans import StoredPlan

SAME = "same"


@durable.step("appointment.left")
async def seconds_left(appointment_id: str) -> float:
    """Until its time; 0 when that has come, or when nothing waits any more."""
    async with outside().database.read() as tx:
        found = await appointments.find(tx, appointment_id)
    if found is None or found.state != "waiting":
        return 0
    return max(0.0, (found.due - outside().clock.now()).total_seconds())


@durable.step("appointment.begin")
async def begin(appointment_id: str) -> dict[str, str]:
    """Begin what waits, or what began and was cut off. Answers with its order and its change.

    With nothing when it was taken back.
    """
    async with outside().database.begin() as tx:
        begun = await appointments.begin(tx, appointment_id)
        found = await appointments.find(tx, appointment_id)
        if begun and found:
            subject = audit.of_change(found.repo, found.number)
            await audit.note(tx, "appointment begun", actor="", subject=subject, id=appointment_id)
    if found is None or found.state != "started":
        return {}
    appointed = load(Appointed, found.order)
    order = KeepOrder(repo=found.repo, number=found.number, actor=appointed.order.actor, appointment=appointment_id)
    return {"order": dump(Order, order), "change": f"{found.repo}#{found.number}"}


async def keep(order: KeepOrder, batch: str) -> None:
    """Plan the same again, and apply it if it is the same. Called inside a workflow."""
    appointed = load(Appointed, await given(order))
    if not await still_wanted(order, batch):
        return
    again = PlanOrder(repo=order.repo, number=order.number, actor=order.actor, scope=appointed.order.scope)
    await plan_change(again, f"{batch}-plan")
    answer = await insist(lambda: compare(order, batch))
    if answer == LATER:
        await report.gave_up(order, batch)
    if answer == SAME:
        await apply_change(replace(appointed.order, at=""), f"{batch}-apply")


@durable.step("appointment.given")
async def given(order: KeepOrder) -> str:
    """What was put off, in JSON."""
    async with outside().database.read() as tx:
        found = await appointments.find(tx, order.appointment)
    if found is None:
        raise LookupError(f"there is no appointment {order.appointment}")
    return found.order


@durable.step("appointment.wanted")
async def still_wanted(order: KeepOrder, batch: str) -> bool:
    appointed = load(Appointed, await given(order))
    try:
        return await is_wanted(appointed.order, batch, await addressed(order.repo, order.number))
    except TidegateError as error:
        await report.trouble_with(order, batch, error)
        return False


@durable.step("appointment.compare")
async def compare(order: KeepOrder, batch: str) -> str:
    """`SAME` when every plan is what it was; else the difference is told. `LATER` when the forge cannot be asked."""
    appointed = load(Appointed, await given(order))
    async with outside().database.read() as tx:
        if await cancels.is_cancelled(tx, order.repo, order.number, "plan", batch):
            return ""  # Whoever cancelled has had an answer.
    try:
        change = await addressed(order.repo, order.number)
        await fetch(change)
        rules = await rules_at(change, await planned_commit(change))
        planned = await choose_planned(change, rules, appointed.order.scope)
    except TidegateError as error:
        return await report.trouble_with(order, batch, error)
    found = differences(appointed, planned if isinstance(planned, tuple) else ())
    if not found:
        return SAME
    await report.say(order, batch, notices.changed(found))
    return ""


def differences(appointed: Appointed, planned: tuple[StoredPlan, ...]) -> Mapping[str, Wording]:
    """Label of a project → what is different about it, a clause; empty when nothing is."""
    keys = dict(zip(appointed.digests, appointed.labels, strict=True))
    now = {plan.project.key: plan for plan in planned}
    gone = {label: say("is not planned any more") for key, label in keys.items() if key not in now}
    return gone | {
        plan.project.label: what for key, plan in now.items() if (what := _difference(plan, appointed.digests.get(key)))
    }


def _difference(plan: StoredPlan, digest: str | None) -> Wording:
    if digest is None:
        return say("was not part of it")
    if plan.state != "planned":
        return say("could not be planned")
    return "" if plan.digest == digest else say("plans something else")
