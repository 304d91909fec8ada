"""Webhooks, their deliveries, the activity of a repository, and Apps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tidegate.sandbox.github.records import Activity, App, Delivery, Hook, Repo
from tidegate.sandbox.github.shapes.basics import Json, node_id, stamp, user

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World

_PERMISSIONS = {
    "administration": "read",
    "checks": "write",
    "contents": "write",
    "issues": "write",
    "members": "read",
    "metadata": "read",
    "pull_requests": "write",
    "statuses": "write",
}
_EVENTS = ["commit_comment", "issue_comment", "pull_request", "pull_request_review", "push"]


def hook(world: World, repo: Repo, of: Hook) -> Json:
    url = world.urls.repo(repo.full_name, f"/hooks/{of.id}")
    last = of.deliveries[-1] if of.deliveries else None
    return {
        "type": "Repository",
        "id": of.id,
        "name": "web",
        "active": of.active,
        "events": list(of.events),
        # GitHub never shows a secret again.
        "config": {"url": of.url, "content_type": "json", "insecure_ssl": "0", "secret": "********"},
        "created_at": stamp(of.created_at),
        "updated_at": stamp(of.created_at),
        "url": url,
        "test_url": f"{url}/test",
        "ping_url": f"{url}/pings",
        "deliveries_url": f"{url}/deliveries",
        "last_response": {
            "code": last.status_code if last else None,
            "status": last.status if last else "unused",
            "message": None,
        },
    }


def delivery(repo: Repo, of: Delivery) -> Json:
    """A delivery in the list; GitHub shows the request only in the delivery itself."""
    return {
        "id": of.id,
        "guid": of.guid,
        "delivered_at": stamp(of.at),
        "redelivery": of.redelivery,
        "duration": of.duration,
        "status": of.status,
        "status_code": of.status_code,
        "event": of.event,
        "action": json.loads(of.payload).get("action"),
        "installation_id": None,
        "repository_id": repo.id,
        "throttled_at": None,
    }


def activity(world: World, of: Activity) -> Json:
    return {
        "id": of.id,
        "node_id": node_id("Push", of.id),
        "before": of.before,
        "after": of.after,
        "ref": of.ref,
        "timestamp": stamp(of.at),
        "activity_type": of.kind,
        "actor": user(world, of.actor),
    }


def app(world: World, of: App) -> Json:
    return {
        "id": of.id,
        "slug": of.slug,
        "node_id": node_id("App", of.id),
        "owner": user(world, of.org),
        "name": of.slug,
        "description": None,
        "external_url": world.urls.base,
        "html_url": world.urls.html(f"/apps/{of.slug}"),
        "created_at": stamp(of.created_at),
        "updated_at": stamp(of.created_at),
        "permissions": _PERMISSIONS,
        "events": _EVENTS,
        "installations_count": 1,
    }


def installation(world: World, of: App) -> Json:
    return {
        "id": of.installation,
        "account": user(world, of.org),
        "repository_selection": "all",
        "access_tokens_url": world.urls.api(f"/app/installations/{of.installation}/access_tokens"),
        "repositories_url": world.urls.api("/installation/repositories"),
        "html_url": world.urls.html(f"/organizations/{of.org}/settings/installations/{of.installation}"),
        "app_id": of.id,
        "app_slug": of.slug,
        "target_id": world.account(of.org).id,
        "target_type": "Organization",
        "permissions": _PERMISSIONS,
        "events": _EVENTS,
        "created_at": stamp(of.created_at),
        "updated_at": stamp(of.created_at),
        "single_file_name": None,
        "has_multiple_single_files": False,
        "single_file_paths": [],
        "suspended_by": None,
        "suspended_at": None,
    }


def token_permissions() -> dict[str, str]:
    return dict(_PERMISSIONS)
