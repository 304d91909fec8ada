"""What the box above the merge button says."""

from __future__ import annotations

from dataclasses import dataclass

from tidegate.sandbox.github.acts.checks import latest_checks
from tidegate.sandbox.github.acts.mergeability import answer, latest_statuses, opinions
from tidegate.sandbox.github.acts.merging import hindrance
from tidegate.sandbox.github.errors import Refusal
from tidegate.sandbox.github.records import CheckRun, Pull, Status, Verdict
from tidegate.sandbox.github.rest.call import RepoCall


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeBox:
    """Attributes.

    Attributes:
        hindrance: Why this persona cannot merge; empty when they can.
        bypass: They can only because they administer the repository.
        missing: Required statuses that nobody reported.
    """

    state: str
    hindrance: str
    bypass: bool
    statuses: tuple[Status, ...]
    checks: tuple[CheckRun, ...]
    required: tuple[str, ...]
    missing: tuple[str, ...]
    verdicts: dict[str, Verdict]


def merge_box(call: RepoCall, pull: Pull) -> MergeBox:
    """The box, for the persona the page is shown to."""
    state = answer(call.world, call.repo, pull).state
    statuses = latest_statuses(call.repo, pull.head_sha)
    protection = call.repo.protections.get(pull.base)
    required = protection.required_checks if protection else ()
    why = _hindrance(call, pull)
    return MergeBox(
        state=state,
        hindrance=why,
        bypass=not why and state == "blocked",
        statuses=tuple(statuses.values()),
        checks=tuple(latest_checks(call.repo, pull.head_sha).values()),
        required=required,
        missing=tuple(name for name in required if name not in statuses),
        verdicts=opinions(call.world, call.repo, pull),
    )


def _hindrance(call: RepoCall, pull: Pull) -> str:
    found: Refusal | None = hindrance(call.world, call.repo, pull, call.actor)
    if found is None and answer(call.world, call.repo, pull).mergeable is False:
        return f"It conflicts with {pull.base}: resolve the conflicts on {pull.source} first."
    return "" if found is None else found.sentence
