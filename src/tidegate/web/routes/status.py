"""How busy the server is, for scripts that wait before they stop it (Atlantis: /status)."""

from __future__ import annotations

from fastapi import APIRouter

from tidegate.store import slots
from tidegate.web.house import House

router = APIRouter()


@router.get("/status")
async def status(house: House) -> dict[str, object]:
    """Atlantis's keys. Only applies are counted: everything else goes on by itself after a restart."""
    async with house.database.read() as tx:
        held = await slots.every(tx)
    return {
        "shutting_down": False,
        "in_progress_operations": sum(slot.state == "held" for slot in held),
        "version": house.version,
    }
