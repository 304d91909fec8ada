"""What happened on a pull request, as its issue's timeline lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidegate.sandbox.github.records import Comment, Dismissal, Pull, Repo, Review
from tidegate.sandbox.github.shapes.basics import Json, node_id, stamp, user
from tidegate.sandbox.github.shapes.pulls import review
from tidegate.sandbox.github.shapes.talk import comment

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

Happening = Comment | Review | Dismissal


def happenings(repo: Repo, pull: Pull) -> list[Happening]:
    """Oldest first; records are numbered as they are made."""
    said = [each for each in repo.comments if each.number == pull.number]
    every: list[Happening] = [*said, *pull.reviews, *pull.dismissals]
    return sorted(every, key=lambda each: each.id)


def happening(world: World, repo: Repo, pull: Pull, happened: Happening) -> Json:
    match happened:
        case Comment():
            return {**comment(world, repo, happened), "event": "commented", "actor": user(world, happened.author)}
        case Review():
            shape = review(world, repo, pull, happened)
            return {**shape, "event": "reviewed", "state": happened.verdict.lower()}
        case Dismissal():
            return _dismissal(world, repo, happened)


def _dismissal(world: World, repo: Repo, made: Dismissal) -> Json:
    stale: Json = {"dismissal_commit_id": made.commit} if made.commit else {}
    return {
        "id": made.id,
        "node_id": node_id("ReviewDismissedEvent", made.id),
        "url": world.urls.repo(repo.full_name, f"/issues/events/{made.id}"),
        "actor": user(world, made.by),
        "event": "review_dismissed",
        "commit_id": None,
        "commit_url": None,
        "created_at": stamp(made.at),
        "dismissed_review": {
            "state": made.was.lower(),
            "review_id": made.review,
            "dismissal_message": made.message,
            **stale,
        },
        "performed_via_github_app": None,
    }
