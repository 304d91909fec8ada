"""What is locked: projects held by changes, and slots that applies run in."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from tidegate.store import apply_lock, changes, lock_queue, project_locks, slots
from tidegate.web import pages
from tidegate.web.house import House
from tidegate.web.views.locks import locks_page

router = APIRouter()


@router.get("/locks")
async def locks(request: Request, house: House) -> Response:
    async with house.database.read() as tx:
        held = await project_locks.every(tx)
        taken = await slots.every(tx)
        waiting = await lock_queue.every(tx)
        stopped = await apply_lock.current(tx)
        asked = {*((lock.repo, lock.number) for lock in held), *((repo, wait.number) for repo, wait in waiting)}
        pushes = {place: name for place in asked if (name := await changes.called(tx, *place))}
    return pages.show(request, "locks.html", page=locks_page(held, taken, waiting, stopped, pushes))
