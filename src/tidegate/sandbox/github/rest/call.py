"""What every endpoint has at hand: the world, who calls, the body, and how to answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Request
from starlette.responses import JSONResponse, Response

from tidegate.sandbox.github.access import Caller, caller_of
from tidegate.sandbox.github.errors import Refusal, forbidden, invalid_field, not_found, not_supplied
from tidegate.sandbox.github.git.read import GitRepo
from tidegate.sandbox.github.git.values import Unresolved
from tidegate.sandbox.github.records import Permission, Pull, Repo
from tidegate.sandbox.github.world import World

T = TypeVar("T")
_PER_PAGE, _MOST_PER_PAGE = 30, 100


def world_of(request: Request) -> World:
    found: World = request.app.state.world
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call by somebody who is known."""

    world: World
    caller: Caller
    request: Request

    @property
    def actor(self) -> str:
        return self.caller.login


@dataclass(frozen=True, slots=True, kw_only=True)
class RepoCall(Call):
    """A call about a repository the caller may at least read."""

    repo: Repo

    @property
    def git(self) -> GitRepo:
        return self.world.git(self.repo)

    def pull(self, number: int) -> Pull:
        return self.world.pull(self.repo, number)

    def require(self, wanted: Permission) -> None:
        """Raises: Refusal: 403."""
        if not self.world.may(self.repo, self.actor, wanted):
            raise forbidden("Resource not accessible by personal access token")


def _authenticated(request: Request) -> Call:
    world = world_of(request)
    return Call(world=world, caller=caller_of(world, request.headers.get("authorization")), request=request)


Authenticated = Annotated[Call, Depends(_authenticated)]


def _on_repo(call: Authenticated, owner: str, repo: str) -> RepoCall:
    found = call.world.repo(f"{owner}/{repo}")
    if call.world.permission(found, call.actor) is None:
        raise not_found()
    return RepoCall(world=call.world, caller=call.caller, request=call.request, repo=found)


OnRepo = Annotated[RepoCall, Depends(_on_repo)]


async def _body(request: Request) -> dict[str, Any]:
    try:
        found = json.loads(await request.body() or b"{}")
    except ValueError:
        raise Refusal(400, "Problems parsing JSON") from None
    if not isinstance(found, dict):
        raise Refusal(400, "Body should be a JSON object")
    return found


Body = Annotated[dict[str, Any], Depends(_body)]


def words(body: Mapping[str, Any], field: str) -> str:
    """A text that must be in the body.

    Raises:
        Refusal: 422.
    """
    found = body.get(field)
    if not isinstance(found, str):
        raise not_supplied(field)
    return found


def maybe_words(body: Mapping[str, Any], field: str, resource: str = "Request") -> str | None:
    """A text that may be missing or null."""
    found = body.get(field)
    if found is not None and not isinstance(found, str):
        raise invalid_field(resource, field)
    return found


def reply(data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse(data, status, headers)


def page(
    call: Call,
    items: Iterable[T],
    shape: Callable[[T], object],
    wrap: Callable[[list[object], int], object] | None = None,
) -> Response:
    """One page of a list, with GitHub's `Link` header to the others.

    Args:
        call: Its query says `page` and `per_page` (30, at most 100).
        items: The whole list.
        shape: JSON of one item; made only for those on the page.
        wrap: Puts the page and the total into an object, where GitHub has one.
    """
    listed = list(items)
    size = min(_number(call, "per_page", _PER_PAGE), _MOST_PER_PAGE)
    number = _number(call, "page", 1)
    shown = [shape(item) for item in listed[(number - 1) * size : number * size]]
    last = max(1, -(-len(listed) // size))
    links = {"prev": number - 1, "next": number + 1, "last": last, "first": 1}
    wanted = {
        name: to
        for name, to in links.items()
        if last > 1 and ((name in ("prev", "first") and number > 1) or (name in ("next", "last") and number < last))
    }
    headers = {"Link": ", ".join(_link(call, name, to) for name, to in wanted.items())} if wanted else {}
    return reply(wrap(shown, len(listed)) if wrap else shown, headers=headers)


def _link(call: Call, name: str, number: int) -> str:
    query = {**dict(call.request.query_params), "page": str(number)}
    address = f"{call.world.urls.base}{call.request.url.path}?{urlencode(query)}"
    return f'<{address}>; rel="{name}"'


def _number(call: Call, name: str, default: int) -> int:
    given = call.request.query_params.get(name, "")
    return max(1, int(given)) if given.isdecimal() else default


def resolved(call: RepoCall, name: str) -> str:
    """The commit a branch, tag or sha stands for.

    Raises:
        Refusal: 422 as GitHub for a name that is none.
    """
    try:
        return call.git.resolve(name)
    except Unresolved:
        raise Refusal(422, f"No commit found for SHA: {name}") from None
