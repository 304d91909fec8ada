"""Looking the installation over: what works, what does not, and what to do about it."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from tidegate.core.errors import BadInput, TidegateError
from tidegate.core.gates.policy import BrokenPolicy, NoPolicy
from tidegate.core.marks import Problem
from tidegate.flows.doctor.doctor_rules import about_rules, on_the_branch
from tidegate.flows.doctor.finding import Finding
from tidegate.flows.outside import Outside
from tidegate.flows.rules import governance_of, governance_ref

OLDEST_GIT = (2, 38)
SHORTEST_SECRET = 20
NOT_YET = "not made yet; the server makes it at its first start"


def about_settings(error: BadInput) -> tuple[Finding, ...]:
    """Settings that cannot be used; nothing else can be looked at then."""
    return tuple(
        Finding(subject=problem.path, verdict="failure", detail=problem.message, remedy=problem.suggestion)
        for problem in error.problems
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """Whether the walls around steps stand on this machine.

    Attributes:
        wanted: False where the operator does without.
        problem: Why they do not; empty when they do.
        remedy: What helps against that.
        network_remedy: What would give steps a network of their own; empty when they have one.
    """

    wanted: bool = True
    problem: str = ""
    remedy: str = ""
    network_remedy: str = ""


def about_warnings(found: Iterable[Problem]) -> tuple[Finding, ...]:
    """Settings that have no effect here."""
    return tuple(
        Finding(subject=problem.path, verdict="warning", detail=problem.message, remedy=problem.suggestion)
        for problem in found
    )


async def examine(
    door: Outside, *, data: Path, check_secret: Callable[[Path], object], webhook_secret: str, walls: Walls
) -> tuple[Finding, ...]:
    """Look at everything; one finding that fails hides no other.

    Args:
        door: Works in a folder of its own, so that nothing is made in the server's.
        data: The server's data folder, which may not be there yet.
        check_secret: Reads the server's secret file; raises when it cannot be used.
        webhook_secret: The webhook secret.
        walls: What a trial of them showed.
    """
    findings = [
        await _tried("terraform", lambda: _terraform(door)),
        await _tried("git", lambda: _git(door)),
        await _tried("data folder", partial(asyncio.to_thread, _data_folder, data)),
        await _tried("secret file", partial(asyncio.to_thread, _secret_file, data / "secret", check_secret)),
        await _tried("database", lambda: _database(door)),
        await _tried("forge", lambda: _forge(door)),
        _webhook_secret(webhook_secret),
        *_isolation(walls),
    ]
    if door.settings.audit_repo:
        findings.append(await _tried("audit log", lambda: _audit_log(door)))
    for repo in _named_repos(door):
        findings += [await _tried(repo, partial(_governance, door, repo)), *await about_rules(door, repo)]
    return tuple(findings)


async def _tried(subject: str, look: Callable[[], Awaitable[Finding]]) -> Finding:
    try:
        return await look()
    except (TidegateError, sa.exc.SQLAlchemyError, OSError) as error:
        remedy = REMEDIES.get(subject, REMEDIES["repository"])
        return Finding(subject=subject, verdict="failure", detail=reason(error), remedy=remedy)


def reason(error: Exception) -> str:
    """What went wrong, on one line and without the library's own surroundings."""
    match error:
        case sa.exc.DBAPIError(orig=BaseException() as driver):
            return " ".join(str(driver).split())
        case OSError(strerror=str(words)) if error.filename:
            return f"{error.filename}: {words}"
        case _:
            return " ".join(str(error).split())


REMEDIES = {
    "terraform": "Put terraform or tofu on PATH, or set TIDEGATE_TERRAFORM_PATH.",
    "git": "Install git 2.38 or newer.",
    "data folder": "Set TIDEGATE_DATA_DIR to a folder the server may write to.",
    "secret file": "Make the file readable for the server's account, and for nobody else.",
    "database": "Check TIDEGATE_DATABASE_URL and that the data folder can be written.",
    "forge": "Check TIDEGATE_GITHUB_URL and the token or App key: the forge must answer to them.",
    "audit log": "Check TIDEGATE_AUDIT_REPO: a repository with a commit, where the token or App may write contents.",
    "repository": "Check that the repository and branch are there and the token or App may read them.",
}


async def _terraform(door: Outside) -> Finding:
    return Finding(subject="terraform", verdict="ok", detail=await door.terraform.version())


