"""Consents: what each person's opinion is worth for an action, and why some are worth nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from tidegate.core.changes import Review
from tidegate.core.gates.clock import on_the_wall
from tidegate.core.gates.consent import approvers as who
from tidegate.core.gates.consent.approvers import Approvers, Seated, Vacancy
from tidegate.core.gates.consent.binding import kept_since, outdated, unbound
from tidegate.core.gates.consent.opinions import Opinion, opinions_about
from tidegate.core.gates.consent.requirement import Requirement
from tidegate.core.gates.decision import Action
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.rules import Rules, listed
from tidegate.core.known import Known, Unknown
from tidegate.core.plans.leftover import KEPT
from tidegate.core.words import Wording, Words, say

Outcome = Literal["counts", "does not count", "veto", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One person's opinion and what it is worth.

    Attributes:
        outcome: `unclear` may be a veto: what was said or who says it is not known.
        line: A sentence for people, without a final stop.
        roles: As what somebody whose opinion counts consents; empty for others.
        overrides: They may let an emergency happen, and consent.
        has_written: They wrote commits of the change, which others have reviewed.
    """

    login: str
    outcome: Outcome
    line: Words
    roles: frozenset[str] = frozenset()
    overrides: bool = False
    has_written: bool = False

    @property
    def counts(self) -> bool:
        return self.outcome == "counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hearing:
    """What every opinion of one action is held against.

    Attributes:
        override: The approvers of an emergency; None where it is none.
        unfit: Login, lower case → why their opinion is not about what is to be done; empty when it is.
        zone: Of the instants people are told.
    """

    action: Action
    facts: Facts
    needed: Requirement
    approvers: Approvers
    override: Approvers | None
    unfit: Mapping[str, Wording]
    zone: ZoneInfo

    def overriding(self, login: str) -> Seated | None:
        """As what somebody may let an emergency happen; None when they may not."""
        if self.override is None or login.lower() == self.facts.actor.lower():
            return None
        seated = self.override.seated(login)
        if isinstance(seated, Unknown) or seated.roles.isdisjoint(self.needed.override or ()):
            return None
        return seated


def approvers_for(action: Action, facts: Facts, rules: Rules) -> Approvers:
    """Nobody is excluded from taking a change back for having made it; for everything else its makers are."""
    roles = rules.policy.roles
    if action == "rollback":
        return who.with_out(facts, roles, {login: say("is away") for login in sorted(facts.away)})
    return who.approvers(facts, roles, {})


def override_for(facts: Facts, rules: Rules) -> Approvers:
    """Approvers of an emergency: never the person who asks for it."""
    return who.approvers(facts, rules.policy.roles, {facts.actor.lower(): say("asks for the emergency")})


def judge(action: Action, facts: Facts, rules: Rules, needed: Requirement) -> Known[tuple[Judged, ...]]:
    """What each person's newest opinion is worth for an action, ordered by login."""
    if isinstance(facts.reviews, Unknown):
        return facts.reviews
    if isinstance(facts.statements, Unknown):
        return facts.statements
    opinions = opinions_about(facts.environment, facts.reviews, facts.statements)
    hearing = _Hearing(
        action=action,
        facts=facts,
        needed=needed,
        approvers=approvers_for(action, facts, rules),
        override=override_for(facts, rules) if action == "emergency" else None,
        unfit={each.person.lower(): _unfit(each, action, facts, rules) for each in opinions},
        zone=ZoneInfo(rules.policy.timezone),
    )
    if action == "rollback":
        opinions = tuple(each for each in opinions if each.says == "yes" or not hearing.unfit[each.person.lower()])
    return tuple(_judged(each, hearing) for each in opinions)


def _unfit(opinion: Opinion, action: Action, facts: Facts, rules: Rules) -> Wording:
    return outdated(opinion, facts) if action == "merge" else unbound(opinion, facts, rules.environment.apply)


