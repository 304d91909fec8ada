"""The files behind a plan, in its run's checkout: modules as Terraform installed them, and what code may read.

Whoever opens a pull request made them; nothing outside the checkout is read for them.
"""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from tidegate.core.errors import StepFailed
from tidegate.ports.terraform import ModuleFolder, StageRun
from tidegate.terraform.worktree_files import opened, read_text

CONFIGURATION = (".tf", ".tf.json", ".tofu", ".tofu.json")
LARGEST = 4 << 20  # Bytes of a file of configuration; of a larger one only its hash is known.
MOST = 1 << 30  # Bytes hashed for one plan: its author must not be able to keep the server busy.
#: Terraform's own: what it installs, keeps and locks. Lock file and state come into a plan in other ways.
OWN_FOLDERS = frozenset({".terraform", ".git"})
OWN_FILES = frozenset({".terraform.lock.hcl", ".terraform.tfstate.lock.info", "errored.tfstate", "crash.log"})
OWN_ENDS = (".tfstate", ".tfstate.backup", ".tfplan")


def installed_modules(run: StageRun) -> Mapping[str, str]:
    """Address → directory of every module, as `init` has written it down, from the root of the checkout."""
    text = read_text(data_folder(run) / "modules" / "modules.json", run.worktree)
    try:
        entries: Any = json.loads(text or "{}").get("Modules") or ()
        return {
            ".".join(f"module.{name}" for name in each["Key"].split(".")): posixpath.join(run.project.dir, each["Dir"])
            for each in entries
            if each["Key"]
        }
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError):
        return {}


def module_folder(run: StageRun, directory: str) -> ModuleFolder | None:
    """A directory as a module; None when there is none in the checkout."""
    place = posixpath.normpath(directory)
    if not _is_folder(run, place):
        return None
    names = sorted(each.name for each in (run.worktree / place).iterdir() if not each.is_dir())
    paths = {name: posixpath.normpath(posixpath.join(place, name)) for name in names if _is_configuration(name)}
    contents = {name: _content(run, path) for name, path in paths.items()}
    mine = frozenset(paths.values())
    hashes = file_hashes(run, [path for name, path in paths.items() if contents[name] is None], ())
    return ModuleFolder(
        dir=place,
        configuration={name: content for name, content in contents.items() if content is not None},
        unread={name: hashes.get(path, "") for name, path in paths.items() if contents[name] is None},
        others=tuple(path for path in _below(run, place) if not is_own(path) and path not in mine),
    )


def file_hashes(run: StageRun, files: Collection[str], folders: Collection[str]) -> Mapping[str, str]:
    """Path → hexadecimal SHA-256 of those that are there, and of everything below `folders`.

    Raises:
        StepFailed: They are more than anybody would review.
    """
    hasher = _Hasher(run.worktree)
    for path in sorted({*files, *(each for folder in sorted(folders) for each in _below(run, folder))}):
        if not is_own(path):
            hasher.take(path)
    return hasher.found


def is_own(path: str) -> bool:
    """Whether a file of this name is Terraform's own."""
    name = posixpath.basename(path)
    return name in OWN_FILES or name.endswith(OWN_ENDS)


def data_folder(run: StageRun) -> Path:
    """Where Terraform keeps what it installs (TF_DATA_DIR)."""
    return run.dir / run.variables.get("TF_DATA_DIR", ".terraform")


def _is_folder(run: StageRun, path: str) -> bool:
    """Whether it is a folder of the checkout, and no link that leads out of it."""
    try:
        found = (run.worktree / path).resolve()
    except (OSError, RuntimeError, ValueError):
        return False
    return found.is_dir() and found.is_relative_to(run.worktree.resolve())


def _is_configuration(name: str) -> bool:
    return name.endswith(CONFIGURATION) and not name.startswith(".")


def _content(run: StageRun, path: str) -> bytes | None:
    try:
        with opened(run.worktree / path, run.worktree) as stream:
            content = stream.read(LARGEST + 1)
    except (OSError, ValueError, RuntimeError):
        return None
    return content if len(content) <= LARGEST else None


def _below(run: StageRun, folder: str) -> Iterator[str]:
    """Files in a folder and all below it, links to folders not followed."""
    if not _is_folder(run, folder):
        return
    for where, inner, names in os.walk(run.worktree / folder):
        here = Path(where).relative_to(run.worktree)
        inner[:] = sorted(each for each in inner if each not in OWN_FOLDERS)
        links = [each for each in inner if (Path(where) / each).is_symlink()]
        yield from ((here / name).as_posix() for name in sorted([*names, *links]))


class _Hasher:
    """Hashes files of a worktree, up to a limit of all of them together."""

    def __init__(self, worktree: Path) -> None:
        self._worktree = worktree
        self._left = MOST
        self.found: dict[str, str] = {}

    def take(self, path: str) -> None:
        """A link counts as what it says where it does not lead to a file of the worktree."""
        file = self._worktree / path
        if not os.path.lexists(file):
            return
        try:
            with opened(file, self._worktree) as stream:
                self.found[path] = self._hash(stream, path)
        except (OSError, ValueError, RuntimeError):
            if file.is_symlink():
                self.found[path] = f"link:{os.fsencode(file.readlink()).hex()}"
            elif not file.is_dir():
                self.found[path] = "unreadable"

    def _hash(self, stream: Any, path: str) -> str:
        made = hashlib.sha256()
        while part := stream.read(1 << 20):
            self._left -= len(part)
            if self._left < 0:
                text = (
                    f"The code may read {path} and other files of more than {MOST >> 30} GiB in all, too many to say "
                    "whether the plan stays the same. Keep them out of the module's directory."
                )
                raise StepFailed("reading the code", 1, text)
            made.update(part)
        return made.hexdigest()
