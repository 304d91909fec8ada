"""How long it takes to ask every gate about one project, and to make 1,000 stored decisions again.

A decision against the goal of 5 ms and as a ratio to reading its facts from JSON, which any store has to do; 1,000
replays under changed rules, facts read from the database's text, against the goal of 5 s, and a tenth of them: linear
growth is ten times. Time is the processor's, so that company on the machine does not count:
`python bench/decisions.py`.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.decisions import FACTS, NOON, POLICY, STAGING, staging
from support.processor import each, spent
from tidegate.core.gates.decide import decide
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.replay import Decided, replay
from tidegate.store.codec import dump, load

ONE_GOAL_MS, ALL_GOAL_SECONDS = 5.0, 5.0
REPLAYS = 1_000
STRICTER = staging(apply=replace(STAGING.apply, approvals=2))


def replays(count):
    texts = [dump(Facts, replace(FACTS, actor=("bob", "carol", "eve")[n % 3])) for n in range(count)]

    def work():
        for text in texts:
            replay(Decided(action="apply", facts=load(Facts, text), policy=POLICY, at=NOON), POLICY, STRICTER)

    return spent(work)


def main():
    text = dump(Facts, FACTS)
    one, yardstick = each(lambda: decide("apply", FACTS, POLICY, NOON)), each(lambda: json.loads(text))
    print(
        f"all gates of one project: {one * 1000:.3f} ms, {one * 1000 / ONE_GOAL_MS:.3f} of the goal of 5 ms,", end=" "
    )
    print(f"{one / yardstick:.1f} times reading its facts as JSON")
    many, few = replays(REPLAYS), replays(REPLAYS // 10)
    print(f"{REPLAYS:,} replays: {many:.2f} s, {many / ALL_GOAL_SECONDS:.3f} of the goal of 5 s,", end=" ")
    print(f"{many / few:.1f} times a tenth of them")


if __name__ == "__main__":
    main()