async def _git(door: Outside) -> Finding:
    found = await door.checkout.version()
    numbers = tuple(int(part) for part in re.findall(r"\d+", found)[:2])
    if numbers < OLDEST_GIT:
        return Finding(subject="git", verdict="failure", detail=f"{found} is too old", remedy=REMEDIES["git"])
    return Finding(subject="git", verdict="ok", detail=found)


def _data_folder(folder: Path) -> Finding:
    """Tried with a file that is gone again: permissions alone do not say whether a folder can be written."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        detail = f"{folder} cannot be used: {there} cannot be written to ({error.strerror})"
        return Finding(subject="data folder", verdict="failure", detail=detail, remedy=REMEDIES["data folder"])
    detail = str(folder) if there == folder else f"{folder} is {NOT_YET}"
    return Finding(subject="data folder", verdict="ok", detail=detail)


def _secret_file(file: Path, check: Callable[[Path], object]) -> Finding:
    if not file.exists():
        return Finding(subject="secret file", verdict="ok", detail=NOT_YET)
    check(file)
    return Finding(subject="secret file", verdict="ok", detail=str(file))


async def _database(door: Outside) -> Finding:
    url = door.database.url
    if url.get_backend_name() == "sqlite" and not await asyncio.to_thread(Path(url.database or "").exists):
        return Finding(subject="database", verdict="ok", detail=NOT_YET)
    async with door.database.begin() as tx:
        made = await tx.run_sync(lambda connection: sa.inspect(connection).has_table("events"))
    detail = url.render_as_string(hide_password=True)
    return Finding(subject="database", verdict="ok", detail=detail if made else f"{detail}: {NOT_YET}")


async def _forge(door: Outside) -> Finding:
    login = await door.forge.own_login()
    return Finding(subject="forge", verdict="ok", detail=f"{door.settings.forge_host} answers; we write as @{login}")


async def _audit_log(door: Outside) -> Finding:
    """Whether a tag may be made there shows only when one is made; what it would be made on is looked at."""
    repo = door.settings.audit_repo
    branch = await door.forge.default_branch(repo)
    await door.forge.branch(repo, branch)
    return Finding(subject="audit log", verdict="ok", detail=f"its end is published each day in {repo}, on {branch}")


def _webhook_secret(secret: str) -> Finding:
    if len(secret) < SHORTEST_SECRET:
        return Finding(
            subject="webhook secret",
            verdict="warning",
            detail=f"only {len(secret)} characters long",
            remedy="Use 20 random characters or more, here and in the forge's hook.",
        )
    return Finding(subject="webhook secret", verdict="ok", detail="set")


def _isolation(walls: Walls) -> tuple[Finding, ...]:
    if not walls.wanted:
        unconfined = "plans run unconfined: whoever opens a pull request can read what this server can read"
        remedy = "Take only repositories whose authors you would trust with the server's own secrets."
        return (Finding(subject="isolation", verdict="warning", detail=unconfined, remedy=remedy),)
    if walls.problem:
        detail = f"steps cannot be isolated here: {walls.problem}"
        return (Finding(subject="isolation", verdict="failure", detail=detail, remedy=walls.remedy),)
    stands = Finding(subject="isolation", verdict="ok", detail="every step runs in namespaces of its own")
    if not walls.network_remedy:
        return (stands,)
    detail = "steps share the host's network and reach its loopback and metadata addresses"
    return (stands, Finding(subject="network", verdict="warning", detail=detail, remedy=walls.network_remedy))


def _named_repos(door: Outside) -> tuple[str, ...]:
    """Repositories the allow-list names outright."""
    exact = [pattern for pattern in door.settings.repo_allowlist if "*" not in pattern and not pattern.startswith("!")]
    return tuple(pattern.split("/", 1)[1] for pattern in exact if pattern.count("/") == 2)


async def _governance(door: Outside, repo: str) -> Finding:
    ref = await governance_ref(repo)
    await door.checkout.fetch(repo, await door.forge.clone_source(repo))
    rules = await governance_of(repo)
    if isinstance(rules, BrokenPolicy):
        first = str(rules.problems[0])
        return Finding(
            subject=repo, verdict="failure", detail=first, remedy=f"Mend tidegate.yaml on {ref}; applies wait for it."
        )
    if isinstance(rules, NoPolicy):
        return Finding(subject=repo, verdict="ok", detail="no tidegate.yaml: Atlantis's own rules hold")
    return await on_the_branch(repo, rules)
