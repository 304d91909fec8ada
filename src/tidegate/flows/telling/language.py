"""In which language people of a repository are told things: the one its rules ask for."""

from __future__ import annotations

from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import locale_of
from tidegate.core.words import Locale, Wording
from tidegate.flows.rules import governance_of
from tidegate.render.words import in_locale


async def language_of(repo: str) -> Locale:
    """English without rules, and while they cannot be read: what there is to say is said all the same."""
    try:
        return locale_of(await governance_of(repo))
    except (TidegateError, OSError):
        return "en"


async def told(wording: Wording, repo: str) -> str:
    """What people of the repository read, for what is written down and shown as it is."""
    return in_locale(wording, await language_of(repo))
