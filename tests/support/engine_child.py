"""A process with an engine of its own, for tests that kill it: `python engine_child.py URL FOLDER start|resume`.

Each thing that happens is a line in FOLDER/said; a file FOLDER/go lets the slow step end.
"""

import asyncio
import sys
from pathlib import Path

from tidegate.engine import durable
from tidegate.engine.queues import COMMANDS, EVENTS

FOLDER = Path(sys.argv[2])


def say(words: str) -> None:
    with (FOLDER / "said").open("a") as said:
        said.write(words + "\n")


@durable.step("first")
async def first(name: str) -> str:
    say(f"first {name}")
    return f"answer of first for {name}"


@durable.step("slow")
async def slow(name: str) -> str:
    say(f"slow {name} begins")
    while not (FOLDER / "go").exists():  # noqa: ASYNC110 - the event is another process making a file
        await asyncio.sleep(0.02)
    say(f"slow {name} ends")
    return name


@durable.workflow("chain")
async def chain(name: str) -> str:
    said = await first(name)
    await slow(name)
    say(f"done {name}: {said}")
    return name


async def main() -> None:
    await durable.launch(sys.argv[1], executor="local", workers=2)
    if sys.argv[3] == "start":
        for name in sys.argv[4:]:
            await durable.start(COMMANDS, chain, name, workflow=f"chain-{name}", partition="one")
        await durable.start(COMMANDS, chain, sys.argv[4], workflow=f"chain-{sys.argv[4]}", partition="one")
    try:
        await durable.start(EVENTS, chain, "x", workflow="x", partition="not partitioned")
    except ValueError:
        say("refused a partition where there is none")
    await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(main())
