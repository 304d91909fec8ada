"""Branches, their protection, and git refs."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.acts.pushes import advance, moved, refused_branches
from tidegate.sandbox.github.errors import Refusal, invalid, not_found
from tidegate.sandbox.github.git.values import NOTHING, Tag, Unresolved
from tidegate.sandbox.github.git.write import write_tag
from tidegate.sandbox.github.records import Protection
from tidegate.sandbox.github.rest.call import Body, OnRepo, RepoCall, page, reply, words
from tidegate.sandbox.github.shapes.commits import git_ref, git_tag
from tidegate.sandbox.github.shapes.repos import branch, protection_of, required_checks, short_branch

router = APIRouter(prefix="/repos/{owner}/{repo}")
_HEADS, _TAGS = "refs/heads/", "refs/tags/"


@router.get("/branches")
def list_branches(call: OnRepo) -> Response:
    return page(call, call.git.branches().items(), lambda each: short_branch(call.world, call.repo, *each))


@router.get("/branches/{name:path}/protection/required_status_checks")
def checks(call: OnRepo, name: str) -> Response:
    url = call.world.urls.branch(call.repo.full_name, name) + "/protection"
    found = required_checks(url, _protection(call, name))
    if not found:
        raise Refusal(404, "Required status checks not enabled")
    return reply(found["required_status_checks"])


@router.get("/branches/{name:path}/protection")
def protection(call: OnRepo, name: str) -> Response:
    return reply(protection_of(call.world, call.repo, name, _protection(call, name)))


@router.get("/branches/{name:path}")
def get_branch(call: OnRepo, name: str) -> Response:
    if name not in call.git.branches():
        raise Refusal(404, "Branch not found")
    return reply(branch(call.world, call.repo, name))


@router.get("/rules/branches/{name:path}")
def rules(call: OnRepo, name: str) -> Response:  # noqa: ARG001 - there are no rulesets, whatever the branch
    return reply([])


@router.get("/git/ref/{name:path}")
def get_ref(call: OnRepo, name: str) -> Response:
    try:
        sha = call.git.target(f"refs/{name}")
        return reply(git_ref(call.world, call.repo, f"refs/{name}", sha, call.git.kind(sha)))
    except Unresolved:
        raise not_found() from None


@router.post("/git/refs")
def create_ref(call: OnRepo, body: Body) -> Response:
    call.require("write")
    ref, sha = words(body, "ref"), words(body, "sha")
    if not ref.startswith((_HEADS, _TAGS)):
        raise Refusal(422, "Reference name must start with 'refs/heads/' or 'refs/tags/'.")
    if call.git.has_ref(ref):
        raise Refusal(422, "Reference already exists")
    try:
        commit = call.git.resolve(sha)
    except Unresolved:
        raise Refusal(422, "Object does not exist") from None
    if ref.startswith(_TAGS):
        call.git.set_ref(ref, sha)
        return reply(git_ref(call.world, call.repo, ref, sha, call.git.kind(sha)), 201)
    advance(call.world, call.repo, ref.removeprefix(_HEADS), commit, call.actor)
    return reply(git_ref(call.world, call.repo, ref, sha), 201)


@router.post("/git/tags")
def create_tag(call: OnRepo, body: Body) -> Response:
    """An annotated tag; no ref leads to it yet."""
    call.require("write")
    name, message, of = words(body, "tag"), words(body, "message"), words(body, "object")
    tagger = call.world.signature(call.actor)
    try:
        sha = write_tag(call.git, name, call.git.resolve(of), message, tagger)
    except Unresolved:
        raise Refusal(422, f"Could not verify object {of}") from None
    return reply(git_tag(call.world, call.repo, Tag(sha=sha, name=name, of=of, message=message, tagger=tagger)), 201)


@router.delete("/git/refs/{name:path}")
def delete_ref(call: OnRepo, name: str) -> Response:
    call.require("write")
    branch_name = name.removeprefix("heads/")
    before = call.git.branches().get(branch_name)
    if before is None:
        raise Refusal(422, "Reference does not exist")
    if branch_name in refused_branches(call.world, call.repo, call.actor):
        raise invalid("Reference", "ref", "Cannot delete a protected branch")
    call.git.delete_ref(_HEADS + branch_name)
    moved(call.world, call.repo, branch_name, before, NOTHING, call.actor)
    return Response(status_code=204)


def _protection(call: RepoCall, name: str) -> Protection:
    """GitHub shows the whole protection to administrators and to Apps with Administration: read only."""
    if call.caller.app is None and not call.world.may(call.repo, call.actor, "admin"):
        raise not_found()
    found = call.repo.protections.get(name)
    if found is None:
        raise Refusal(404, "Branch not protected")
    return found
