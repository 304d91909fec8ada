"""Commit statuses: one for each command as a whole and one for each project (Atlantis: names and texts)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tidegate.core.gates.decision import Decision
from tidegate.core.notices.costs import cost_cell
from tidegate.core.notices.results import ApplyResult, PlanResult
from tidegate.core.words import Wording, Words, say

State = Literal["pending", "success", "failure", "error"]
PLAN_ONLY = say("plan only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A commit status whose description is yet to be put into a language; its name is the same in all of them."""

    context: str
    state: State
    description: Wording
    url: str = ""


_APPLY: dict[str, tuple[State, Words]] = {
    "queued": ("pending", say("Apply queued.")),
    "running": ("pending", say("Apply in progress...")),
    "applied": ("success", say("Apply succeeded.")),
    "failed": ("failure", say("Apply failed.")),
    "interrupted": ("error", say("Apply was interrupted: nobody knows how it ended.")),
    "changed": ("failure", say("Nothing applied: the plan has changed since it was reviewed.")),
}


def plan_statuses(prefix: str, results: Sequence[PlanResult], url: str = "") -> tuple[Status, ...]:
    """`<prefix>/plan` and `<prefix>/plan: <project>`; `url` is where the change is shown."""
    done = sum(result.state == "planned" for result in results)
    waiting = sum(result.state == "waiting" for result in results)
    text = say("{done}/{count} projects planned successfully.", done=done, count=len(results))
    if waiting:
        text = say(
            "{done}/{count} projects planned successfully, {waiting} waiting.",
            done=done,
            count=len(results),
            waiting=waiting,
        )
    combined = Status(context=f"{prefix}/plan", state=_plan_state(results), description=text, url=url)
    return (combined, *(_planned(prefix, result) for result in results))


def without_pending(wanted: Sequence[Status]) -> tuple[Status, ...]:
    """The combined status, which comes first, and of the projects' those that say an end.

    On a commit nobody has planned before, a missing status says what a pending one would, and each is a write.
    """
    combined, *projects = wanted
    return (combined, *(status for status in projects if status.state != "pending"))


def apply_statuses(
    prefix: str, plans: Sequence[PlanResult], applies: Sequence[ApplyResult] = (), url: str = ""
) -> tuple[Status, ...]:
    """`<prefix>/apply` and, for projects whose apply began, `<prefix>/apply: <project>`.

    Success needs a finished plan of every project: a green required status must never let unapplied code be merged.
    A project without changes counts as applied, as in Atlantis. Of several applies of one project the last counts.
    """
    begun = {result.project.key: result for result in applies}
    state, text = _combined_apply(plans, {key: result.state for key, result in begun.items()})
    combined = Status(context=f"{prefix}/apply", state=state, description=text, url=url)
    return (combined, *(_applied(prefix, result) for result in begun.values()))


def merge_status(prefix: str, decision: Decision, into: str, url: str = "") -> Status:
    """`<prefix>/merge`: whether a change is fit to be merged into the branch of an environment without applies."""
    state: State = "pending" if decision.missing else "success"
    return Status(context=f"{prefix}/merge", state=state, description=_merge_words(decision, into), url=url)


def _merge_words(decision: Decision, into: str) -> Words:
    """What is missing to merge, by the names of the gates."""
    missing = ", ".join(answer.gate for answer in decision.missing)
    if missing:
        return say("Missing to merge into {branch}: {gates}.", branch=into, gates=missing)
    return say("Ready to merge into {branch}.", branch=into)


def discarded(prefix: str) -> Status:
    """`<prefix>/plan` after the plans of a change are gone: what was green about them must not stay so."""
    return Status(
        context=f"{prefix}/plan", state="pending", description=say("Plans discarded; comment `atlantis plan`.")
    )


def superseded(prefix: str, why: Wording, url: str = "") -> tuple[Status, ...]:
    """Statuses of a commit that waited to be applied and does not any more: no success, for it was not applied."""
    return tuple(
        Status(context=f"{prefix}/{command}", state="failure", description=why, url=url)
        for command in ("plan", "apply")
    )


def _plan_state(results: Sequence[PlanResult]) -> State:
    states = {result.state for result in results}
    if states & {"queued", "running"} or not all(result.is_compared for result in results):
        return "pending"
    if states & {"failed", "cancelled"}:
        return "failure"
    return "pending" if any(_holds_back(result) for result in results) else "success"


def _holds_back(result: PlanResult) -> bool:
    """Whether somebody's plan is missing. One that could only be looked at anyway holds nothing back."""
    return result.state != "planned" and (result.deployable or result.state != "waiting")


def _planned(prefix: str, result: PlanResult) -> Status:
    state, text = _plan_words(result)
    return Status(context=f"{prefix}/plan: {result.project.label}", state=state, description=text, url=result.log_url)


def _plan_words(result: PlanResult) -> tuple[State, Wording]:
    match result.state:
        case "queued" | "running":
            # One word for both: each would be a write to the forge for every project.
            return "pending", say("Plan in progress...")
        case "failed":
            return "failure", say("Plan failed.")
        case "cancelled":
            return "failure", say("Plan cancelled.")
        case "waiting":
            return "pending", say("Not planned yet; the comment says what it waits for.")
        case "planned" if not result.is_compared:
            return "pending", say("Plan in progress...")
        case "planned":
            return "success", _content_words(result)


def _content_words(result: PlanResult) -> Wording:
    if result.content is None or not result.has_changes:
        return say("No changes.")
    content = result.content
    counts = f"Plan: {content.adds} to add, {content.changes} to change, {content.destroys} to destroy."
    if result.cost is None:
        return counts
    return say("{counts} Cost a month: {cost}.", counts=counts, cost=cost_cell(result.cost))


def _combined_apply(plans: Sequence[PlanResult], ended: Mapping[str, str]) -> tuple[State, Words]:
    due = [plan for plan in plans if plan.deployable]
    done = sum(_is_done(plan, ended.get(plan.project.key)) for plan in due)
    text = say("{done}/{count} projects applied successfully.", done=done, count=len(due))
    if set(ended.values()) & {"failed", "interrupted", "changed"}:
        return "failure", text
    if any(_holds_back(plan) for plan in plans):
        return "pending", text if due else say("Waiting for the plan.")
    if plans and not due:
        return "success", PLAN_ONLY
    return ("success" if done == len(due) else "pending"), text


def _is_done(plan: PlanResult, ended: str | None) -> bool:
    return ended == "applied" or (ended is None and plan.state == "planned" and not plan.has_changes)


def _applied(prefix: str, result: ApplyResult) -> Status:
    state, text = _APPLY[result.state]
    return Status(context=f"{prefix}/apply: {result.project.label}", state=state, description=text, url=result.log_url)
