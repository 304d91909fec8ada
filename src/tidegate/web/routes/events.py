"""Where the forge delivers. Whoever calls must sign with the webhook secret; nothing else is asked of them."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import JSONResponse, Response

from tidegate.flows.intake.intake import Receipt
from tidegate.web.house import House

router = APIRouter()

LARGEST = 25 * 1024 * 1024  # Bytes. GitHub: payloads are capped at 25 MB.

ANSWERS: dict[Receipt, tuple[int, str]] = {
    "accepted": (202, "stored; it is being worked on"),
    "known": (200, "known already"),
    "forged": (401, "the signature is not made with the webhook secret of this server"),
    "unreadable": (400, "this is not a delivery: the body must be a JSON object and its event be named"),
}


@router.post("/events")
async def events(request: Request, house: House) -> Response:
    body = await _body(request)
    receipt = await house.receive({name.lower(): value for name, value in request.headers.items()}, body)
    code, message = ANSWERS[receipt]
    return JSONResponse({"message": message}, code)


async def _body(request: Request) -> bytes:
    """The raw body, of bounded size however it is sent."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise HTTPException(413, "A delivery is never this large.")
    return bytes(body)
