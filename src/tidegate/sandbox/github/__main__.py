"""`python -m tidegate.sandbox.github --port PORT --data DIR`: the demo's forge, with an empty `acme/infra`."""

from __future__ import annotations

import argparse
from pathlib import Path

import uvicorn

from tidegate.sandbox.github.acme import acme_world
from tidegate.sandbox.github.app import create_app


def serve(port: int, data: Path) -> None:
    """Serve the forge at a port of the loopback, with its repositories in `data`, until somebody ends it."""
    world = acme_world(data, f"http://127.0.0.1:{port}")
    uvicorn.run(create_app(world), host="127.0.0.1", port=port, log_level="warning")


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tidegate.sandbox.github", description=__doc__)
    options.add_argument("--port", type=int, required=True, help="port of the loopback to listen on")
    options.add_argument("--data", type=Path, required=True, help="folder for the git repositories")
    given = options.parse_args()
    serve(given.port, given.data)


if __name__ == "__main__":
    main()
