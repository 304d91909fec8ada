"""`python -m oracle.serve --port PORT --data DIR`: the demo's forge under the oracle's eyes, as its own process."""

import argparse
from pathlib import Path

import uvicorn

from oracle.check import Checked
from tidegate.sandbox.github.acme import acme_world
from tidegate.sandbox.github.app import create_app


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--data", type=Path, required=True)
    given = options.parse_args()
    world = acme_world(given.data, f"http://127.0.0.1:{given.port}")
    app = Checked(create_app(world), world)
    uvicorn.run(app, host="127.0.0.1", port=given.port, log_level="warning")


if __name__ == "__main__":
    main()
