"""Who somebody is: their teams, asked afresh at least every five minutes."""

from __future__ import annotations

import asyncio
import time

from tidegate.core.errors import ForgeMissing
from tidegate.core.people import Standing
from tidegate.forge.github.client import Rest
from tidegate.forge.github.payload import words

# Permissions hold at this moment; a membership older than this is asked again.
MEMBERSHIP_SECONDS = 300.0


class PeopleOfGitHub:
    """`ports.forge.People`."""

    _rest: Rest
    _memberships: dict[tuple[str, str], tuple[float, bool]]

    async def standing(self, login: str, teams: frozenset[str]) -> Standing:
        asked = sorted(teams)
        answers = await asyncio.gather(*(self._is_member(team, login) for team in asked))
        return Standing(login=login, teams=frozenset(team for team, is_in in zip(asked, answers, strict=True) if is_in))

    async def members(self, team: str) -> frozenset[str]:
        org, _, slug = team.partition("/")
        listing = self._rest.pages(org, f"/orgs/{org}/teams/{slug}/members")
        return frozenset([words(member, "login").lower() async for member in listing])

    async def own_login(self) -> str:
        return await self._rest.own_login()

    async def _is_member(self, team: str, login: str) -> bool:
        key = (team.lower(), login.lower())
        asked_at, known = self._memberships.get(key, (float("-inf"), False))
        if time.monotonic() - asked_at > MEMBERSHIP_SECONDS:
            asked_at, known = time.monotonic(), await self._ask(team, login)
            self._memberships[key] = (asked_at, known)
        return known

    async def _ask(self, team: str, login: str) -> bool:
        """GitHub: an invited person is `pending` and no member yet; 404 is no member."""
        org, _, slug = team.partition("/")
        try:
            found = await self._rest.get(org, f"/orgs/{org}/teams/{slug}/memberships/{login}")
        except ForgeMissing:
            return False
        return words(found, "state") == "active"
