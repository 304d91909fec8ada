"""Reading files of a worktree. Whoever opens a pull request made them, and this server reads them as itself."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

LONGEST = 1 << 20  # Bytes.


def read_text(file: Path, worktree: Path) -> str | None:
    """Text of a file below `worktree`, links within it followed.

    None when there is none, or something that is not to be read: a link to the outside, a folder, a device, more than
    a MiB.
    """
    try:
        with opened(file, worktree) as stream:
            content = stream.read(LONGEST + 1)
    except (OSError, ValueError, RuntimeError):
        return None
    return content.decode(errors="replace") if len(content) <= LONGEST else None


@contextmanager
def opened(file: Path, worktree: Path) -> Iterator[IO[bytes]]:
    """The bytes of a regular file below `worktree`, links within it followed.

    Raises:
        OSError: There is none, or it may not be read.
        ValueError: It is outside, or no regular file.
        RuntimeError: Links in a circle.
    """
    root = worktree.resolve()
    with ExitStack() as stack:
        descriptor = _open(root, file.resolve().relative_to(root), stack)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ValueError(f"{file} is no regular file")
        yield stack.enter_context(os.fdopen(os.dup(descriptor), "rb"))


def _open(root: Path, inside: Path, stack: ExitStack) -> int:
    """Open a resolved path, following no link: it may have become one since. Nor wait for the other end of a pipe."""
    at = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    stack.callback(os.close, at)
    for part in inside.parts:
        at = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=at)
        stack.callback(os.close, at)
    return at
