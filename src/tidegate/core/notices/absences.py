"""What is said to somebody who marks a person away, or says that they are back."""

from __future__ import annotations

from collections.abc import Mapping

from tidegate.core.absences import Absence, has_made_room
from tidegate.core.gates.consent.absent import absent, filled_by
from tidegate.core.gates.policy import Policy
from tidegate.core.gates.rules import listed
from tidegate.core.people import Role
from tidegate.core.words import Wording, say


def marked(absence: Absence, away: Mapping[str, Absence], policy: Policy) -> tuple[Wording, ...]:
    """That somebody is away, and whose deputies count meanwhile.

    Args:
        absence: What was said.
        away: Everybody who is away now, they among them.
        policy: The rules of the repository.
    """
    recorded = say("Recorded: {absence}.", absence=absent(absence, policy.timezone))
    roles = [role for role in policy.roles.values() if role.deputies and absence.login in role.logins]
    told = tuple(say("{meanwhile}.", meanwhile=_meanwhile(role, away)) for role in roles)
    return (recorded, *(told or (say("No role has deputies for them, so nobody stands in."),)))


def back(login: str, still: Absence | None, policy: Policy) -> tuple[Wording, ...]:
    """That somebody is back; `still` is an absence of theirs that was not ended."""
    if still is None:
        return (say("Recorded: @{login} is back, and nobody stands in for them any more.", login=login),)
    return (
        say("{absence} still.", absence=absent(still, policy.timezone)),
        say("They end that with `atlantis back`, and the operator of the server with `tidegate back`."),
    )


def was_here(login: str) -> tuple[Wording, ...]:
    return (say("@{login} was not marked away.", login=login),)


def refused(why: Wording) -> tuple[Wording, ...]:
    return (say("Nobody was marked away: {why}", why=why),)


def not_an_owner(person: str, owners: tuple[str, ...]) -> tuple[Wording, ...]:
    """Only owners of the rules speak for somebody else."""
    if not owners:
        return (say("Nobody may speak for somebody else here: name roles in `governance.owners` first."),)
    roles = listed(owners, "or")
    return (say("@{person} may not speak for somebody else: that takes {roles}.", person=person, roles=roles),)


def a_stranger(login: str) -> tuple[Wording, ...]:
    return (say("No role names @{login} or counts on them as a deputy, so nothing was recorded.", login=login),)


def _meanwhile(role: Role, away: Mapping[str, Absence]) -> Wording:
    """Who stands in, a clause; nobody while somebody else of the role is there."""
    if role.teams or not role.logins <= away.keys():
        others = [f"@{login}" for login in sorted(role.logins - away.keys())] or sorted(role.teams)
        return say("{role} keeps {others}, so nobody stands in", role=role.name, others=listed(others))
    free = [login for login in role.deputies if login not in away and not has_made_room(login, role, away)]
    return filled_by(role.name, free)
