"""Comments, reactions, labels and statuses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tidegate.sandbox.github.records import Comment, CommitComment, Label, Pull, Reaction, Repo, Status
from tidegate.sandbox.github.shapes.basics import Json, association, node_id, stamp, user

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

REACTIONS = ("+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes")


def comment(world: World, repo: Repo, said: Comment) -> Json:
    url = world.urls.repo(repo.full_name, f"/issues/comments/{said.id}")
    return {
        "id": said.id,
        "node_id": node_id("IssueComment", said.id),
        "url": url,
        "html_url": world.urls.html(f"/{repo.full_name}/pull/{said.number}#issuecomment-{said.id}"),
        "issue_url": world.urls.repo(repo.full_name, f"/issues/{said.number}"),
        "user": user(world, said.author),
        "body": said.body,
        "author_association": association(world, repo, said.author),
        "created_at": stamp(said.created_at),
        "updated_at": stamp(said.updated_at),
        "performed_via_github_app": None,
        "reactions": reactions(repo, said.id, f"{url}/reactions"),
    }


def commit_comment(world: World, repo: Repo, said: CommitComment) -> Json:
    """A comment on a commit as a whole, on none of its lines."""
    url = world.urls.repo(repo.full_name, f"/comments/{said.id}")
    return {
        "id": said.id,
        "node_id": node_id("CommitComment", said.id),
        "url": url,
        "html_url": world.urls.html(f"/{repo.full_name}/commit/{said.sha}#commitcomment-{said.id}"),
        "commit_id": said.sha,
        "path": None,
        "position": None,
        "line": None,
        "user": user(world, said.author),
        "body": said.body,
        "author_association": association(world, repo, said.author),
        "created_at": stamp(said.created_at),
        "updated_at": stamp(said.updated_at),
        "reactions": reactions(repo, said.id, f"{url}/reactions"),
    }


def reactions(repo: Repo, comment_id: int, url: str) -> Json:
    """The summary of the reactions to a comment."""
    given = Counter(each.content for each in repo.reactions if each.comment == comment_id)
    return {"url": url, "total_count": given.total(), **{name: given[name] for name in REACTIONS}}


def reaction(world: World, given: Reaction) -> Json:
    return {
        "id": given.id,
        "node_id": node_id("Reaction", given.id),
        "user": user(world, given.author),
        "content": given.content,
        "created_at": stamp(given.at),
    }


def label(world: World, repo: Repo, of: Label) -> Json:
    return {
        "id": of.id,
        "node_id": node_id("Label", of.id),
        "url": world.urls.repo(repo.full_name, f"/labels/{of.name}"),
        "name": of.name,
        "description": "",
        "color": "ededed",
        "default": False,
    }


def issue(world: World, repo: Repo, pull: Pull) -> Json:
    """A pull request as the issue it is too."""
    url = world.urls.repo(repo.full_name, f"/issues/{pull.number}")
    html = world.urls.html(f"/{repo.full_name}/pull/{pull.number}")
    return {
        "id": pull.id,
        "node_id": node_id("Issue", pull.id),
        "number": pull.number,
        "url": url,
        "html_url": html,
        "repository_url": world.urls.repo(repo.full_name),
        "labels_url": f"{url}/labels{{/name}}",
        "comments_url": f"{url}/comments",
        "events_url": f"{url}/events",
        "timeline_url": f"{url}/timeline",
        "title": pull.title,
        "body": pull.body,
        "user": user(world, pull.author),
        "author_association": association(world, repo, pull.author),
        "state": "open" if pull.is_open else "closed",
        "state_reason": None,
        "locked": False,
        "active_lock_reason": None,
        "assignee": None,
        "assignees": [],
        "milestone": None,
        "labels": [label(world, repo, each) for each in pull.labels],
        "comments": sum(said.number == pull.number for said in repo.comments),
        "created_at": stamp(pull.created_at),
        "updated_at": stamp(pull.updated_at),
        "closed_at": stamp(pull.closed_at),
        "draft": pull.draft,
        "performed_via_github_app": None,
        "reactions": reactions(repo, pull.id, f"{url}/reactions"),
        "pull_request": {
            "url": world.urls.repo(repo.full_name, f"/pulls/{pull.number}"),
            "html_url": html,
            "diff_url": f"{html}.diff",
            "patch_url": f"{html}.patch",
            "merged_at": stamp(pull.merge.at) if pull.merge else None,
        },
    }


def simple_status(world: World, repo: Repo, given: Status) -> Json:
    """A status as in the combined status, without its creator."""
    return {
        "url": world.urls.repo(repo.full_name, f"/statuses/{given.sha}"),
        "avatar_url": world.urls.html(f"/avatars/{world.account(given.creator).id}"),
        "id": given.id,
        "node_id": node_id("Status", given.id),
        "state": given.state,
        "description": given.description,
        "target_url": given.target_url,
        "context": given.context,
        "created_at": stamp(given.at),
        "updated_at": stamp(given.at),
    }


def status(world: World, repo: Repo, given: Status) -> Json:
    return {**simple_status(world, repo, given), "creator": user(world, given.creator)}
