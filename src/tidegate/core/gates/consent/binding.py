"""What a consent is bound to: the plans its author was shown.

A review is about the plans posted for its commit not later than it; a statement says itself which it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from tidegate.core.changes import Review
from tidegate.core.gates.consent.opinions import Opinion
from tidegate.core.gates.facts import Facts, PlanFact, Posting, ProjectFact
from tidegate.core.gates.policy import ApplyRule
from tidegate.core.words import Wording, say


def unbound(opinion: Opinion, facts: Facts, rule: ApplyRule) -> Wording:
    """Why an opinion is not about the current plans, a clause; empty when it is."""
    seen = _seen(opinion, facts)
    if not seen and isinstance(opinion.source, Review):
        return say("code approval only, no plan was shown for {commit} before it", commit=opinion.commit[:7])
    if not seen:
        return say("code approval only, no plan was shown before it")
    against = [_against(project, seen, rule) for project in facts.projects]
    return next((why for why in against if why), "")


def kept_since(opinion: Opinion, facts: Facts) -> datetime | None:
    """When the oldest deployment failed whose consents the current plans keep, with this opinion; None without one."""
    seen = _seen(opinion, facts)
    kept = (shown.failed_at for each in facts.projects if (shown := seen.get(each.key)) and not _is_same(each, shown))
    return min(filter(None, kept), default=None)


def outdated(opinion: Opinion, facts: Facts) -> Wording:
    """Why an opinion is not about the head of the change, a clause; empty when it is."""
    head = facts.change.reviewed_sha
    if opinion.commit == head:
        return ""
    return say("reviewed {commit}; the head is {head} now", commit=opinion.commit[:7], head=head[:7])


def _against(project: ProjectFact, seen: Mapping[str, Posting], rule: ApplyRule) -> Wording:
    if not isinstance(project.plan, PlanFact):
        return say("`{project}` has no plan to compare with", project=project.label)
    shown = seen.get(project.key)
    if not project.plan.has_changes or (shown and (_is_same(project, shown) or shown.failed_at)):
        return ""
    if shown is None:
        return say("code approval only for `{project}`, its plan was not shown before it", project=project.label)
    if rule.sticky == "same_digest" or shown.beyond is None:
        return say("the plan of `{project}` has changed since", project=project.label)
    if shown.beyond:
        return say("the plan of `{project}` goes beyond it: {how}", project=project.label, how=shown.beyond)
    return ""


def _is_same(project: ProjectFact, shown: Posting) -> bool:
    return isinstance(project.plan, PlanFact) and shown.digest == project.plan.digest


def _seen(opinion: Opinion, facts: Facts) -> Mapping[str, Posting]:
    """Project → its plan as the opinion's author had seen it last."""
    source = opinion.source
    shown = [p for p in facts.postings if p.environment == facts.environment and p.at <= opinion.at]
    if isinstance(source, Review):
        return _newest(p for p in shown if p.commit == source.commit)
    named = _newest(p for p in shown if source.seen.get(p.project) == p.digest)
    return {key: named.get(key) or _named(key, digest, opinion, facts) for key, digest in source.seen.items()}


def _newest(postings: Iterable[Posting]) -> Mapping[str, Posting]:
    return {posting.project: posting for posting in sorted(postings, key=lambda posting: posting.at)}


def _named(project: str, digest: str, opinion: Opinion, facts: Facts) -> Posting:
    """A plan a statement names although no comment has shown it: on the dashboard, say. It is not compared."""
    return Posting(project=project, environment=facts.environment, commit=opinion.commit, digest=digest, at=opinion.at)
