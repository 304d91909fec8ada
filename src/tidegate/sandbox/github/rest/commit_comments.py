"""Comments on commits, and reactions to them."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.acts.commit_talk import add_commit_comment, edit_commit_comment
from tidegate.sandbox.github.acts.talk import react
from tidegate.sandbox.github.errors import not_found
from tidegate.sandbox.github.records import CommitComment
from tidegate.sandbox.github.rest.call import Body, OnRepo, RepoCall, page, reply, resolved, words
from tidegate.sandbox.github.shapes.talk import commit_comment, reaction

router = APIRouter(prefix="/repos/{owner}/{repo}")


@router.get("/comments/{comment_id}")
def get_comment(call: OnRepo, comment_id: int) -> Response:
    return reply(commit_comment(call.world, call.repo, _said(call, comment_id)))


@router.patch("/comments/{comment_id}")
def change_comment(call: OnRepo, comment_id: int, body: Body) -> Response:
    said = _said(call, comment_id)
    edit_commit_comment(call.world, call.repo, said, call.actor, words(body, "body"))
    return reply(commit_comment(call.world, call.repo, said))


@router.get("/comments/{comment_id}/reactions")
def list_reactions(call: OnRepo, comment_id: int) -> Response:
    said = _said(call, comment_id)
    given = [each for each in call.repo.reactions if each.comment == said.id]
    return page(call, given, lambda each: reaction(call.world, each))


@router.post("/comments/{comment_id}/reactions")
def create_reaction(call: OnRepo, comment_id: int, body: Body) -> Response:
    """GitHub: 200 when this person has given it before, 201 when it is new."""
    made, is_new = react(call.world, call.repo, _said(call, comment_id), call.actor, words(body, "content"))
    return reply(reaction(call.world, made), 201 if is_new else 200)


@router.get("/commits/{sha}/comments")
def list_comments(call: OnRepo, sha: str) -> Response:
    """Oldest first."""
    wanted = resolved(call, sha)
    said = [each for each in call.repo.commit_comments if each.sha == wanted]
    return page(call, said, lambda each: commit_comment(call.world, call.repo, each))


@router.post("/commits/{sha}/comments")
def create_comment(call: OnRepo, sha: str, body: Body) -> Response:
    said = add_commit_comment(call.world, call.repo, sha, call.actor, words(body, "body"))
    shape = commit_comment(call.world, call.repo, said)
    return reply(shape, 201, {"Location": shape["url"]})


def _said(call: RepoCall, comment_id: int) -> CommitComment:
    found = next((said for said in call.repo.commit_comments if said.id == comment_id), None)
    if found is None:
        raise not_found()
    return found
