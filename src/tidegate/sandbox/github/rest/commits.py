"""Commits, comparisons, statuses and check runs of commits."""

from __future__ import annotations

from urllib.parse import unquote

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.acts.mergeability import latest_statuses
from tidegate.sandbox.github.acts.talk import set_status
from tidegate.sandbox.github.errors import not_found
from tidegate.sandbox.github.git.values import Unresolved
from tidegate.sandbox.github.records import Pull, Status
from tidegate.sandbox.github.rest.call import Body, OnRepo, RepoCall, maybe_words, page, reply, resolved, words
from tidegate.sandbox.github.shapes.commits import commit, diff_entry
from tidegate.sandbox.github.shapes.pulls import pull_simple
from tidegate.sandbox.github.shapes.repos import repository
from tidegate.sandbox.github.shapes.talk import simple_status, status

router = APIRouter(prefix="/repos/{owner}/{repo}")
# GitHub: "Compare two commits" lists at most 300 files and 250 commits.
_FILES, _COMMITS = 300, 250


@router.get("/commits/{ref:path}/status")
def combined_status(call: OnRepo, ref: str) -> Response:
    sha = resolved(call, ref)
    latest = list(latest_statuses(call.repo, sha).values())

    def wrap(shown: list[object], total: int) -> object:
        url = call.world.urls.repo(call.repo.full_name, f"/commits/{sha}")
        return {
            "state": _combined(latest),
            "statuses": shown,
            "sha": sha,
            "total_count": total,
            "repository": repository(call.world, call.repo),
            "commit_url": url,
            "url": f"{url}/status",
        }

    return page(call, latest, lambda each: simple_status(call.world, call.repo, each), wrap)


@router.get("/commits/{ref:path}/statuses")
def list_statuses(call: OnRepo, ref: str) -> Response:
    sha = resolved(call, ref)
    newest_first = [each for each in reversed(call.repo.statuses) if each.sha == sha]
    return page(call, newest_first, lambda each: status(call.world, call.repo, each))


@router.get("/commits/{sha}/pulls")
def pulls_of_commit(call: OnRepo, sha: str) -> Response:
    """Modelled on GitHub: the merged pull requests that brought a commit, or the open ones that hold it."""
    wanted = resolved(call, sha)
    found = [pull for pull in call.repo.pulls.values() if _holds(call, pull, wanted)]
    return page(call, found, lambda each: pull_simple(call.world, call.repo, each))


@router.get("/commits/{ref:path}")
def get_commit(call: OnRepo, ref: str) -> Response:
    made = call.git.commit(resolved(call, ref))
    files = call.git.changes_of(made)
    additions, deletions = sum(file.additions for file in files), sum(file.deletions for file in files)
    return reply(
        {
            **commit(call.world, call.repo, made),
            "stats": {"additions": additions, "deletions": deletions, "total": additions + deletions},
            "files": [diff_entry(call.world, call.repo, file, made.sha) for file in files],
        }
    )


@router.post("/statuses/{sha}")
def create_status(call: OnRepo, sha: str, body: Body) -> Response:
    made = set_status(
        call.world,
        call.repo,
        sha,
        call.actor,
        state=words(body, "state"),
        context=maybe_words(body, "context") or "default",
        description=maybe_words(body, "description"),
        target_url=maybe_words(body, "target_url"),
    )
    shape = status(call.world, call.repo, made)
    return reply(shape, 201, {"Location": shape["url"]})


@router.get("/compare/{basehead:path}")
def compare(call: OnRepo, basehead: str) -> Response:
    base, dots, head = unquote(basehead).partition("...")
    if not dots:
        raise not_found()
    try:
        return reply(_comparison(call, basehead, call.git.resolve(base), call.git.resolve(head)))
    except Unresolved:
        raise not_found() from None


def _comparison(call: RepoCall, basehead: str, base: str, head: str) -> dict[str, object]:
    git = call.git
    ahead, behind = git.count(head, base), git.count(base, head)
    url, html = call.world.urls.repo(call.repo.full_name), call.world.urls.html(f"/{call.repo.full_name}")
    words = {(False, False): "identical", (True, False): "ahead", (False, True): "behind", (True, True): "diverged"}
    return {
        "url": f"{url}/compare/{basehead}",
        "html_url": f"{html}/compare/{basehead}",
        "permalink_url": f"{html}/compare/{base[:12]}...{head[:12]}",
        "diff_url": f"{html}/compare/{basehead}.diff",
        "patch_url": f"{html}/compare/{basehead}.patch",
        "base_commit": commit(call.world, call.repo, git.commit(base)),
        "merge_base_commit": commit(call.world, call.repo, git.commit(git.merge_base(base, head))),
        "status": words[ahead > 0, behind > 0],
        "ahead_by": ahead,
        "behind_by": behind,
        "total_commits": ahead,
        "commits": [commit(call.world, call.repo, each) for each in git.commits(head, base, _COMMITS)],
        "files": [diff_entry(call.world, call.repo, file, head) for file in git.diff(base, head)[:_FILES]],
    }


def _combined(latest: list[Status]) -> str:
    """GitHub: failure when any failed or erred, pending when any is pending or there is none, else success."""
    states = {each.state for each in latest}
    if states & {"failure", "error"}:
        return "failure"
    return "success" if states == {"success"} else "pending"


def _holds(call: RepoCall, pull: Pull, sha: str) -> bool:
    if pull.merge is not None and pull.merge.sha == sha:
        return True
    return call.git.contains(pull.head_sha, sha) and not call.git.contains(pull.base_sha, sha)
