"""Small pieces of every answer: times, node ids, people, teams."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tidegate.sandbox.github.records import Repo, Team

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

Json = dict[str, Any]


def stamp(at: datetime | None) -> str | None:
    """A time as GitHub writes it: UTC, whole seconds."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def node_id(kind: str, number: int | str) -> str:
    return base64.b64encode(f"{kind}:{number}".encode()).decode()


def user(world: World, login: str) -> Json:
    """`simple-user`."""
    who = world.account(login)
    api = world.urls.api(f"/users/{who.login}")
    links = ("followers", "gists", "starred", "subscriptions", "organizations", "repos", "events", "received_events")
    return {
        "login": who.login,
        "id": who.id,
        "node_id": node_id("User", who.id),
        "avatar_url": world.urls.html(f"/avatars/{who.id}"),
        "gravatar_id": "",
        "url": api,
        "html_url": world.urls.html(f"/{who.login}"),
        **{f"{name}_url": f"{api}/{name}" for name in links},
        "following_url": f"{api}/following{{/other_user}}",
        "type": who.kind,
        "site_admin": False,
    }


def public_user(world: World, login: str) -> Json:
    who = world.account(login)
    nothing = dict.fromkeys(("company", "location", "hireable", "bio", "twitter_username"))
    zeros = dict.fromkeys(("public_repos", "public_gists", "followers", "following"), 0)
    made = stamp(who.created_at)
    return {
        **user(world, login),
        **nothing,
        **zeros,
        "name": who.name,
        "blog": "",
        "email": who.email,
        "created_at": made,
        "updated_at": made,
    }


def team(world: World, of: Team) -> Json:
    api = world.urls.api(f"/organizations/{world.account(of.org).id}/team/{of.id}")
    return {
        "id": of.id,
        "node_id": node_id("Team", of.id),
        "name": of.slug,
        "slug": of.slug,
        "description": None,
        "privacy": "closed",
        "notification_setting": "notifications_enabled",
        "permission": "pull",
        "type": "organization",
        "url": api,
        "html_url": world.urls.html(f"/orgs/{of.org}/teams/{of.slug}"),
        "members_url": f"{api}/members{{/member}}",
        "repositories_url": f"{api}/repos",
        "parent": None,
    }


def association(world: World, repo: Repo, login: str) -> str:
    """What somebody is to a repository: `MEMBER`, `COLLABORATOR` or `NONE`."""
    if world.is_member(repo.owner, login):
        return "MEMBER"
    return "COLLABORATOR" if login.lower() in repo.collaborators else "NONE"
