"""The demo's forge under the oracle's eyes."""

from pathlib import Path

import uvicorn

from oracle.check import Checked
from tidegate.sandbox.github.acme import acme_world
from tidegate.sandbox.github.app import create_app


def serve(port: int, data: Path) -> None:
    """Serve until somebody ends it."""
    world = acme_world(data, f"http://127.0.0.1:{port}")
    uvicorn.run(Checked(create_app(world), world), host="127.0.0.1", port=port, log_level="warning")
