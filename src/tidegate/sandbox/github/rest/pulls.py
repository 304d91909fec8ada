"""Pull requests: listing, opening, changing, their files and commits, merging."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.acts.mergeability import read_answer
from tidegate.sandbox.github.acts.merging import merge_pull
from tidegate.sandbox.github.acts.pulls import edit_pull, open_pull, request_reviews, set_state
from tidegate.sandbox.github.errors import not_found, not_supplied
from tidegate.sandbox.github.records import Pull
from tidegate.sandbox.github.rest.call import Body, OnRepo, RepoCall, maybe_words, page, reply, words
from tidegate.sandbox.github.shapes.basics import Json, team, user
from tidegate.sandbox.github.shapes.commits import commit, diff_entry
from tidegate.sandbox.github.shapes.pulls import pull_full, pull_simple

router = APIRouter(prefix="/repos/{owner}/{repo}/pulls")
# GitHub: "List pull requests files" lists at most 3,000, "List commits" 250.
_FILES, _COMMITS = 3_000, 250


@router.get("")
def list_pulls(call: OnRepo) -> Response:
    """Newest first; filters `state`, `base` and `head` as `owner:branch`. GitHub ignores a head without an owner."""
    asked = call.request.query_params
    state, base, head = asked.get("state", "open"), asked.get("base"), asked.get("head", "")
    owner, colon, branch = head.partition(":")

    def is_wanted(pull: Pull) -> bool:
        if colon and (owner.lower(), branch) != (call.world.head_repo(call.repo, pull).owner.lower(), pull.head):
            return False
        return pull.base == (base or pull.base) and (state == "all" or pull.is_open == (state == "open"))

    found = list(filter(is_wanted, call.repo.pulls.values()))
    order = found if asked.get("direction") == "asc" else found[::-1]
    return page(call, order, lambda pull: pull_simple(call.world, call.repo, pull))


@router.post("")
def create_pull(call: OnRepo, body: Body) -> Response:
    if "title" not in body:
        raise not_supplied("title")
    pull = open_pull(
        call.world,
        call.repo,
        call.actor,
        title=words(body, "title"),
        head=words(body, "head"),
        base=words(body, "base"),
        body=maybe_words(body, "body"),
        draft=body.get("draft") is True,
    )
    shape = _full(call, pull)
    return reply(shape, 201, {"Location": shape["url"]})


@router.get("/{number}")
def get_pull(call: OnRepo, number: int) -> Response:
    if call.world.faults.happens("not_found_after_open"):
        raise not_found()
    return reply(_full(call, call.pull(number)))


@router.patch("/{number}")
def change_pull(call: OnRepo, number: int, body: Body) -> Response:
    pull = call.pull(number)
    title, text, base = (maybe_words(body, field) for field in ("title", "body", "base"))
    edit_pull(call.world, call.repo, pull, call.actor, title=title, body=text, base=base)
    if "state" in body:
        set_state(call.world, call.repo, pull, call.actor, words(body, "state"))
    return reply(_full(call, pull))


@router.get("/{number}/files")
def files(call: OnRepo, number: int) -> Response:
    pull = call.pull(number)
    found = call.git.diff(pull.base_sha, pull.head_sha)[:_FILES]
    return page(call, found, lambda file: diff_entry(call.world, call.repo, file, pull.head_sha))


@router.get("/{number}/commits")
def commits(call: OnRepo, number: int) -> Response:
    pull = call.pull(number)
    found = call.git.commits(pull.head_sha, pull.base_sha, _COMMITS)
    return page(call, found, lambda each: commit(call.world, call.repo, each))


@router.get("/{number}/requested_reviewers")
def requested(call: OnRepo, number: int) -> Response:
    pull = call.pull(number)
    teams = [call.world.teams[call.repo.owner.lower(), slug] for slug in pull.team_reviewers]
    return reply(
        {
            "users": [user(call.world, login) for login in pull.reviewers],
            "teams": [team(call.world, each) for each in teams],
        }
    )


@router.post("/{number}/requested_reviewers")
def request(call: OnRepo, number: int, body: Body) -> Response:
    pull = call.pull(number)
    call.require("write")
    people, teams = body.get("reviewers") or [], body.get("team_reviewers") or []
    request_reviews(call.world, call.repo, pull, call.actor, people=people, teams=teams)
    return reply(pull_simple(call.world, call.repo, pull), 201)


@router.put("/{number}/merge")
def merge(call: OnRepo, number: int, body: Body) -> Response:
    title, text = maybe_words(body, "commit_title"), maybe_words(body, "commit_message")
    sha = merge_pull(
        call.world,
        call.repo,
        call.pull(number),
        call.actor,
        method=maybe_words(body, "merge_method") or "merge",
        sha=maybe_words(body, "sha"),
        message="\n\n".join([title, *([text] if text else [])]) if title else None,
    )
    return reply({"sha": sha, "merged": True, "message": "Pull Request successfully merged"})


def _full(call: RepoCall, pull: Pull) -> Json:
    return pull_full(call.world, call.repo, pull, read_answer(call.world, call.repo, pull))
