"""git over smart HTTP: the real `git http-backend`, behind the forge's tokens and its protected branches."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from tidegate.sandbox.github.access import caller_of
from tidegate.sandbox.github.acts.pushes import moved, refused_branches
from tidegate.sandbox.github.errors import Refusal, forbidden, not_found
from tidegate.sandbox.github.git.run import run_git
from tidegate.sandbox.github.git.values import NOTHING
from tidegate.sandbox.github.records import Repo
from tidegate.sandbox.github.rest.call import world_of
from tidegate.sandbox.github.world import World

router = APIRouter()
_SERVED = re.compile(r"info/refs|git-upload-pack|git-receive-pack")
_ASK = {"WWW-Authenticate": 'Basic realm="GitHub"'}


@router.api_route("/{owner}/{name}.git/{rest:path}", methods=["GET", "POST"])
async def git(request: Request, owner: str, name: str, rest: str) -> Response:
    """Fetch and push; a push moves pull requests and tells the hooks, as any other."""
    if not _SERVED.fullmatch(rest):
        return Response("Not Found", 404)
    body = await request.body()
    return await run_in_threadpool(_serve, request, f"{owner}/{name}", rest, body)


def _serve(request: Request, full_name: str, rest: str, body: bytes) -> Response:
    world = world_of(request)
    pushes = "git-receive-pack" in (rest, request.query_params.get("service"))
    try:
        login = caller_of(world, request.headers.get("authorization")).login
        repo = _allowed(world, full_name, login, pushes=pushes)
    except Refusal as refusal:
        return Response(f"{refusal}\n", refusal.status, _ASK if refusal.status == 401 else None)
    before = world.git(repo).branches()
    answer = _backend(repo, rest, request, body, _refused(world, repo, login))
    if rest == "git-receive-pack":
        _follow(world, repo, before, login)
    return answer


def _allowed(world: World, full_name: str, login: str, *, pushes: bool) -> Repo:
    repo = world.repo(full_name)
    if world.permission(repo, login) is None:
        raise not_found()
    if pushes and not world.may(repo, login, "write"):
        raise forbidden(f"Permission to {full_name}.git denied to {login}.")
    return repo


def _follow(world: World, repo: Repo, before: Mapping[str, str], login: str) -> None:
    after = world.git(repo).branches()
    for branch in sorted({*before, *after}):
        old, new = before.get(branch, NOTHING), after.get(branch, NOTHING)
        if old != new:
            moved(world, repo, branch, old, new, login)


def _refused(world: World, repo: Repo, login: str) -> str:
    return " ".join(f"refs/heads/{name}" for name in refused_branches(world, repo, login))


def _backend(repo: Repo, rest: str, request: Request, body: bytes, refused: str) -> Response:
    cgi = {
        "GIT_PROJECT_ROOT": str(repo.folder),
        "GIT_HTTP_EXPORT_ALL": "1",
        "PATH_INFO": f"/{rest}",
        "QUERY_STRING": request.url.query,
        "REQUEST_METHOD": request.method,
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_CONTENT_ENCODING": request.headers.get("content-encoding", ""),
        "GIT_PROTOCOL": request.headers.get("git-protocol", ""),
        "REFUSED_REFS": refused,
    }
    done = run_git(repo.folder, "http-backend", stdin=body, env=cgi)
    head, _, content = done.stdout.partition(b"\r\n\r\n")
    fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line)
    status = int(fields.pop("Status", "200").split()[0]) if fields else 500
    return Response(content, status, fields)
