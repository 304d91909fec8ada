"""Pages of a pull request: opening one, the conversation, commits, files, and everything people do there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from tidegate.sandbox.github.acts.forks import heads
from tidegate.sandbox.github.acts.merging import merge_pull
from tidegate.sandbox.github.acts.pulls import add_labels, open_pull, remove_label, set_draft, set_state
from tidegate.sandbox.github.acts.reviews import submit_review
from tidegate.sandbox.github.acts.talk import add_comment
from tidegate.sandbox.github.errors import Refusal
from tidegate.sandbox.github.pages.look import go, show
from tidegate.sandbox.github.pages.merge_box import merge_box
from tidegate.sandbox.github.pages.session import FromOurPage, Shown
from tidegate.sandbox.github.pages.timeline import timeline
from tidegate.sandbox.github.records import Pull
from tidegate.sandbox.github.rest.call import RepoCall

router = APIRouter(prefix="/{owner}/{repo}")


@router.get("/compare")
def open_form(shown: Shown, base: str = "", head: str = "", title: str = "", body: str = "") -> Response:
    """The form that opens a pull request; its fields may be given in the address."""
    return _form(shown, base=base or shown.repo.default_branch, head=head, title=title, body=body)


@router.post("/compare", dependencies=[FromOurPage])
def open_it(
    shown: Shown,
    base: Annotated[str, Form()],
    head: Annotated[str, Form()],
    title: Annotated[str, Form()] = "",
    body: Annotated[str, Form()] = "",
) -> Response:
    try:
        named = title.strip() or head
        pull = open_pull(shown.world, shown.repo, shown.actor, title=named, head=head, base=base, body=body)
    except Refusal as refusal:
        problem, status = refusal.sentence, refusal.status
        return _form(shown, base=base, head=head, title=title, body=body, problem=problem, status=status)
    return go(_address(shown, pull))


@router.get("/pull/{number}")
def conversation(shown: Shown, number: int) -> Response:
    return _conversation(shown, shown.pull(number))


@router.get("/pull/{number}/commits")
def commits(shown: Shown, number: int) -> Response:
    pull = shown.pull(number)
    made = shown.git.commits(pull.head_sha, pull.base_sha)
    return show(shown.request, "pull_commits.html", repo=shown.repo, pull=pull, commits=made, who=shown.world.by_email)


@router.get("/pull/{number}/files")
def files(shown: Shown, number: int) -> Response:
    pull = shown.pull(number)
    changed = shown.git.diff(pull.base_sha, pull.head_sha)
    return show(shown.request, "pull_files.html", repo=shown.repo, pull=pull, files=changed)


@router.post("/pull/{number}/comment", dependencies=[FromOurPage])
def comment(shown: Shown, number: int, body: Annotated[str, Form()] = "") -> Response:
    pull = shown.pull(number)
    text = body.replace("\r\n", "\n")
    return _done(shown, pull, lambda: add_comment(shown.world, shown.repo, pull, shown.actor, text))


@router.post("/pull/{number}/review", dependencies=[FromOurPage])
def review(
    shown: Shown, number: int, event: Annotated[str, Form()] = "", body: Annotated[str, Form()] = ""
) -> Response:
    pull = shown.pull(number)
    text = body.replace("\r\n", "\n")
    return _done(shown, pull, lambda: submit_review(shown.world, shown.repo, pull, shown.actor, event=event, body=text))


@router.post("/pull/{number}/merge", dependencies=[FromOurPage])
def merge(
    shown: Shown, number: int, method: Annotated[str, Form()] = "merge", sha: Annotated[str, Form()] = ""
) -> Response:
    """Merges only the head that was on the page."""
    pull = shown.pull(number)
    return _done(
        shown, pull, lambda: merge_pull(shown.world, shown.repo, pull, shown.actor, method=method, sha=sha or None)
    )


@router.post("/pull/{number}/state", dependencies=[FromOurPage])
def state(shown: Shown, number: int, state: Annotated[str, Form()]) -> Response:
    pull = shown.pull(number)
    return _done(shown, pull, lambda: set_state(shown.world, shown.repo, pull, shown.actor, state))


@router.post("/pull/{number}/ready", dependencies=[FromOurPage])
def ready(shown: Shown, number: int) -> Response:
    pull = shown.pull(number)
    return _done(shown, pull, lambda: set_draft(shown.world, shown.repo, pull, shown.actor, draft=False))


@router.post("/pull/{number}/draft", dependencies=[FromOurPage])
def draft(shown: Shown, number: int) -> Response:
    pull = shown.pull(number)
    return _done(shown, pull, lambda: set_draft(shown.world, shown.repo, pull, shown.actor, draft=True))


@router.post("/pull/{number}/label", dependencies=[FromOurPage])
def label(shown: Shown, number: int, name: Annotated[str, Form()] = "") -> Response:
    pull = shown.pull(number)

    def act() -> None:
        shown.require("write")
        add_labels(shown.world, shown.repo, pull, shown.actor, [name.strip()] if name.strip() else [])

    return _done(shown, pull, act)


@router.post("/pull/{number}/unlabel", dependencies=[FromOurPage])
def unlabel(shown: Shown, number: int, name: Annotated[str, Form()]) -> Response:
    pull = shown.pull(number)

    def act() -> None:
        shown.require("write")
        remove_label(shown.world, shown.repo, pull, shown.actor, name)

    return _done(shown, pull, act)


def _done(shown: RepoCall, pull: Pull, act: Callable[[], object]) -> Response:
    """Do it and show the conversation, with the forge's words where it refused."""
    try:
        act()
    except Refusal as refusal:
        return _conversation(shown, pull, problem=refusal.sentence, status=refusal.status)
    return go(f"{_address(shown, pull)}#end")


def _conversation(shown: RepoCall, pull: Pull, *, problem: str = "", status: int = 200) -> Response:
    return show(
        shown.request,
        "pull.html",
        status=status,
        problem=problem,
        here=_address(shown, pull),
        repo=shown.repo,
        pull=pull,
        entries=timeline(shown, pull),
        box=merge_box(shown, pull) if pull.is_open else None,
    )


def _form(
    shown: RepoCall, *, base: str, head: str, title: str, body: str, problem: str = "", status: int = 200
) -> Response:
    return show(
        shown.request,
        "compare.html",
        status=status,
        problem=problem,
        repo=shown.repo,
        branches=list(shown.git.branches()),
        heads=heads(shown.world, shown.repo),
        base=base,
        head=head,
        title=title,
        body=body,
    )


def _address(shown: RepoCall, pull: Pull) -> str:
    return f"/{shown.repo.full_name}/pull/{pull.number}"
