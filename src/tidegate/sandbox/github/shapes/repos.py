"""Repositories, branches and their protection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tidegate.sandbox.github.records import Protection, Repo
from tidegate.sandbox.github.shapes.basics import Json, node_id, stamp, user
from tidegate.sandbox.github.shapes.commits import commit

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

_LINKS = {
    "archive_url": "/{archive_format}{/ref}",
    "assignees_url": "/assignees{/user}",
    "blobs_url": "/git/blobs{/sha}",
    "branches_url": "/branches{/branch}",
    "collaborators_url": "/collaborators{/collaborator}",
    "comments_url": "/comments{/number}",
    "commits_url": "/commits{/sha}",
    "compare_url": "/compare/{base}...{head}",
    "contents_url": "/contents/{+path}",
    "contributors_url": "/contributors",
    "deployments_url": "/deployments",
    "downloads_url": "/downloads",
    "events_url": "/events",
    "forks_url": "/forks",
    "git_commits_url": "/git/commits{/sha}",
    "git_refs_url": "/git/refs{/sha}",
    "git_tags_url": "/git/tags{/sha}",
    "hooks_url": "/hooks",
    "issue_comment_url": "/issues/comments{/number}",
    "issue_events_url": "/issues/events{/number}",
    "issues_url": "/issues{/number}",
    "keys_url": "/keys{/key_id}",
    "labels_url": "/labels{/name}",
    "languages_url": "/languages",
    "merges_url": "/merges",
    "milestones_url": "/milestones{/number}",
    "notifications_url": "/notifications{?since,all,participating}",
    "pulls_url": "/pulls{/number}",
    "releases_url": "/releases{/id}",
    "stargazers_url": "/stargazers",
    "statuses_url": "/statuses/{sha}",
    "subscribers_url": "/subscribers",
    "subscription_url": "/subscription",
    "tags_url": "/tags",
    "teams_url": "/teams",
    "trees_url": "/git/trees{/sha}",
}
_ZEROS = (
    "forks",
    "forks_count",
    "network_count",
    "size",
    "stargazers_count",
    "subscribers_count",
    "watchers",
    "watchers_count",
)
_SWITCHES: dict[str, bool] = {
    "has_discussions": False,
    "has_downloads": True,
    "has_issues": True,
    "has_pages": False,
    "has_projects": False,
    "has_wiki": False,
    "archived": False,
    "disabled": False,
    "is_template": False,
    "private": True,
    "allow_forking": True,
    "allow_auto_merge": False,
    "delete_branch_on_merge": False,
    "web_commit_signoff_required": False,
}


def repository(world: World, repo: Repo) -> Json:
    """`full-repository`, which is every other repository shape as well."""
    html = world.urls.html(f"/{repo.full_name}")
    open_issues = sum(pull.is_open for pull in repo.pulls.values())
    return {
        "id": repo.id,
        "node_id": node_id("Repository", repo.id),
        "name": repo.name,
        "full_name": repo.full_name,
        "owner": user(world, repo.owner),
        "description": None,
        "homepage": None,
        "language": "HCL",
        "license": None,
        "mirror_url": None,
        "topics": [],
        "visibility": "private",
        "default_branch": repo.default_branch,
        "url": world.urls.repo(repo.full_name),
        "html_url": html,
        "git_url": world.urls.git(repo.full_name),
        "clone_url": world.urls.git(repo.full_name),
        "ssh_url": f"git@sandbox:{repo.full_name}.git",
        "svn_url": html,
        "created_at": stamp(repo.created_at),
        "updated_at": stamp(repo.updated_at),
        "pushed_at": stamp(repo.updated_at),
        "open_issues": open_issues,
        "open_issues_count": open_issues,
        **dict.fromkeys(_ZEROS, 0),
        **_SWITCHES,
        "fork": repo.parent is not None,
        "allow_merge_commit": "merge" in repo.methods,
        "allow_squash_merge": "squash" in repo.methods,
        "allow_rebase_merge": "rebase" in repo.methods,
        **{name: world.urls.repo(repo.full_name, rest) for name, rest in _LINKS.items()},
    }


def short_branch(world: World, repo: Repo, name: str, sha: str) -> Json:
    return {
        "name": name,
        "commit": {"sha": sha, "url": world.urls.repo(repo.full_name, f"/commits/{sha}")},
        "protected": name in repo.protections,
    }


def branch(world: World, repo: Repo, name: str) -> Json:
    """A branch with the summary of its protection that anybody who reads may see."""
    protection = repo.protections.get(name)
    url = world.urls.branch(repo.full_name, name)
    checks = protection.required_checks if protection else ()
    level = ("everyone" if protection.enforce_admins else "non_admins") if protection and checks else "off"
    return {
        "name": name,
        "commit": commit(world, repo, world.git(repo).commit(f"refs/heads/{name}")),
        "_links": {"self": url, "html": world.urls.html(f"/{repo.full_name}/tree/{name}")},
        "protected": protection is not None,
        "protection": {
            "enabled": protection is not None,
            "required_status_checks": {
                "enforcement_level": level,
                "contexts": list(checks),
                "checks": [{"context": name, "app_id": None} for name in checks],
            },
        },
        "protection_url": f"{url}/protection",
    }


def protection_of(world: World, repo: Repo, name: str, protection: Protection) -> Json:
    url = world.urls.branch(repo.full_name, name) + "/protection"
    off = {
        key: {"enabled": False}
        for key in (
            "required_linear_history",
            "allow_force_pushes",
            "allow_deletions",
            "block_creations",
            "required_conversation_resolution",
            "lock_branch",
            "allow_fork_syncing",
        )
    }
    return {
        "url": url,
        **off,
        "required_signatures": {"url": f"{url}/required_signatures", "enabled": False},
        "enforce_admins": {"url": f"{url}/enforce_admins", "enabled": protection.enforce_admins},
        **required_checks(url, protection),
        **_required_reviews(url, protection),
    }


def required_checks(url: str, protection: Protection) -> dict[str, Any]:
    """The part of a protection about statuses; without any required one the key is not there."""
    if not protection.required_checks:
        return {}
    checks = {
        "url": f"{url}/required_status_checks",
        "contexts_url": f"{url}/required_status_checks/contexts",
        "strict": protection.strict,
        "contexts": list(protection.required_checks),
        "checks": [{"context": name, "app_id": None} for name in protection.required_checks],
    }
    return {"required_status_checks": checks}


def _required_reviews(url: str, protection: Protection) -> dict[str, Any]:
    if protection.required_reviews is None:
        return {}
    reviews = {
        "url": f"{url}/required_pull_request_reviews",
        "dismiss_stale_reviews": protection.dismiss_stale_reviews,
        "require_code_owner_reviews": False,
        "require_last_push_approval": False,
        "required_approving_review_count": protection.required_reviews,
    }
    return {"required_pull_request_reviews": reviews}
