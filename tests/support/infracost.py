"""A program called `infracost` that plays what the real one printed once, and notes how it was called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tidegate.terraform.programs import LaptopPrograms
from tidegate.terraform.toolbox import Toolbox

DATA = Path(__file__).parents[1] / "cost" / "data"

_PLAYER = """#!/bin/sh
here={here}
echo "$@" >>"$here/calls"
[ "$1" = --version ] && {{ echo "Infracost {version}"; exit 0; }}
env >"$here/environment"
ls -l >"$here/files"
cp plan.json "$here/plan-it-was-given.json"
cat "$here/err" >&2
cat "$here/out"
exit {code}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """Where it lies, and what it noted."""

    folder: Path

    @property
    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text().splitlines()

    @property
    def environment(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in (self.folder / "environment").read_text().splitlines())

    @property
    def files(self) -> str:
        """The folder it ran in, as `ls -l` shows it."""
        return (self.folder / "files").read_text()

    def programs(self) -> LaptopPrograms:
        """Programs that find it."""
        return programs(self.folder / "scratch", f"{self.folder}:/usr/bin:/bin")


def programs(scratch: Path, path: str) -> LaptopPrograms:
    """Programs of a PATH, which work in a folder of their own."""
    scratch.mkdir(exist_ok=True)
    return LaptopPrograms(scratch, Toolbox(path=path), {"PATH": path, "HOME": str(scratch)})


def recorded(name: str) -> str:
    """One of the outputs below tests/cost/data."""
    return (DATA / f"infracost-{name}.json").read_text()


def player(folder: Path, out: str, *, version: str = "v0.10.41", code: int = 0, err: str = "") -> Player:
    """Write the program to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "out").write_text(out)
    (folder / "err").write_text(err)
    script = folder / "infracost"
    script.write_text(_PLAYER.format(here=f"'{folder}'", version=version, code=code))
    script.chmod(0o755)
    return Player(folder=folder)
