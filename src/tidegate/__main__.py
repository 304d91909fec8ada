"""`tidegate` and `python -m tidegate`: hands the command line what it may start."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from tidegate.cli.app import Starts, build_app


def main() -> None:
    """Run the command line. What the environment can cause is printed as sentences, never as a traceback."""
    starts = Starts(server=_server, demo=_demo, demo_check=_demo_check, doctor=_doctor)
    try:
        build_app(starts)()
    except Exception as error:
        from tidegate.cli.trouble import told

        sentences = told(error)
        if sentences is None:
            raise
        sys.exit(sentences)


def _server() -> int:
    from tidegate.wiring import serve

    asyncio.run(serve(os.environ))
    return 0


def _demo(folder: Path) -> int:
    from tidegate.sandbox.demo import present
    from tidegate.wiring import serve

    asyncio.run(present(folder, serve, _say))
    return 0


def _demo_check(folder: Path) -> int:
    from tidegate.sandbox.demo import check
    from tidegate.wiring import serve

    return asyncio.run(check(folder, serve, _say))


def _say(words: str) -> None:
    """At once, also into a pipe: somebody waits for the address."""
    print(words, flush=True)


def _doctor(as_json: bool) -> int:  # noqa: FBT001 - an option of the command line
    from tidegate.cli.doctor import show
    from tidegate.wiring import examine

    return show(asyncio.run(examine(os.environ)), as_json=as_json)


if __name__ == "__main__":
    main()
