"""Consents: which reviews count for which plans, by whom, and why the others do not.

A review is consent to the plans its author was shown: those posted for the commit it was made at, not later than it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from tidegate.core.changes import Push, Review
from tidegate.core.gates.decision import Action
from tidegate.core.gates.facts import Facts, PlanFact, Posting
from tidegate.core.gates.policy import Environment
from tidegate.core.gates.rules import listed, roles_held
from tidegate.core.known import Unknown
from tidegate.core.people import Role

Outcome = Literal["counts", "does not count", "veto", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One person's latest opinion and what it is worth.

    Attributes:
        outcome: `unclear` is a change request by somebody whose roles are unknown: it may be a veto.
        line: A sentence for people, without a final stop.
    """

    login: str
    outcome: Outcome
    line: str


def latest_opinions(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The newest review of each person that says yes, no or withdrawn; a plain comment changes nothing.

    Of two in the same second the later listed is the newer. Ordered by login.
    """
    newest: dict[str, Review] = {}
    for review in sorted(reviews, key=lambda review: review.at):
        if review.verdict != "commented":
            newest[review.login.lower()] = review
    return tuple(newest[login] for login in sorted(newest))


def judge_for_apply(
    facts: Facts, reviews: Iterable[Review], roles: Mapping[str, Role], allow: Iterable[str]
) -> list[Judged]:
    """What each person's latest opinion is worth for applying the plans in the facts."""
    return [
        _judged(review, facts, roles, frozenset(allow), _unbound(review, facts)) for review in latest_opinions(reviews)
    ]


def judge_for_merge(
    facts: Facts, reviews: Iterable[Review], roles: Mapping[str, Role], allow: Iterable[str]
) -> list[Judged]:
    """What each person's latest opinion is worth for merging where nothing is applied: a review of the current head."""
    return [
        _judged(review, facts, roles, frozenset(allow), _outdated(review, facts)) for review in latest_opinions(reviews)
    ]


def who_approves(action: Action, environment: Environment) -> tuple[str, ...]:
    """Roles whose consent counts. Where nothing can be applied, those who may plan are the ones who review a merge."""
    allow = environment.apply.approvals_from or environment.apply.allow
    return allow if action == "apply" else allow or environment.plan_allow


def unknown_pusher(facts: Facts) -> str:
    """Why nobody knows who pushed to the head, one clause; empty when everybody who did is known."""
    pushes = facts.head_pushes
    if isinstance(pushes, Unknown):
        return pushes.unknown_because
    nameless = next((push for push in pushes if push.pusher is None and not push.reviewed_merge), None)
    if nameless:
        return f"the forge does not say who pushed {nameless.after[:7]} to `{nameless.branch}`"
    head = facts.change.head_sha
    if all(push.after != head for push in pushes):
        return f"no push of {head[:7]} to `{facts.change.head_branch}` is recorded"
    return ""


def _judged(review: Review, facts: Facts, roles: Mapping[str, Role], allow: frozenset[str], unfit: str) -> Judged:
    match review.verdict:
        case "changes_requested":
            return _change_request(review, facts, roles, allow)
        case "approved":
            against = _disqualified(review, facts, roles, allow) or unfit
            if against:
                return _says(review, "does not count", f"approved, not counted: {against}")
            return _says(review, "counts", "approved, counted")
        case _:
            return _says(review, "does not count", "had a review that was dismissed")


def _says(review: Review, outcome: Outcome, what: str) -> Judged:
    return Judged(login=review.login, outcome=outcome, line=f"@{review.login} {what}")


def _change_request(review: Review, facts: Facts, roles: Mapping[str, Role], allow: frozenset[str]) -> Judged:
    held = roles_held(review.login, facts, roles)
    if not review.human:
        return _says(review, "does not count", "requested changes, not counted: not a person")
    if isinstance(held, Unknown):
        return _says(review, "unclear", f"requested changes, and their roles are unknown: {held.unknown_because}")
    if held & allow:
        return _says(review, "veto", "requested changes")
    return _says(review, "does not count", "requested changes, not counted: holds none of the roles that approve")


def _disqualified(review: Review, facts: Facts, roles: Mapping[str, Role], allow: frozenset[str]) -> str:
    """Why this person's approval cannot count, whatever they saw; empty when it can."""
    if not review.human:
        return "not a person"
    if review.login.lower() == facts.change.author.lower():
        return "opened this pull request"
    pushed = _push_by(review.login, facts)
    if pushed:
        return f"pushed {pushed.after[:7]} to `{pushed.branch}`"
    held = roles_held(review.login, facts, roles)
    if isinstance(held, Unknown):
        return f"could not look up their roles: {held.unknown_because}"
    if not held & allow:
        return f"holds none of the roles that approve ({listed(sorted(allow), 'or')})"
    return ""


def _push_by(login: str, facts: Facts) -> Push | None:
    """A push to the head that makes its pusher one of the authors; merging a reviewed pull request does not."""
    if isinstance(facts.head_pushes, Unknown):
        return None
    return next(
        (p for p in facts.head_pushes if p.pusher and p.pusher.lower() == login.lower() and not p.reviewed_merge), None
    )


def _outdated(review: Review, facts: Facts) -> str:
    head = facts.change.head_sha
    return "" if review.commit == head else f"reviewed {review.commit[:7]}; the head is {head[:7]} now"


def _unbound(review: Review, facts: Facts) -> str:
    """Why the review is no consent to the current plans; empty when it is."""
    seen = _digests_seen(review, facts.postings, facts.environment)
    if not seen:
        return f"code approval only, no plan was shown for {review.commit[:7]} before it"
    for project in facts.projects:
        if not isinstance(project.plan, PlanFact):
            return f"`{project.label}` has no plan to compare with"
        digest = seen.get(project.key)
        if not project.plan.has_changes or digest == project.plan.digest:
            continue
        if digest is None:
            return f"code approval only for `{project.label}`, its plan was not shown before it"
        return f"the plan of `{project.label}` has changed since"
    return ""


def _digests_seen(review: Review, postings: Iterable[Posting], environment: str | None) -> dict[str, str]:
    """Project → digest of its newest plan shown for the review's commit in this environment, not after the review."""
    shown = [p for p in postings if p.commit == review.commit and p.environment == environment and p.at <= review.at]
    return {posting.project: posting.digest for posting in sorted(shown, key=lambda posting: posting.at)}
