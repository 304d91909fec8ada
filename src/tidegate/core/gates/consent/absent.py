"""What an absence comes to: whose seat deputies fill meanwhile, told wherever their consent may count."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from zoneinfo import ZoneInfo

from tidegate.core.absences import Absence
from tidegate.core.gates.clock import on_the_wall
from tidegate.core.gates.consent.approvers import Approvers
from tidegate.core.gates.rules import Rules, listed
from tidegate.core.words import Wording, Words, say


def stood_in_for(approvers: Approvers, heard: Collection[str], rules: Rules) -> tuple[Words, ...]:
    """A line, without a final stop, for each absence that leaves the seat of a role to its deputies.

    Args:
        approvers: Who may consent to the change.
        heard: Roles whose consent matters.
        rules: Where times are read.
    """
    return tuple(_lines(approvers, heard, rules))


def absent(absence: Absence, timezone: str) -> Words:
    """`@kim-lead is away until Mon 2026-11-30 09:00 KST, marked by @choi`. `timezone`: IANA name."""
    words = say("@{login} is away", login=absence.login)
    if absence.until is not None:
        until = on_the_wall(absence.until, ZoneInfo(timezone))
        words = say("@{login} is away until {until}", login=absence.login, until=until)
    if absence.is_own:
        return words
    by: Wording = f"@{absence.by}" if absence.by else say("the operator of the server")
    return say("{absence}, marked by {by}", absence=words, by=by)


def filled_by(role: str, deputies: Collection[str]) -> Words:
    """Who fills the seat of a role, a clause."""
    if not deputies:
        return say("nobody is left to fill the seat of {role}", role=role)
    who = listed((f"@{login}" for login in sorted(deputies)), "or")
    return say("{who} may fill the seat of {role}", who=who, role=role)


def _lines(approvers: Approvers, heard: Collection[str], rules: Rules) -> Iterator[Words]:
    away = approvers.facts.away
    for role in sorted(approvers.vacancies.keys() & set(heard)):
        deputies = approvers.deputies(role) - approvers.out.keys()
        for login in sorted(approvers.roles[role].logins & away.keys()):
            absence = absent(away[login], rules.policy.timezone)
            yield say("{absence}: {filled}", absence=absence, filled=filled_by(role, deputies))
