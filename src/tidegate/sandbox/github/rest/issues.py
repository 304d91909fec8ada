"""What a pull request has as an issue: comments, reactions to them, labels."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.acts.pulls import add_labels, remove_label
from tidegate.sandbox.github.acts.talk import add_comment, delete_comment, edit_comment, react
from tidegate.sandbox.github.errors import invalid_field, not_found
from tidegate.sandbox.github.records import Comment
from tidegate.sandbox.github.rest.call import Body, OnRepo, RepoCall, page, reply, words
from tidegate.sandbox.github.shapes.talk import comment, label, reaction
from tidegate.sandbox.github.shapes.timeline import happening, happenings

router = APIRouter(prefix="/repos/{owner}/{repo}/issues")


@router.get("/comments/{comment_id}")
def get_comment(call: OnRepo, comment_id: int) -> Response:
    return reply(comment(call.world, call.repo, _said(call, comment_id)))


@router.patch("/comments/{comment_id}")
def change_comment(call: OnRepo, comment_id: int, body: Body) -> Response:
    said = _said(call, comment_id)
    edit_comment(call.world, call.repo, said, call.actor, words(body, "body"))
    return reply(comment(call.world, call.repo, said))


@router.delete("/comments/{comment_id}")
def remove_comment(call: OnRepo, comment_id: int) -> Response:
    delete_comment(call.world, call.repo, _said(call, comment_id), call.actor)
    return Response(status_code=204)


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


@router.get("/{number}/comments")
def list_comments(call: OnRepo, number: int) -> Response:
    """Oldest first."""
    pull = call.pull(number)
    said = [each for each in call.repo.comments if each.number == pull.number]
    return page(call, said, lambda each: comment(call.world, call.repo, each))


@router.post("/{number}/comments")
def create_comment(call: OnRepo, number: int, body: Body) -> Response:
    said = add_comment(call.world, call.repo, call.pull(number), call.actor, words(body, "body"))
    shape = comment(call.world, call.repo, said)
    return reply(shape, 201, {"Location": shape["url"]})


@router.get("/{number}/timeline")
def list_timeline(call: OnRepo, number: int) -> Response:
    """Comments, reviews and dismissals, oldest first. GitHub lists commits, labels and more besides."""
    pull = call.pull(number)
    return page(call, happenings(call.repo, pull), lambda each: happening(call.world, call.repo, pull, each))


@router.get("/{number}/labels")
def list_labels(call: OnRepo, number: int) -> Response:
    return page(call, call.pull(number).labels, lambda each: label(call.world, call.repo, each))


@router.post("/{number}/labels")
def create_labels(call: OnRepo, number: int, body: Body) -> Response:
    call.require("write")
    pull = call.pull(number)
    add_labels(call.world, call.repo, pull, call.actor, _names(body))
    return reply([label(call.world, call.repo, each) for each in pull.labels])


@router.delete("/{number}/labels/{name}")
def delete_label(call: OnRepo, number: int, name: str) -> Response:
    call.require("write")
    pull = call.pull(number)
    remove_label(call.world, call.repo, pull, call.actor, name)
    return reply([label(call.world, call.repo, each) for each in pull.labels])


def _names(body: dict[str, Any]) -> list[str]:
    names = body.get("labels")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise invalid_field("Label", "labels", "missing_field")
    return names


def _said(call: RepoCall, comment_id: int) -> Comment:
    found = next((said for said in call.repo.comments if said.id == comment_id), None)
    if found is None:
        raise not_found()
    return found
