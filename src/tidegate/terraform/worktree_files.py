"""Reading files of a worktree. Whoever opens a pull request made them, and this server reads them as itself."""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack
from pathlib import Path

LONGEST = 1 << 20  # Bytes.


def read_text(file: Path, worktree: Path) -> str | None:
    """Text of a file below `worktree`, links within it followed.

    None when there is none, or something that is not to be read: a link to the outside, a folder, a device, more than
    a MiB.
    """
    root = worktree.resolve()
    try:
        with ExitStack() as stack:
            opened = _open(root, file.resolve().relative_to(root), stack)
            if not stat.S_ISREG(os.fstat(opened).st_mode):
                return None
            with os.fdopen(os.dup(opened), "rb") as stream:
                content = stream.read(LONGEST + 1)
    except (OSError, ValueError, RuntimeError):  # ValueError: it is outside. RuntimeError: links in a circle.
        return None
    return content.decode(errors="replace") if len(content) <= LONGEST else None


def _open(root: Path, inside: Path, stack: ExitStack) -> int:
    """Open a resolved path, following no link: it may have become one since. Nor wait for the other end of a pipe."""
    at = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    stack.callback(os.close, at)
    for part in inside.parts:
        at = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=at)
        stack.callback(os.close, at)
    return at
