"""The page of a commit: what it changes, its statuses, and what people say about it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from tidegate.sandbox.github.acts.commit_talk import add_commit_comment
from tidegate.sandbox.github.acts.mergeability import latest_statuses
from tidegate.sandbox.github.errors import Refusal, not_found
from tidegate.sandbox.github.git.values import Commit, Unresolved
from tidegate.sandbox.github.pages.look import go, show
from tidegate.sandbox.github.pages.session import FromOurPage, Shown
from tidegate.sandbox.github.pages.timeline import commit_timeline
from tidegate.sandbox.github.rest.call import RepoCall

router = APIRouter(prefix="/{owner}/{repo}")


@router.get("/commit/{sha}")
def commit(shown: Shown, sha: str) -> Response:
    return _page(shown, _made(shown, sha))


@router.post("/commit/{sha}/comment", dependencies=[FromOurPage])
def comment(shown: Shown, sha: str, body: Annotated[str, Form()] = "") -> Response:
    made = _made(shown, sha)
    try:
        add_commit_comment(shown.world, shown.repo, made.sha, shown.actor, body.replace("\r\n", "\n"))
    except Refusal as refusal:
        return _page(shown, made, problem=refusal.sentence, status=refusal.status)
    return go(f"{_address(shown, made)}#end")


def _made(shown: RepoCall, sha: str) -> Commit:
    try:
        return shown.git.commit(sha)
    except Unresolved:
        raise not_found() from None


def _page(shown: RepoCall, made: Commit, *, problem: str = "", status: int = 200) -> Response:
    return show(
        shown.request,
        "commit.html",
        status=status,
        problem=problem,
        here=_address(shown, made),
        repo=shown.repo,
        commit=made,
        files=shown.git.changes_of(made),
        who=shown.world.by_email,
        statuses=list(latest_statuses(shown.repo, made.sha).values()),
        entries=commit_timeline(shown.repo, made.sha),
    )


def _address(shown: RepoCall, made: Commit) -> str:
    return f"/{shown.repo.full_name}/commit/{made.sha}"
