"""Who may consent: people who had no part in the change, as the roles they hold or fill as a deputy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tidegate.core.absences import has_made_room
from tidegate.core.changes import Push
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.rules import roles_held
from tidegate.core.known import Known, Unknown
from tidegate.core.people import Role, with_included
from tidegate.core.words import Wording, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """A role whose every holder is out, so that its deputies fill its seat.

    Attributes:
        holder: One of them.
        because: Why they are out, a clause that goes on after their name: `opened this pull request`.
    """

    role: str
    holder: str
    because: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """As what somebody consents.

    Attributes:
        roles: Roles held, and those they fill as a deputy with what these include.
        instead: Vacancies they fill.
    """

    roles: frozenset[str]
    instead: tuple[Vacancy, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Approvers:
    """What has to be known to say whether somebody may consent.

    Attributes:
        out: Login, lower case → why the person cannot consent, of everybody a role names by login.
        vacancies: By role.
    """

    facts: Facts
    roles: Mapping[str, Role]
    out: Mapping[str, Wording] = field(default_factory=dict)
    vacancies: Mapping[str, Vacancy] = field(default_factory=dict)

    def seated(self, login: str) -> Known[Seated]:
        """The roles somebody consents as; unknown while their teams are."""
        held = roles_held(login, self.facts, self.roles)
        if isinstance(held, Unknown):
            return held
        instead = tuple(v for v in self.vacancies.values() if login.lower() in self.deputies(v.role))
        acting = with_included((vacancy.role for vacancy in instead), self.roles)
        return Seated(roles=held | acting, instead=instead)

    def deputies(self, role: str) -> frozenset[str]:
        """Who may fill the seat of a role while it is vacant, lower case: nobody who made it so by their word."""
        rule = self.roles[role]
        return frozenset(login for login in rule.deputies if not has_made_room(login, rule, self.facts.away))


def approvers(facts: Facts, roles: Mapping[str, Role], also_out: Mapping[str, Wording]) -> Approvers:
    """Approvers of a change; `also_out` (login, lower case → why) cannot consent besides those who made it."""
    named = {login for role in roles.values() for login in (*role.logins, *role.deputies)}
    found = {login: also_out.get(login) or excluded(login, facts) or _away(login, facts) for login in sorted(named)}
    return with_out(facts, roles, {login: why for login, why in found.items() if why})


def with_out(facts: Facts, roles: Mapping[str, Role], out: Mapping[str, Wording]) -> Approvers:
    """Approvers where exactly these people are out."""
    found = (_vacancy(role, out) for role in roles.values())
    return Approvers(facts=facts, roles=roles, out=out, vacancies={each.role: each for each in found if each})


def excluded(login: str, facts: Facts) -> Wording:
    """Why somebody cannot consent to the change whatever they hold, a clause; empty when they can."""
    if login.lower() == facts.change.author.lower():
        return say("pushed it") if facts.change.is_push else say("opened this pull request")
    pushed = _push_by(login, facts)
    if pushed:
        return say("pushed {sha} to `{branch}`", sha=pushed.after[:7], branch=pushed.branch)
    if not has_written(login, facts) or _was_reviewed(login, facts):
        return ""
    if _has_opened(login, facts):
        return say("opened a pull request that is applied with it")
    return say("wrote signed commits of it")


def has_written(login: str, facts: Facts) -> bool:
    """Whether somebody is the author of commits whose signature is verified, or opened what is applied with the change.

    Other names in commits prove nothing.
    """
    return not isinstance(facts.authorship, Unknown) and login.lower() in facts.authorship.everybody


def unknown_makers(facts: Facts) -> Wording:
    """Why nobody knows who made the change, one clause; empty when everybody who did is known."""
    if isinstance(facts.authorship, Unknown):
        return facts.authorship.unknown_because
    return unknown_pusher(facts)


def unknown_pusher(facts: Facts) -> Wording:
    """Why nobody knows who pushed to the head, one clause; empty when everybody who did is known."""
    pushes = facts.head_pushes
    if isinstance(pushes, Unknown):
        return pushes.unknown_because
    nameless = next((push for push in pushes if push.pusher is None and not push.reviewed_merge), None)
    if nameless:
        return say(
            "the forge does not say who pushed {commit} to `{branch}`",
            commit=nameless.after[:7],
            branch=nameless.branch,
        )
    head = facts.change.reviewed_sha
    if all(push.after != head for push in pushes):
        return say("no push of {commit} to `{branch}` is recorded", commit=head[:7], branch=facts.change.head_branch)
    return ""


def _was_reviewed(login: str, facts: Facts) -> bool:
    return not isinstance(facts.authorship, Unknown) and login.lower() in facts.authorship.reviewed


def _has_opened(login: str, facts: Facts) -> bool:
    return not isinstance(facts.authorship, Unknown) and login.lower() in facts.authorship.opened


def _away(login: str, facts: Facts) -> Wording:
    return say("is away") if login in facts.away else ""


def _push_by(login: str, facts: Facts) -> Push | None:
    """A push to the head that makes its pusher one of the authors; merging a reviewed pull request does not."""
    if isinstance(facts.head_pushes, Unknown):
        return None
    return next(
        (p for p in facts.head_pushes if p.pusher and p.pusher.lower() == login.lower() and not p.reviewed_merge), None
    )


def _vacancy(role: Role, out: Mapping[str, Wording]) -> Vacancy | None:
    """A role that a team holds is never vacant: somebody of the team may be there."""
    if role.teams or not role.deputies or not role.logins or not role.logins <= out.keys():
        return None
    holder = min(role.logins)
    return Vacancy(role=role.name, holder=holder, because=out[holder])
