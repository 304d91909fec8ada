"""A repository's webhooks and their deliveries."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.errors import invalid_field, not_found
from tidegate.sandbox.github.events import ping
from tidegate.sandbox.github.records import Hook
from tidegate.sandbox.github.rest.call import Body, OnRepo, RepoCall, maybe_words, page, reply
from tidegate.sandbox.github.shapes.hooks import delivery, hook

router = APIRouter(prefix="/repos/{owner}/{repo}/hooks")


@router.get("")
def list_hooks(call: OnRepo) -> Response:
    _require_admin(call)
    return page(call, call.repo.hooks, lambda each: hook(call.world, call.repo, each))


@router.post("")
def create_hook(call: OnRepo, body: Body) -> Response:
    _require_admin(call)
    config = body.get("config") or {}
    url = maybe_words(config, "url", "Hook")
    if not url:
        raise invalid_field("Hook", "url", "missing_field")
    events = body.get("events") or ["push"]
    made = call.world.add_hook(call.repo.full_name, url, maybe_words(config, "secret", "Hook") or "", events)
    ping(call.world, call.repo, made, call.actor)
    shape = hook(call.world, call.repo, made)
    return reply(shape, 201, {"Location": shape["url"]})


@router.get("/{hook_id}/deliveries")
def list_deliveries(call: OnRepo, hook_id: int) -> Response:
    """Newest first. GitHub gives pages by cursor; here they are numbered."""
    found = _hook(call, hook_id)
    return page(call, reversed(found.deliveries), lambda each: delivery(call.repo, each))


@router.post("/{hook_id}/deliveries/{delivery_id}/attempts")
def redeliver(call: OnRepo, hook_id: int, delivery_id: int) -> Response:
    found = _hook(call, hook_id)
    sent = next((each for each in found.deliveries if each.id == delivery_id), None)
    if sent is None:
        raise not_found()
    call.world.outbox.redeliver(call.repo, found, sent)
    return reply({}, 202)


def _hook(call: RepoCall, hook_id: int) -> Hook:
    _require_admin(call)
    found = next((each for each in call.repo.hooks if each.id == hook_id), None)
    if found is None:
        raise not_found()
    return found


def _require_admin(call: RepoCall) -> None:
    """GitHub hides hooks from those who do not administer the repository."""
    if not call.world.may(call.repo, call.actor, "admin"):
        raise not_found()
