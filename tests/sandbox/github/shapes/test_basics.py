"""People, teams and times."""

from datetime import datetime, timedelta, timezone

from support.forge_world import misfits
from tidegate.sandbox.github.records import Repo
from tidegate.sandbox.github.shapes.basics import association, public_user, stamp, team, user
from tidegate.sandbox.github.world import World


def test_people_and_teams_fit_the_schemas(place: tuple[World, Repo]):
    world, _ = place
    assert misfits("simple-user", user(world, "alice")) == []
    assert misfits("public-user", public_user(world, "tidegate-bot")) == []
    assert misfits("team", team(world, world.teams["acme", "devops"])) == []


def test_times_are_utc_and_whole_seconds():
    seoul = timezone(timedelta(hours=9))
    assert stamp(datetime(2026, 11, 25, 9, 0, 0, 900_000, seoul)) == "2026-11-25T00:00:00Z"
    assert stamp(None) is None


def test_members_bots_and_strangers_are_told_apart(place: tuple[World, Repo]):
    world, repo = place
    world.add_user("stranger-bot", kind="Bot")
    found = [association(world, repo, login) for login in ("park-cto", "tidegate-bot", "stranger-bot")]
    assert found == ["MEMBER", "COLLABORATOR", "NONE"]
