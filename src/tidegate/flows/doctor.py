"""Looking the installation over: what works, what does not, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import sqlalchemy as sa

from tidegate.core.errors import TidegateError
from tidegate.core.gates.policy import BrokenPolicy, NoPolicy
from tidegate.flows.outside import Outside
from tidegate.flows.rules import governance_of, governance_ref

OLDEST_GIT = (2, 38)
SHORTEST_SECRET = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `remedy` is empty when there is nothing to do."""

    subject: str
    verdict: Literal["ok", "warning", "failure"]
    detail: str
    remedy: str = ""


async def examine(door: Outside, *, webhook_secret: str) -> tuple[Finding, ...]:
    """Look at everything; one finding that fails hides no other."""
    findings = [
        await _tried("terraform", lambda: _terraform(door)),
        await _tried("git", lambda: _git(door)),
        await _tried("database", lambda: _database(door)),
        await _tried("forge", lambda: _forge(door)),
        _webhook_secret(webhook_secret),
        _isolation(door),
    ]
    about_repos = [await _tried(repo, partial(_governance, door, repo)) for repo in _named_repos(door)]
    return (*findings, *about_repos)


async def _tried(subject: str, look: Callable[[], Awaitable[Finding]]) -> Finding:
    try:
        return await look()
    except (TidegateError, sa.exc.SQLAlchemyError, OSError) as error:
        return Finding(subject=subject, verdict="failure", detail=str(error), remedy=REMEDIES.get(subject, ""))


REMEDIES = {
    "terraform": "Put terraform or tofu on PATH, or set TIDEGATE_TERRAFORM_PATH.",
    "git": "Install git 2.38 or newer.",
    "database": "Check TIDEGATE_DATABASE_URL and that the data folder can be written.",
    "forge": "Check TIDEGATE_GITHUB_URL and the token or App key: the forge must answer to them.",
}


async def _terraform(door: Outside) -> Finding:
    return Finding(subject="terraform", verdict="ok", detail=await door.terraform.version())


async def _git(door: Outside) -> Finding:
    found = await door.checkout.version()
    numbers = tuple(int(part) for part in re.findall(r"\d+", found)[:2])
    if numbers < OLDEST_GIT:
        return Finding(subject="git", verdict="failure", detail=f"{found} is too old", remedy=REMEDIES["git"])
    return Finding(subject="git", verdict="ok", detail=found)


async def _database(door: Outside) -> Finding:
    async with door.database.begin() as tx:
        await tx.execute(sa.text("select count(*) from events"))
    return Finding(subject="database", verdict="ok", detail=door.database.url.render_as_string(hide_password=True))


async def _forge(door: Outside) -> Finding:
    login = await door.forge.own_login()
    return Finding(subject="forge", verdict="ok", detail=f"{door.settings.forge_host} answers; we write as @{login}")


def _webhook_secret(secret: str) -> Finding:
    if len(secret) < SHORTEST_SECRET:
        return Finding(
            subject="webhook secret",
            verdict="warning",
            detail=f"only {len(secret)} characters long",
            remedy="Use 20 random characters or more, here and in the forge's hook.",
        )
    return Finding(subject="webhook secret", verdict="ok", detail="set")


def _isolation(door: Outside) -> Finding:
    if door.settings.unsafe_runner:
        return Finding(
            subject="isolation",
            verdict="warning",
            detail="plans run unconfined: whoever opens a pull request can read what this server can read",
            remedy="Take only repositories whose authors you would trust with the server's own secrets.",
        )
    return Finding(subject="isolation", verdict="ok", detail="on")


def _named_repos(door: Outside) -> tuple[str, ...]:
    """Repositories the allow-list names outright."""
    exact = [pattern for pattern in door.settings.repo_allowlist if "*" not in pattern]
    return tuple(pattern.split("/", 1)[1] for pattern in exact if pattern.count("/") == 2)


async def _governance(door: Outside, repo: str) -> Finding:
    ref = await governance_ref(repo)
    branch = await door.forge.branch(repo, ref)
    await door.checkout.fetch(repo, await door.forge.clone_source(repo))
    rules = await governance_of(repo)
    if isinstance(rules, BrokenPolicy):
        first = str(rules.problems[0])
        return Finding(
            subject=repo, verdict="failure", detail=first, remedy=f"Mend tidegate.yaml on {ref}; applies wait for it."
        )
    if isinstance(rules, NoPolicy):
        return Finding(subject=repo, verdict="ok", detail="no tidegate.yaml: Atlantis's own rules hold")
    if not branch.protected:
        return Finding(
            subject=repo,
            verdict="warning",
            detail=f"{ref} holds the rules and is not protected: whoever can push there can loosen them",
            remedy=f"Protect {ref} on the forge.",
        )
    return Finding(subject=repo, verdict="ok", detail=f"rules from {rules.source}")
