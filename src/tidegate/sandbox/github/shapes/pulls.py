"""Pull requests and their reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidegate.sandbox.github.records import Pull, Repo, Review
from tidegate.sandbox.github.shapes.basics import Json, association, node_id, stamp, team, user
from tidegate.sandbox.github.shapes.repos import repository
from tidegate.sandbox.github.shapes.talk import label

if TYPE_CHECKING:
    from tidegate.sandbox.github.acts.mergeability import MergeAnswer
    from tidegate.sandbox.github.world import World


def pull_simple(world: World, repo: Repo, pull: Pull) -> Json:
    """A pull request as in lists."""
    api = world.urls.repo(repo.full_name, f"/pulls/{pull.number}")
    issue = world.urls.repo(repo.full_name, f"/issues/{pull.number}")
    html = world.urls.html(f"/{repo.full_name}/pull/{pull.number}")
    links = {
        "self": api,
        "html": html,
        "issue": issue,
        "comments": f"{issue}/comments",
        "review_comments": f"{api}/comments",
        "review_comment": world.urls.repo(repo.full_name, "/pulls/comments{/number}"),
        "commits": f"{api}/commits",
        "statuses": world.urls.repo(repo.full_name, f"/statuses/{pull.head_sha}"),
    }
    return {
        "id": pull.id,
        "node_id": node_id("PullRequest", pull.id),
        "number": pull.number,
        "url": api,
        "html_url": html,
        "diff_url": f"{html}.diff",
        "patch_url": f"{html}.patch",
        "issue_url": issue,
        **{f"{name}_url": links[name] for name in ("comments", "review_comments", "review_comment", "commits")},
        "statuses_url": links["statuses"],
        "_links": {name: {"href": address} for name, address in links.items()},
        "state": "open" if pull.is_open else "closed",
        "locked": False,
        "active_lock_reason": None,
        "title": pull.title,
        "body": pull.body,
        "user": user(world, pull.author),
        "author_association": association(world, repo, pull.author),
        "labels": [label(world, repo, each) for each in pull.labels],
        "milestone": None,
        "assignee": None,
        "assignees": [],
        "requested_reviewers": [user(world, login) for login in pull.reviewers],
        "requested_teams": [team(world, world.teams[repo.owner.lower(), slug]) for slug in pull.team_reviewers],
        "created_at": stamp(pull.created_at),
        "updated_at": stamp(pull.updated_at),
        "closed_at": stamp(pull.closed_at),
        "merged_at": stamp(pull.merge.at) if pull.merge else None,
        "merge_commit_sha": pull.merge.sha if pull.merge else None,
        "head": _end(world, world.head_repo(repo, pull), pull.head, pull.head_sha),
        "base": _end(world, repo, pull.base, pull.base_sha),
        "draft": pull.draft,
        "auto_merge": None,
    }


def pull_full(world: World, repo: Repo, pull: Pull, answer: MergeAnswer) -> Json:
    """A pull request by itself, with what is counted and computed for it."""
    git = world.git(repo)
    files = git.diff(pull.base_sha, pull.head_sha)
    return {
        **pull_simple(world, repo, pull),
        "merged": pull.merge is not None,
        "merged_by": user(world, pull.merge.by) if pull.merge else None,
        "mergeable": answer.mergeable,
        "mergeable_state": answer.state,
        "rebaseable": answer.mergeable,
        "maintainer_can_modify": False,
        "comments": sum(comment.number == pull.number for comment in repo.comments),
        "review_comments": 0,
        "commits": git.count(pull.head_sha, pull.base_sha),
        "additions": sum(file.additions for file in files),
        "deletions": sum(file.deletions for file in files),
        "changed_files": len(files),
    }


def review(world: World, repo: Repo, pull: Pull, given: Review) -> Json:
    api = world.urls.repo(repo.full_name, f"/pulls/{pull.number}")
    html = world.urls.html(f"/{repo.full_name}/pull/{pull.number}#pullrequestreview-{given.id}")
    return {
        "id": given.id,
        "node_id": node_id("PullRequestReview", given.id),
        "user": user(world, given.author),
        "body": given.body,
        "state": given.verdict,
        "html_url": html,
        "pull_request_url": api,
        "author_association": association(world, repo, given.author),
        "_links": {"html": {"href": html}, "pull_request": {"href": api}},
        "submitted_at": stamp(given.at),
        "commit_id": given.commit,
    }


def _end(world: World, repo: Repo, branch: str, sha: str) -> Json:
    return {
        "label": f"{repo.owner}:{branch}",
        "ref": branch,
        "sha": sha,
        "user": user(world, repo.owner),
        "repo": repository(world, repo),
    }
