"""Hooks, activity, Apps."""

from support.forge_world import misfits
from tidegate.sandbox.github.records import Repo
from tidegate.sandbox.github.shapes.hooks import activity, app, delivery, hook, installation
from tidegate.sandbox.github.world import World


def test_hooks_and_their_deliveries_fit_the_schemas(place: tuple[World, Repo]):
    world, repo = place
    made = world.add_hook("acme/infra", "http://tidegate.test/events", "secret")
    assert misfits("hook", hook(world, repo, made)) == []
    world.outbox.post(repo, "push", {"ref": "refs/heads/main"})
    assert misfits("hook-delivery-item", delivery(repo, made.deliveries[0])) == []


def test_activity_and_apps_fit_the_schemas(place: tuple[World, Repo]):
    world, repo = place
    made = world.add_app("acme", "tidegate", "a public key")
    assert misfits("activity", activity(world, repo.activities[0])) == []
    assert misfits("integration", app(world, made)) == []
    assert misfits("installation", installation(world, made)) == []
