"""`python -m tidegate.sandbox.github --port PORT --data DIR`: the demo's forge, with an empty `acme/infra`."""

from __future__ import annotations

import argparse
from pathlib import Path

import uvicorn

from tidegate.sandbox.github.acme import acme_world
from tidegate.sandbox.github.app import create_app


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tidegate.sandbox.github", description=__doc__)
    options.add_argument("--port", type=int, required=True, help="port of the loopback to listen on")
    options.add_argument("--data", type=Path, required=True, help="folder for the git repositories")
    given = options.parse_args()
    world = acme_world(given.data, f"http://127.0.0.1:{given.port}")
    uvicorn.run(create_app(world), host="127.0.0.1", port=given.port, log_level="warning")


if __name__ == "__main__":
    main()
