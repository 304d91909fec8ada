"""Pages for looking around a repository: pull requests, branches, files."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.errors import not_found
from tidegate.sandbox.github.git.values import Unresolved
from tidegate.sandbox.github.pages.look import show
from tidegate.sandbox.github.pages.places import ref_and_path
from tidegate.sandbox.github.pages.session import Shown
from tidegate.sandbox.github.rest.call import RepoCall

router = APIRouter(prefix="/{owner}/{repo}")


@router.get("")
@router.get("/pulls")
def pulls(shown: Shown, state: str = "open") -> Response:
    found = [pull for pull in shown.repo.pulls.values() if pull.is_open == (state != "closed")]
    counts = sum(pull.is_open for pull in shown.repo.pulls.values())
    return show(
        shown.request,
        "pulls.html",
        repo=shown.repo,
        pulls=found[::-1],
        state=state,
        open_count=counts,
        closed_count=len(shown.repo.pulls) - counts,
    )


@router.get("/branches")
def branches(shown: Shown) -> Response:
    tips = [(name, shown.git.commit(sha)) for name, sha in shown.git.branches().items()]
    return show(shown.request, "branches.html", repo=shown.repo, tips=tips)


@router.get("/tree/{rest:path}")
@router.get("/blob/{rest:path}")
def tree(shown: Shown, rest: str) -> Response:
    """A folder or a file at a branch or commit."""
    ref, path = ref_and_path(shown, rest)
    try:
        return _entry_page(shown, ref, path.strip("/"))
    except Unresolved:
        raise not_found() from None


def _entry_page(shown: RepoCall, ref: str, path: str) -> Response:
    entry = shown.git.entry(ref, path)
    branches = list(shown.git.branches())
    if entry.kind == "tree":
        entries = sorted(shown.git.entries(ref, path), key=lambda each: (each.kind == "blob", each.path))
        return show(shown.request, "tree.html", repo=shown.repo, ref=ref, path=path, entries=entries, branches=branches)
    text = shown.git.blob(entry.sha).decode("utf-8", "replace")
    return show(shown.request, "file.html", repo=shown.repo, ref=ref, path=path, text=text, branches=branches)
