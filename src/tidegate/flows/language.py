"""In which language people of a repository are told things: the one its rules ask for."""

from __future__ import annotations

from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import locale_of
from tidegate.core.words import Locale
from tidegate.flows.rules import governance_of


async def language_of(repo: str) -> Locale:
    """English without rules, and while they cannot be read: what there is to say is said all the same."""
    try:
        return locale_of(await governance_of(repo))
    except (TidegateError, OSError):
        return "en"
