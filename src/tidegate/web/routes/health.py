"""Whether the server answers, for load balancers. Anybody may ask; it says nothing else (Atlantis: /healthz)."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}
