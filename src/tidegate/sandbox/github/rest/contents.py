"""Reading and writing files of a repository."""

from __future__ import annotations

import base64
import binascii

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.acts.contents import put_file
from tidegate.sandbox.github.errors import Refusal, not_found
from tidegate.sandbox.github.git.values import Unresolved
from tidegate.sandbox.github.rest.call import Body, OnRepo, RepoCall, maybe_words, reply, words
from tidegate.sandbox.github.shapes.commits import content_entry, content_file, file_commit

router = APIRouter(prefix="/repos/{owner}/{repo}/contents")


@router.get("")
@router.get("/{path:path}")
def read(call: OnRepo, path: str = "") -> Response:
    """A file with its content, or the list of what a folder holds."""
    ref = call.request.query_params.get("ref") or call.repo.default_branch
    try:
        return reply(_found(call, ref, path))
    except Unresolved:
        raise not_found() from None


@router.put("/{path:path}")
def write(call: OnRepo, path: str, body: Body) -> Response:
    sha, is_new = put_file(
        call.world,
        call.repo,
        call.actor,
        branch=maybe_words(body, "branch") or call.repo.default_branch,
        path=path,
        content=_decoded(words(body, "content")),
        message=words(body, "message"),
        known=maybe_words(body, "sha"),
    )
    return reply(file_commit(call.world, call.repo, call.git.commit(sha), path), 201 if is_new else 200)


def _found(call: RepoCall, ref: str, path: str) -> object:
    entry = call.git.entry(ref, path)
    if entry.kind == "blob":
        return content_file(call.world, call.repo, entry, ref)
    return [content_entry(call.world, call.repo, each, ref) for each in call.git.entries(ref, path)]


def _decoded(content: str) -> bytes:
    try:
        return base64.b64decode(content, validate=False)
    except binascii.Error:
        raise Refusal(422, "content is not valid Base64") from None
