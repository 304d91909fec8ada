"""Editing a file on a branch in the browser: a commit and a push, as any other."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from starlette.responses import Response

from tidegate.sandbox.github.acts.contents import put_file
from tidegate.sandbox.github.acts.pushes import refused_branches
from tidegate.sandbox.github.errors import Refusal
from tidegate.sandbox.github.git.values import Unresolved
from tidegate.sandbox.github.pages.look import go, show
from tidegate.sandbox.github.pages.places import ref_and_path
from tidegate.sandbox.github.pages.session import FromOurPage, Shown
from tidegate.sandbox.github.rest.call import RepoCall

router = APIRouter(prefix="/{owner}/{repo}")


@router.get("/edit/{rest:path}")
def edit_form(shown: Shown, rest: str) -> Response:
    """The editor; for a path that is not there it starts empty."""
    branch, path = ref_and_path(shown, rest)
    known, text = _text(shown, branch, path)
    return _editor(shown, branch, path, text=text, known=known, message="")


@router.post("/edit/{rest:path}", dependencies=[FromOurPage])
def edit(
    shown: Shown,
    rest: str,
    text: Annotated[str, Form()] = "",
    message: Annotated[str, Form()] = "",
    known: Annotated[str, Form()] = "",
) -> Response:
    """Commit the file to the branch: a push, as any other."""
    branch, path = ref_and_path(shown, rest)
    content = text.replace("\r\n", "\n")
    try:
        put_file(
            shown.world,
            shown.repo,
            shown.actor,
            branch=branch,
            path=path,
            content=content.encode(),
            message=message.strip() or f"Update {path}",
            known=known or None,
        )
    except Refusal as refusal:
        problem, status = refusal.sentence, refusal.status
        return _editor(shown, branch, path, text=text, known=known, message=message, problem=problem, status=status)
    return go(f"/{shown.repo.full_name}/blob/{quote(branch)}/{quote(path)}")


def _editor(
    shown: RepoCall,
    branch: str,
    path: str,
    *,
    text: str,
    known: str,
    message: str,
    problem: str = "",
    status: int = 200,
) -> Response:
    return show(
        shown.request,
        "edit.html",
        status=status,
        problem=problem,
        repo=shown.repo,
        branch=branch,
        path=path,
        text=text,
        known=known,
        message=message,
        protected=branch in refused_branches(shown.world, shown.repo, shown.actor),
    )


def _text(shown: RepoCall, branch: str, path: str) -> tuple[str, str]:
    """The blob and the text of a file; empty for one that is not there."""
    try:
        entry = shown.git.entry(branch, path)
    except Unresolved:
        return "", ""
    return entry.sha, shown.git.blob(entry.sha).decode("utf-8", "replace")
