"""A run's log: the page, its plain text, and the stream that follows it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Query, Request
from starlette.responses import Response, StreamingResponse

from tidegate.store import after_tests
from tidegate.store.after_tests import AfterTest
from tidegate.web import pages
from tidegate.web.following import CHUNK, Piece, Place, follow, place_from
from tidegate.web.house import House, WebHouse
from tidegate.web.runs import Run, find_run, is_finished
from tidegate.web.views.log import log_page, log_shown

router = APIRouter()

KEEP_ALIVE = 15.0  # Seconds. Proxies close connections on which nothing is said.


@router.get("/logs/{run_id}")
async def log(request: Request, house: House, run_id: str) -> Response:
    run = await _run(house, run_id)
    shown = await asyncio.to_thread(log_shown, _file(house, run))
    return pages.show(request, "log.html", page=log_page(run, shown, await _tests(house, run)))


@router.get("/logs/{run_id}/text")
async def text(house: House, run_id: str) -> Response:
    file = _file(house, await _run(house, run_id))
    if not file.exists():
        raise HTTPException(404, "This run has written nothing yet.")
    # Without a length: the log may grow while it is sent.
    return StreamingResponse(_chunks(file), media_type="text/plain; charset=utf-8")


@router.get("/logs/{run_id}/stream")
async def stream(
    house: House,
    run_id: str,
    last_event_id: Annotated[str | None, Header()] = None,
    begin: Annotated[str | None, Query(alias="from")] = None,
) -> Response:
    """Server-sent events. An event's id is the place in the log it ends at, `<bytes>-<file>`; the last is `end`."""
    run = await _run(house, run_id)
    place = place_from(last_event_id or begin)
    return StreamingResponse(
        _events(house, run, place),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(house: WebHouse, run: Run, place: Place) -> AsyncIterator[str]:
    said = time.monotonic()

    async def finished() -> bool:
        return is_finished(await _run(house, run.id))

    async for piece in follow(_file(house, run), place, finished):
        if piece:
            yield _event(piece)
        elif time.monotonic() - said > KEEP_ALIVE:
            yield ":\n\n"
        else:
            continue
        said = time.monotonic()
    yield f"event: end\ndata: {json.dumps((await _run(house, run.id)).state)}\n\n"


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as log:
        while chunk := log.read(CHUNK):
            yield chunk


def _event(piece: Piece) -> str:
    """The text as JSON: a log may hold what would end an event's line."""
    kind = "event: afresh\n" if piece.afresh else ""
    return f"id: {piece.place}\n{kind}data: {json.dumps(piece.text)}\n\n"


async def _run(house: WebHouse, run_id: str) -> Run:
    async with house.database.read() as tx:
        run = await find_run(tx, run_id)
    if run is None:
        raise HTTPException(404, "There is no such run.")
    return run


async def _tests(house: WebHouse, run: Run) -> tuple[AfterTest, ...]:
    """Commands that were run after a deployment; none of a plan."""
    async with house.database.read() as tx:
        return (await after_tests.of_deployments(tx, [run.id])).get(run.id, ())


def _file(house: WebHouse, run: Run) -> Path:
    return house.runs / run.id / "log"
