"""Which of the teams that matter somebody is in."""

from __future__ import annotations

from tidegate.core.errors import ForgeError
from tidegate.core.known import Known, Unknown
from tidegate.core.people import Standing
from tidegate.core.words import say
from tidegate.flows.outside import outside


async def standing(login: str, teams: frozenset[str]) -> Known[Standing]:
    """What the forge says of one person."""
    try:
        return await outside().forge.standing(login, teams)
    except ForgeError as error:
        why = say("the teams of @{login} could not be looked up ({error})", login=login, error=error)
        return Unknown(unknown_because=why)
