"""The sandbox's own switches, below `/_sandbox`: faults, seeds, and whether webhooks wait. GitHub has none of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from tidegate.sandbox.github.errors import Refusal
from tidegate.sandbox.github.rest.call import world_of
from tidegate.sandbox.github.seeding import Planted, Seed, plant
from tidegate.sandbox.github.world import World

router = APIRouter(prefix="/_sandbox")
TheWorld = Annotated[World, Depends(world_of)]


class ArmedFault(BaseModel):
    fault: str
    times: int = 1


@router.get("/ready")
def ready() -> Response:
    return JSONResponse({"ready": True})


@router.get("/outbox")
def outbox(world: TheWorld) -> Response:
    """How many webhooks are still to be sent."""
    return JSONResponse({"unsent": world.outbox.unsent()})


@router.get("/faults")
def faults(world: TheWorld) -> Response:
    """How many times each armed fault is still to happen."""
    return JSONResponse(world.faults.left())


@router.post("/faults")
def arm(world: TheWorld, armed: ArmedFault) -> Response:
    """Let a fault happen so many times; see the table in `faults`."""
    try:
        world.faults.arm(armed.fault, armed.times)
    except ValueError as error:
        raise Refusal(422, str(error)) from None
    return JSONResponse(world.faults.left())


@router.post("/seed")
def seed(world: TheWorld, wanted: Seed) -> Planted:
    return plant(world, wanted)
