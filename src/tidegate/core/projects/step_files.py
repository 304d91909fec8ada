"""Files of the repository that a workflow's own commands name: what they run is part of what an apply does."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from tidegate.core.plans.code import Reads
from tidegate.core.projects.model import Step

_WORD = re.compile(r"[^\s;&|()<>\"'`=,]+")
_VARIABLE = re.compile(r"^\$\{?\w+\}?/")


def files_of(steps: Iterable[Step], home: str) -> Reads:
    """What commands of these steps may name, from the root of the checkout: whether it is there is for others to say.

    A script in a folder of its own stands for the folder: it may call what lies beside it.

    Args:
        steps: Of any stage.
        home: Directory of the project, where commands run.
    """
    paths = frozenset(path for step in steps for word in _words(step) for path in _paths(word, home))
    folders = {each for path in paths for each in (path, posixpath.dirname(path)) if "/" in path}
    return Reads(files=paths, folders=frozenset(each for each in folders if not f"{home}/".startswith(f"{each}/")))


def _words(step: Step) -> Iterator[str]:
    for word in _WORD.findall(step.command or ""):
        yield _VARIABLE.sub("", word)


def _paths(word: str, home: str) -> Iterator[str]:
    """A word as a path below the project's directory and below the root."""
    if word.startswith(("/", "-", "$")):
        return
    for base in (home, "."):
        path = posixpath.normpath(posixpath.join(base, word))
        if path != "." and path.split("/")[0] != "..":
            yield path
