"""Check runs: what an App reports of a commit, with a summary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args

from tidegate.sandbox.github.errors import Refusal, forbidden, invalid, invalid_field
from tidegate.sandbox.github.git.values import Unresolved
from tidegate.sandbox.github.records import App, CheckRun, CheckStatus, Repo

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

# GitHub: "Create a check run", output.summary and output.text.
SUMMARY_LIMIT = 65_535
_CONCLUSIONS = frozenset(
    ("action_required", "cancelled", "failure", "neutral", "success", "skipped", "stale", "timed_out")
)


def start(world: World, repo: Repo, app: App | None, sha: str, name: str, told: Mapping[str, Any]) -> CheckRun:
    """Report a new check run.

    Raises:
        Refusal: 403: only Apps may. 422: what GitHub refuses about its fields.
    """
    owner = _app(app)
    try:
        found = world.git(repo).commit(sha).sha
    except Unresolved:
        raise Refusal(422, f"No commit found for SHA: {sha}") from None
    made = CheckRun(
        id=world.new_id(),
        sha=found,
        name=name,
        app=owner.id,
        status="queued",
        conclusion=None,
        title=None,
        summary=None,
        details_url=None,
        started_at=world.now(),
    )
    tell(world, made, app, told)
    repo.check_runs.append(made)
    return made


def tell(world: World, run: CheckRun, app: App | None, told: Mapping[str, Any]) -> None:
    """Change a check run; its own App may.

    Raises:
        Refusal: 403 or 422.
    """
    if _app(app).id != run.app:
        raise forbidden("Invalid app_id `{}` - check run can only be modified by the GitHub App that created it.")
    output = told.get("output") or {}
    summary = output.get("summary")
    if summary is not None and len(summary) > SUMMARY_LIMIT:
        raise invalid("CheckRun", "output.summary", f"summary exceeds a maximum of {SUMMARY_LIMIT} characters")
    run.status, run.conclusion = _outcome(told, run)
    run.completed_at = world.now() if run.status == "completed" else None
    run.title, run.summary = output.get("title", run.title), output.get("summary", run.summary)
    run.details_url = told.get("details_url", run.details_url)


def latest_checks(repo: Repo, sha: str) -> dict[str, CheckRun]:
    """The newest check run of each name of a commit."""
    return {run.name: run for run in repo.check_runs if run.sha == sha}


def _outcome(told: Mapping[str, Any], run: CheckRun) -> tuple[CheckStatus, str | None]:
    """GitHub: a conclusion makes it completed, and what is completed has one."""
    conclusion = told.get("conclusion")
    status = told.get("status", "completed" if conclusion else run.status)
    if status not in get_args(CheckStatus):
        raise invalid_field("CheckRun", "status")
    if conclusion is not None and conclusion not in _CONCLUSIONS:
        raise invalid_field("CheckRun", "conclusion")
    if (status == "completed") is (conclusion is None):
        raise invalid_field("CheckRun", "conclusion")
    return status, conclusion


def _app(app: App | None) -> App:
    if app is None:
        raise forbidden("You must authenticate via a GitHub App.")
    return app
