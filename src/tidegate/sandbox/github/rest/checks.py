"""Check runs of commits."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from tidegate.sandbox.github.acts.checks import latest_checks, start, tell
from tidegate.sandbox.github.errors import not_found
from tidegate.sandbox.github.rest.call import Body, OnRepo, page, reply, resolved, words
from tidegate.sandbox.github.shapes.checks import check_run

router = APIRouter(prefix="/repos/{owner}/{repo}")


@router.get("/commits/{ref:path}/check-runs")
def list_check_runs(call: OnRepo, ref: str) -> Response:
    """GitHub: `filter` is `latest` unless asked otherwise."""
    found = latest_checks(call.repo, resolved(call, ref))
    wanted = call.request.query_params.get("check_name")
    runs = [run for run in found.values() if wanted in (None, run.name)]
    return page(
        call,
        runs,
        lambda each: check_run(call.world, call.repo, each),
        lambda shown, total: {"total_count": total, "check_runs": shown},
    )


@router.post("/check-runs")
def create_check_run(call: OnRepo, body: Body) -> Response:
    run = start(call.world, call.repo, call.caller.app, words(body, "head_sha"), words(body, "name"), body)
    return reply(check_run(call.world, call.repo, run), 201)


@router.patch("/check-runs/{check_run_id}")
def update_check_run(call: OnRepo, check_run_id: int, body: Body) -> Response:
    run = next((run for run in call.repo.check_runs if run.id == check_run_id), None)
    if run is None:
        raise not_found()
    tell(call.world, run, call.caller.app, body)
    return reply(check_run(call.world, call.repo, run))
