"""What a push to a large repository costs to fetch, and many worktrees of it cost to make, against git by hand.

A fetch brings only what is new, so its cost should not depend on the size of the repository. Run it with nothing else
going on: `python bench/fetch.py`.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.git_http import PASSWORD, USER, Origin, serve
from tidegate.git.checkout import GitCheckout
from tidegate.ports.forge import CloneSource

LARGE, SMALL = 10_000, 1_000
PUSHES = 7
WORKTREES = 20
REPO = "acme/infra"


class Bench:
    """A repository of so many files, our mirror of it, and one that git fetches by hand."""

    def __init__(self, folder: Path, origin: Origin, files: int) -> None:
        self.folder = folder
        self.origin = origin
        self.files = files
        self.source = CloneSource(url=origin.url, username=USER, secret=PASSWORD)
        self.checkout = GitCheckout(folder / "data")
        self.mirror = folder / "data" / "mirrors" / "acme%2Finfra.git"
        self.by_hand = folder / "hand.git"
        self.address = origin.url.replace("://", f"://{USER}:{PASSWORD}@")
        self.loop = asyncio.new_event_loop()

    def begin(self) -> None:
        content = {path(number): f'locals {{ name = "{number}" }}\n' for number in range(self.files)}
        self.origin.commit("main", content)
        self.fetch()

    def fetch(self) -> None:
        self.loop.run_until_complete(self.checkout.fetch(REPO, self.source))

    def clone(self) -> None:
        self.origin.git("clone", "-q", "--bare", self.address, str(self.by_hand))

    def push(self, number: int) -> str:
        return self.origin.commit("main", {path(number): f"# push {number}\n"})

    def objects(self) -> int:
        told = self.origin.git("count-objects", "-v", cwd=self.mirror).splitlines()
        return sum(int(line.split()[1]) for line in told if line.startswith(("count:", "in-pack:")))

    def one_push(self, number: int) -> tuple[float, float, float]:
        """Objects that came for each one pushed; seconds of our fetch, and of git's by hand."""
        before, old = self.objects(), self.origin.git("rev-parse", "HEAD")
        new = self.push(number)
        ours = seconds(self.fetch)
        line = ("fetch", "-q", "--prune", "--no-tags", self.address, "+refs/heads/*:refs/heads/*")
        theirs = seconds(lambda: self.origin.git(*line, cwd=self.by_hand))
        pushed = len(self.origin.git("rev-list", "--objects", new, f"^{old}").splitlines())
        return (self.objects() - before) / pushed, ours, theirs

    def worktrees(self) -> None:
        sha = self.origin.git("rev-parse", "HEAD")

        async def all_at_once() -> None:
            await asyncio.gather(*(self.checkout.worktree(REPO, 7, str(name), sha) for name in range(WORKTREES)))

        self.loop.run_until_complete(all_at_once())

    def worktrees_by_hand(self) -> None:
        for name in range(WORKTREES):
            there = str(self.folder / "by-hand" / str(name))
            self.origin.git("worktree", "add", "-q", "--detach", there, "main", cwd=self.by_hand)


def path(number: int) -> str:
    """No folder holds more than a hundred others: a push writes every folder above its file anew."""
    return f"projects/{number // 100}/{number % 100}/main.tf"


def seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def main() -> None:
    fetches = {files: with_repository(files, measure) for files in (SMALL, LARGE)}
    print(f"{LARGE:,} files against {SMALL:,}: a fetch takes {fetches[LARGE] / fetches[SMALL]:.2f} times as long")


def with_repository(files: int, measured: Callable[[Bench], float]) -> float:
    with tempfile.TemporaryDirectory() as name, serve(Path(name)) as origin:
        bench = Bench(Path(name), origin, files)
        bench.begin()
        return measured(bench)


def measure(bench: Bench) -> float:
    """Print what this repository shows; gives the seconds of a fetch."""
    cloned = seconds(bench.clone)
    runs = [bench.one_push(number) for number in range(PUSHES)]
    objects, ours, theirs = (median(column) for column in zip(*runs, strict=True))
    print(
        f"{bench.files:,} files, a push of one: {objects:.2f} objects came for each one pushed; "
        f"{ours * 1000:.0f} ms, {ours / theirs:.2f} of `git fetch` by hand, {ours / cloned:.3f} of a fresh clone"
    )
    made, by_hand = seconds(bench.worktrees), seconds(bench.worktrees_by_hand)
    again = seconds(bench.worktrees)
    print(
        f"{bench.files:,} files, {WORKTREES} worktrees: {made:.1f} s, {made / by_hand:.2f} of `git worktree add` one "
        f"after the other; cleaned and reset {again:.1f} s, {again / made:.2f} of making them"
    )
    return ours


if __name__ == "__main__":
    main()
