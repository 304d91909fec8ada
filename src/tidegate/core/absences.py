"""Absences: who is marked away, by whom and until when, so that deputies fill their seats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tidegate.core.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody is away.

    Attributes:
        login: Lower case.
        since: When it was said, aware.
        until: When it ends by itself; None lasts until somebody says that they are back.
        by: Login, lower case, of who said so: the person, or an owner of the rules; empty for the server's operator.
        repo: Where it counts; empty for everywhere.
    """

    login: str
    since: datetime
    until: datetime | None
    by: str
    repo: str = ""

    @property
    def noted(self) -> Mapping[str, str | None]:
        """What the audit log keeps of it besides who it is about and who said it: until when and where it counts."""
        return {"until": self.until.isoformat() if self.until else None, "repo": self.repo}

    @property
    def is_own(self) -> bool:
        """Whether the person said so."""
        return self.by == self.login


def has_made_room(login: str, role: Role, away: Mapping[str, Absence]) -> bool:
    """Whether somebody marked a holder of the role away: nobody fills a seat they have emptied themselves."""
    said = (away[holder] for holder in role.logins if holder in away)
    return any(absence.by == login and not absence.is_own for absence in said)
