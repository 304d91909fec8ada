"""Teams of an organisation and who is in them."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.errors import forbidden, not_found
from tidegate.sandbox.github.records import Team
from tidegate.sandbox.github.rest.call import Authenticated, Call, page, reply
from tidegate.sandbox.github.shapes.basics import stamp, team, user

router = APIRouter(prefix="/orgs/{org}/teams")


@router.get("")
def list_teams(call: Authenticated, org: str) -> Response:
    _require_insight(call, org)
    return page(call, call.world.teams_of(org), lambda each: team(call.world, each))


@router.get("/{slug}")
def get_team(call: Authenticated, org: str, slug: str) -> Response:
    found = _team(call, org, slug)
    made = stamp(call.world.account(org).created_at)
    full = {
        "members_count": len(found.members),
        "repos_count": len(call.world.repos),
        "created_at": made,
        "updated_at": made,
        "organization": _organisation(call, org),
    }
    return reply({**team(call.world, found), **full})


@router.get("/{slug}/members")
def list_members(call: Authenticated, org: str, slug: str) -> Response:
    return page(call, _team(call, org, slug).members, lambda login: user(call.world, login))


@router.get("/{slug}/memberships/{username}")
def membership(call: Authenticated, org: str, slug: str, username: str) -> Response:
    found = _team(call, org, slug)
    if username.lower() not in (login.lower() for login in found.members):
        raise not_found()
    url = call.world.urls.api(f"/orgs/{org}/teams/{slug}/memberships/{username}")
    return reply({"state": "active", "role": "member", "url": url})


def _team(call: Call, org: str, slug: str) -> Team:
    _require_insight(call, org)
    found = call.world.teams.get((org.lower(), slug.lower()))
    if found is None:
        raise not_found()
    return found


def _require_insight(call: Call, org: str) -> None:
    """Teams are for members, for bots given a repository, and for Apps with Members: read."""
    if call.world.account(org).kind != "Organization":
        raise not_found()
    held = [call.world.permission(repo, call.actor) for repo in call.world.repos.values()]
    if not call.world.is_member(org, call.actor) and not any(held):
        raise forbidden("Must have read access to the organization's members.")


def _organisation(call: Call, org: str) -> dict[str, object]:
    who = call.world.account(org)
    api = call.world.urls.api(f"/orgs/{who.login}")
    made = stamp(who.created_at)
    return {
        **{
            key: value
            for key, value in user(call.world, org).items()
            if key in ("login", "id", "node_id", "avatar_url")
        },
        "url": api,
        "repos_url": f"{api}/repos",
        "events_url": f"{api}/events",
        "hooks_url": f"{api}/hooks",
        "issues_url": f"{api}/issues",
        "members_url": f"{api}/members{{/member}}",
        "public_members_url": f"{api}/public_members{{/member}}",
        "html_url": call.world.urls.html(f"/{who.login}"),
        "description": None,
        "has_organization_projects": False,
        "has_repository_projects": False,
        "public_repos": 0,
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "type": "Organization",
        "created_at": made,
        "updated_at": made,
        "archived_at": None,
    }
