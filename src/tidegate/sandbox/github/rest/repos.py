"""Repositories: themselves, their activity, who may do what."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.acts.forks import fork
from tidegate.sandbox.github.errors import invalid
from tidegate.sandbox.github.records import Activity, MergeMethod, Permission
from tidegate.sandbox.github.rest.call import Body, OnRepo, page, reply
from tidegate.sandbox.github.shapes.basics import team, user
from tidegate.sandbox.github.shapes.hooks import activity
from tidegate.sandbox.github.shapes.repos import repository

router = APIRouter(prefix="/repos/{owner}/{repo}")
_FLAGS = ("pull", "triage", "push", "maintain", "admin")
_METHODS: dict[str, MergeMethod] = {
    "allow_merge_commit": "merge",
    "allow_squash_merge": "squash",
    "allow_rebase_merge": "rebase",
}
_GRANTS: dict[Permission, tuple[str, ...]] = {"read": _FLAGS[:1], "write": _FLAGS[:3], "admin": _FLAGS}


@router.get("")
def get_repository(call: OnRepo) -> Response:
    held = call.world.permission(call.repo, call.actor)
    flags = {name: held is not None and name in _GRANTS[held] for name in _FLAGS}
    return reply({**repository(call.world, call.repo), "permissions": flags})


@router.patch("")
def change_repository(call: OnRepo, body: Body) -> Response:
    """Ways to merge only; GitHub allows an administrator to change them, and refuses to be left without any."""
    call.require("admin")
    methods = {name for key, name in _METHODS.items() if body.get(key, name in call.repo.methods) is True}
    if not methods:
        raise invalid("Repository", "merge_commit_allowed", "You must have at least one merge option enabled.")
    call.repo.methods = methods
    return reply(repository(call.world, call.repo))


@router.post("/forks")
def create_fork(call: OnRepo) -> Response:
    """GitHub copies after it has answered; here the fork is there at once."""
    return reply(repository(call.world, fork(call.world, call.repo, call.actor)), 202)


@router.get("/activity")
def list_activity(call: OnRepo) -> Response:
    """Newest first. GitHub gives pages by cursor; here they are numbered."""
    asked = call.request.query_params
    ref, actor, kind = asked.get("ref"), asked.get("actor"), asked.get("activity_type")

    def is_wanted(each: Activity) -> bool:
        full = f"refs/heads/{ref.removeprefix('refs/heads/')}" if ref else each.ref
        return each.ref == full and each.actor == (actor or each.actor) and each.kind == (kind or each.kind)

    return page(call, filter(is_wanted, reversed(call.repo.activities)), lambda each: activity(call.world, each))


@router.get("/collaborators/{username}/permission")
def permission(call: OnRepo, username: str) -> Response:
    who = call.world.account(username)
    held = call.world.permission(call.repo, who.login)
    shape = {
        **user(call.world, who.login),
        "role_name": held or "none",
        "permissions": {name: held is not None and name in _GRANTS[held] for name in _FLAGS},
    }
    return reply({"permission": held or "none", "role_name": held or "none", "user": shape})


@router.get("/teams")
def list_teams(call: OnRepo) -> Response:
    words = {"read": "pull", "write": "push", "admin": "admin"}
    return page(
        call,
        call.world.teams_of(call.repo.owner),
        lambda each: {**team(call.world, each), "permission": words[each.permission]},
    )
