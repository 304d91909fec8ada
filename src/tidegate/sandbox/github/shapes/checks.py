"""Check runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tidegate.sandbox.github.records import CheckRun, Repo
from tidegate.sandbox.github.shapes.basics import Json, node_id, stamp
from tidegate.sandbox.github.shapes.hooks import app as app_shape

if TYPE_CHECKING:
    from tidegate.sandbox.github.world import World


def check_run(world: World, repo: Repo, run: CheckRun) -> Json:
    url = world.urls.repo(repo.full_name, f"/check-runs/{run.id}")
    return {
        "id": run.id,
        "node_id": node_id("CheckRun", run.id),
        "head_sha": run.sha,
        "name": run.name,
        "external_id": "",
        "url": url,
        "html_url": world.urls.html(f"/{repo.full_name}/runs/{run.id}"),
        "details_url": run.details_url,
        "status": run.status,
        "conclusion": run.conclusion,
        "started_at": stamp(run.started_at),
        "completed_at": stamp(run.completed_at),
        "check_suite": {"id": run.app},
        "output": {
            "title": run.title,
            "summary": run.summary,
            "text": None,
            "annotations_count": 0,
            "annotations_url": f"{url}/annotations",
        },
        "app": app_shape(world, world.apps[run.app]),
        "pull_requests": [],
    }