def _judged(opinion: Opinion, hearing: _Hearing) -> Judged:
    if opinion.says == "withdrawn":
        return _says(opinion, "does not count", _withdrawn(opinion))
    if opinion.says != "yes":
        return _objection(opinion, hearing)
    seated = hearing.approvers.seated(opinion.person)
    overriding = hearing.overriding(opinion.person)
    against = _disqualified(opinion, seated, hearing) or hearing.unfit[opinion.person.lower()]
    if against or isinstance(seated, Unknown):
        why = say("@{login} approved, not counted: {why}", login=opinion.person, why=against)
        return _says(opinion, "does not count", why)
    return Judged(
        login=opinion.person,
        outcome="counts",
        line=_kept(
            _counted(opinion.person, (*seated.instead, *(overriding.instead if overriding else ())), hearing.needed),
            opinion,
            hearing,
        ),
        roles=seated.roles,
        overrides=overriding is not None,
        has_written=who.has_written(opinion.person, hearing.facts),
    )


def _says(opinion: Opinion, outcome: Outcome, line: Words) -> Judged:
    return Judged(login=opinion.person, outcome=outcome, line=line)


def _withdrawn(opinion: Opinion) -> Words:
    if isinstance(opinion.source, Review):
        return say("@{login} had a review that was dismissed", login=opinion.person)
    return say("@{login} took back what they had said", login=opinion.person)


def _counted(login: str, seats: Sequence[Vacancy], needed: Requirement) -> Words:
    """Says for whom a deputy consents where somebody's seat is what the consent is needed for."""
    instead = [vacancy for vacancy in seats if vacancy.role in needed.heard]
    if not instead:
        return say("@{login} approved, counted", login=login)
    return say(
        "@{login} approved, counted as {role} for @{holder}, who {why}",
        login=login,
        role=instead[0].role,
        holder=instead[0].holder,
        why=instead[0].because,
    )


def _kept(line: Words, opinion: Opinion, hearing: _Hearing) -> Words:
    """Says so where it was given for more, of which a part is deployed."""
    since = None if hearing.action == "merge" else kept_since(opinion, hearing.facts)
    if since is None:
        return line
    return say(
        "{line}; kept until {until}: this is what is left of a deployment that failed at {failed}",
        line=line,
        until=on_the_wall(since + KEPT, hearing.zone),
        failed=on_the_wall(since, hearing.zone),
    )


def _disqualified(opinion: Opinion, seated: Known[Seated], hearing: _Hearing) -> Wording:
    """Why this person's approval cannot count, whatever they saw; empty when it can."""
    if not opinion.human:
        return say("not a person")
    excluded = "" if hearing.action == "rollback" else who.excluded(opinion.person, hearing.facts)
    if excluded:
        return excluded
    if isinstance(seated, Unknown):
        return say("could not look up their roles: {why}", why=seated.unknown_because)
    if seated.roles & hearing.needed.heard or hearing.overriding(opinion.person):
        return ""
    named = listed(sorted(hearing.needed.heard), "or")
    return say("holds none of the roles that approve ({roles})", roles=named)


def _objection(opinion: Opinion, hearing: _Hearing) -> Judged:
    """Anybody who may consent by their roles may object, even where they had a part in the change."""
    line = _objected(opinion)
    if not opinion.human:
        return _says(opinion, "does not count", say("{line}, not counted: not a person", line=line))
    seated = hearing.approvers.seated(opinion.person)
    if isinstance(seated, Unknown):
        why = seated.unknown_because
        return _says(opinion, "unclear", say("{line}, and their roles are unknown: {why}", line=line, why=why))
    if not seated.roles & hearing.needed.heard:
        none = say("{line}, not counted: holds none of the roles that approve", line=line)
        return _says(opinion, "does not count", none)
    return _says(opinion, "veto" if opinion.says == "no" else "unclear", line)


def _objected(opinion: Opinion) -> Words:
    source, login = opinion.source, opinion.person
    if not isinstance(source, Review):
        return say("@{login} rejected it", login=login)
    if opinion.says == "untold":
        return say("@{login} had a review dismissed, and the forge does not tell what it had said", login=login)
    if source.verdict != "dismissed":
        return say("@{login} requested changes", login=login)
    if source.dismissed_by is None:
        return say("@{login} requested changes, and the forge does not tell who dismissed that", login=login)
    return say("@{login} requested changes, which @{other} cannot lift", login=login, other=source.dismissed_by)
