"""What the processes of a run see of this machine, and the walls that follow from it."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tidegate.ports.terraform import StageRun
from tidegate.terraform import own
from tidegate.terraform.isolation import SYSTEM, Bubblewrap, Isolation, Open, View, walls
from tidegate.terraform.process import Walls
from tidegate.terraform.worktree_files import read_text

_GIT = re.compile(r"gitdir: (?P<admin>.+)/?\n?")
_MIRROR = re.compile(r'^[ \t]*path[ \t]*=[ \t]*"([^"\n]+)"', re.MULTILINE)
_MIRROR_BLOCK = re.compile(r"\bfilesystem_mirror[ \t]*\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sights:
    """What every run of a server sees.

    Attributes:
        shims: Our stand-ins for tools.
        cli_config: Terraform's CLI configuration; the provider mirrors it names are seen too.
    """

    isolation: Isolation
    shims: Path
    cli_config: Path

    def walls(self, run: StageRun, tool: str) -> Walls | None:
        """What stands around a process of `run`, whose folders are there; `tool` is the terraform or tofu it calls."""
        if isinstance(self.isolation, Open):
            return None
        readable = [
            *(path for path in (self.shims, self.cli_config) if path.exists()),
            *provider_mirrors(self.cli_config),
            *_tool(self.isolation, run, Path(tool)),
            *_mirror(self.isolation, run),
        ]
        writable = (run.worktree, own.home(run), own.files(run))
        view = View(writable=writable, readable=tuple(readable), temporary=own.temporary(run))
        return walls(self.isolation, view, run.dir)

    def looking(self, run: StageRun, program: str, cwd: Path, reads: Sequence[Path]) -> Walls | None:
        """What stands around a program that only looks: of the run it sees the checkout and its own scratch."""
        if isinstance(self.isolation, Open):
            return None
        scratch = own.scratch_made(run)
        readable = [
            run.worktree,
            *(path for path in (self.cli_config, *reads) if path.exists()),
            *provider_mirrors(self.cli_config),
            *_our_python(self.isolation),
        ]
        if not any(Path(program).is_relative_to(path) for path in readable):
            readable += _tool(self.isolation, run, Path(program))
        view = View(writable=(scratch,), readable=tuple(readable), temporary=scratch / "tmp")
        return walls(self.isolation, view, cwd)


def provider_mirrors(cli_config: Path) -> tuple[Path, ...]:
    """The folders a CLI configuration's `filesystem_mirror` blocks name, those that are there."""
    if not cli_config.is_file():
        return ()
    blocks = _MIRROR_BLOCK.findall(cli_config.read_text(encoding="utf-8", errors="replace"))
    paths = (Path(path).expanduser() for block in blocks for path in _MIRROR.findall(block))
    return tuple(path for path in paths if path.is_absolute() and path.is_dir())


def _our_python(isolation: Bubblewrap) -> tuple[Path, ...]:
    """The Python this server runs with, and its libraries: what its own checks and scanners are started with.

    Not where it would uncover what is hidden.
    """
    places = dict.fromkeys(Path(each).resolve() for each in (sys.base_prefix, sys.prefix))
    return tuple(
        place
        for place in places
        if not any(path.resolve().is_relative_to(place) for path in isolation.hidden)
        and not any(place.is_relative_to(path) for path in map(Path, SYSTEM))
    )


def _tool(isolation: Bubblewrap, run: StageRun, tool: Path) -> tuple[Path, ...]:
    """The binary itself; not what a step's own PATH leads to, among its files or among ours."""
    within = tool.parent.resolve() / tool.name
    target = tool.resolve()
    forbidden = (*isolation.hidden, run.worktree, run.folder)
    if any(path.is_relative_to(folder.resolve()) for path in (within, target) for folder in forbidden):
        return ()
    return (tool,)


def _mirror(isolation: Bubblewrap, run: StageRun) -> tuple[Path, ...]:
    """The bare mirror a worktree belongs to, so that `git log` and `git diff` work.

    A step may write anything into its worktree's `.git`, so the mirror must say the same.
    """
    said = _GIT.fullmatch(read_text(run.worktree / ".git", run.worktree) or "")
    if said is None or isolation.mirrors is None:
        return ()
    admin = Path(said["admin"])
    mirror = admin.parent.parent
    if mirror.parent != isolation.mirrors.resolve() or admin.parent.name != "worktrees" or ".." in admin.parts:
        return ()
    back = admin / "gitdir"
    if not back.is_file() or back.read_text().strip() != str(run.worktree / ".git"):
        return ()
    return (mirror,)
