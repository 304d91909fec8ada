"""Claims: what people said with `check`, `review` and `waive`, and why one does not hold.

A claim holds for exactly the plans whose digests its author had been shown. Nobody but the person made it.
"""

from __future__ import annotations

from collections.abc import Collection

from tidegate.core.gates.consent.approvers import approvers, excluded, unknown_makers
from tidegate.core.gates.facts import Facts, PlanFact, ProjectFact
from tidegate.core.gates.rules import Rules, listed
from tidegate.core.known import Unknown
from tidegate.core.statements import Said, Statement
from tidegate.core.words import Wording, say


def claims_of(said: Said, subject: str, facts: Facts) -> tuple[Statement, ...]:
    """What was said of a subject about this environment, newest first; nothing while statements are unknown."""
    if isinstance(facts.statements, Unknown):
        return ()
    found = (each for each in facts.statements if each.said == said and each.subject == subject)
    about = [each for each in found if each.environment in (None, facts.environment)]
    return tuple(sorted(about, key=lambda each: (each.at, each.id), reverse=True))


def unbound(claim: Statement, facts: Facts) -> Wording:
    """Why a claim is not about the current plans, a clause; empty when it is.

    Where no plan changes anything, it is about the head.
    """
    changing = False
    for project in facts.projects:
        if not isinstance(project.plan, PlanFact):
            return say("`{project}` has no plan to compare with", project=project.label)
        if project.plan.has_changes and claim.seen.get(project.key) != project.plan.digest:
            return _of_another_plan(claim, project, facts)
        changing |= project.plan.has_changes
    return "" if changing else _of_another_head(claim, facts.change.reviewed_sha)


def _of_another_plan(claim: Statement, project: ProjectFact, facts: Facts) -> Wording:
    digest = claim.seen.get(project.key)
    if any(each.failed_at and (each.project, each.digest) == (project.key, digest) for each in facts.postings):
        return say(
            "the plan of `{project}` has changed since; what is left of a failed deployment keeps approvals alone",
            project=project.label,
        )
    return say("the plan of `{project}` has changed since", project=project.label)


def _of_another_head(claim: Statement, head: str) -> Wording:
    if claim.head_sha == head:
        return ""
    return say("it is about {commit}; the head is {head} now", commit=claim.head_sha[:7], head=head[:7])


def had_a_part(login: str, facts: Facts) -> Wording:
    """Why somebody is one of those who made the change, or may be, a clause; empty when they are not."""
    makers = unknown_makers(facts)
    return excluded(login, facts) or (say("nobody can say who made this change: {why}", why=makers) if makers else "")


def lacks_role(login: str, allowed: Collection[str], facts: Facts, rules: Rules) -> Wording:
    """Why somebody holds none of some roles, a clause; empty when they hold one or fill its seat as a deputy."""
    seated = approvers(facts, rules.policy.roles, {}).seated(login)
    if isinstance(seated, Unknown):
        return say("could not look up their roles: {why}", why=seated.unknown_because)
    if seated.roles.isdisjoint(allowed):
        return say("holds none of {roles}", roles=listed(allowed, "or") or say("no role"))
    return ""
