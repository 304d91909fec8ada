"""Who may give which command by team, where no governance file says so (Atlantis: `--gh-team-allowlist`)."""

from __future__ import annotations

from collections.abc import Iterable

from tidegate.core.people import Standing

TeamRules = Iterable[tuple[str, str]]
ANY = "*"


def may(command: str, rules: TeamRules, repo: str, standing: Standing) -> bool:
    """Whether a person may give a command in a repository `owner/name`."""
    return any(team == ANY or qualified(team, repo) in standing.teams for team, what in rules if what in (ANY, command))


def qualified(team: str, repo: str) -> str:
    """A team as the forge names it, `org/slug`; one written by its name or slug alone is of the repository's owner."""
    slug = "-".join(team.lower().split())
    return slug if "/" in slug else f"{repo.partition('/')[0].lower()}/{slug}"


def allowed_teams(command: str, rules: TeamRules) -> tuple[str, ...]:
    """Teams that may give a command, as the rules write them."""
    return tuple(dict.fromkeys(team for team, what in rules if what in (ANY, command)))
