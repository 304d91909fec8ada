"""The payload of every webhook, and handing it to the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tidegate.sandbox.github.acts.mergeability import UNKNOWN
from tidegate.sandbox.github.git.values import NOTHING
from tidegate.sandbox.github.records import Comment, CommitComment, Hook, Label, Pull, Repo, Review, Status
from tidegate.sandbox.github.shapes.basics import stamp, user
from tidegate.sandbox.github.shapes.commits import commit, pushed_commit
from tidegate.sandbox.github.shapes.hooks import hook as hook_shape
from tidegate.sandbox.github.shapes.pulls import pull_full, pull_simple, review
from tidegate.sandbox.github.shapes.repos import repository
from tidegate.sandbox.github.shapes.talk import comment, commit_comment, issue, label
from tidegate.sandbox.github.urls import Urls

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

# GitHub: a push's payload lists at most 2,048 commits; the story's are few.
_COMMITS = 250


def pull_event(world: World, repo: Repo, pull: Pull, action: str, actor: str, **more: Any) -> None:
    """`pull_request`; `more` are the fields of this action alone, such as `before` and `after`."""
    payload = {
        "action": action,
        "number": pull.number,
        "pull_request": pull_full(world, repo, pull, UNKNOWN),
        **more,
        **_common(world, repo, actor),
    }
    world.outbox.post(repo, "pull_request", payload)


def label_event(world: World, repo: Repo, pull: Pull, action: str, actor: str, changed: Label) -> None:
    pull_event(world, repo, pull, action, actor, label=label(world, repo, changed))


def review_event(world: World, repo: Repo, pull: Pull, given: Review, action: str, actor: str) -> None:
    """`pull_request_review`; here GitHub writes the verdict in small letters."""
    shape = {**review(world, repo, pull, given), "state": given.verdict.lower(), "updated_at": stamp(given.at)}
    payload = {
        "action": action,
        "review": shape,
        "pull_request": pull_simple(world, repo, pull),
        **_common(world, repo, actor),
    }
    world.outbox.post(repo, "pull_request_review", payload)


def comment_event(world: World, repo: Repo, said: Comment, action: str, actor: str, **more: Any) -> None:
    payload = {
        "action": action,
        "issue": issue(world, repo, world.pull(repo, said.number)),
        "comment": comment(world, repo, said),
        **more,
        **_common(world, repo, actor),
    }
    world.outbox.post(repo, "issue_comment", payload)


def commit_comment_event(world: World, repo: Repo, said: CommitComment) -> None:
    payload = {
        "action": "created",
        "comment": commit_comment(world, repo, said),
        **_common(world, repo, said.author),
    }
    world.outbox.post(repo, "commit_comment", payload)


def push_event(world: World, repo: Repo, ref: str, before: str, after: str, actor: str) -> None:
    git, gone = world.git(repo), after == NOTHING
    forced = NOTHING not in (before, after) and not git.contains(after, before)
    made = [] if gone else git.commits(after, before if before != NOTHING else None, _COMMITS)
    listed = [pushed_commit(world, repo, each, git.changes_of(each)) for each in made]
    head = None if gone else pushed_commit(world, repo, git.commit(after), git.changes_of(git.commit(after)))
    who = world.account(actor)
    payload = {
        "ref": ref,
        "before": before,
        "after": after,
        "created": before == NOTHING,
        "deleted": gone,
        "forced": forced,
        "base_ref": None,
        "compare": world.urls.html(f"/{repo.full_name}/compare/{before[:12]}...{after[:12]}"),
        "commits": listed,
        "head_commit": head,
        "pusher": {"name": who.login, "email": who.email},
        **_common(world, repo, actor),
    }
    payload["repository"] |= {
        "created_at": int(repo.created_at.timestamp()),
        "pushed_at": int(repo.updated_at.timestamp()),
        "stargazers": 0,
        "master_branch": repo.default_branch,
    }
    world.outbox.post(repo, "push", payload)


def fork_event(world: World, repo: Repo, made: Repo, actor: str) -> None:
    """`fork`; GitHub has not looked at the new repository's languages yet."""
    forkee = {**repository(world, made), "language": None}
    world.outbox.post(repo, "fork", {"forkee": forkee, **_common(world, repo, actor)})


def deletion_event(world: World, repo: Repo, branch: str, actor: str) -> None:
    """`delete`: a branch is gone. A `push` tells it too."""
    payload = {"ref": branch, "ref_type": "branch", "pusher_type": "user", **_common(world, repo, actor)}
    world.outbox.post(repo, "delete", payload)


def status_event(world: World, repo: Repo, given: Status) -> None:
    payload = {
        "id": given.id,
        "sha": given.sha,
        "name": repo.full_name,
        "target_url": given.target_url,
        "avatar_url": user(world, given.creator)["avatar_url"],
        "context": given.context,
        "description": given.description,
        "state": given.state,
        "commit": commit(world, repo, world.git(repo).commit(given.sha)),
        "branches": _branches_at(world, repo, given.sha),
        "created_at": stamp(given.at),
        "updated_at": stamp(given.at),
        **_common(world, repo, given.creator),
    }
    world.outbox.post(repo, "status", payload)


def ping(world: World, repo: Repo, hook: Hook, actor: str) -> None:
    """What GitHub sends to a hook when it is made."""
    payload = {
        "zen": "Keep it logically awesome.",
        "hook_id": hook.id,
        "hook": hook_shape(world, repo, hook),
        **_common(world, repo, actor),
    }
    world.outbox.post_to(repo, hook, "ping", payload)


def _branches_at(world: World, repo: Repo, sha: str) -> list[dict[str, Any]]:
    urls: Urls = world.urls
    return [
        {
            "name": name,
            "commit": {"sha": tip, "url": urls.repo(repo.full_name, f"/commits/{tip}")},
            "protected": name in repo.protections,
        }
        for name, tip in world.git(repo).branches().items()
        if tip == sha
    ]


def _common(world: World, repo: Repo, actor: str) -> dict[str, Any]:
    return {"repository": repository(world, repo), "sender": user(world, actor)}
