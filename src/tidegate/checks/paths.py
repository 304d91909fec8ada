"""Places of findings: paths as people write them, from the repository's root."""

from __future__ import annotations

import os
from pathlib import Path


def from_root(file: Path, root: Path) -> str:
    """`file` from the repository's root, without `..`; empty when it lies outside, as downloaded modules do."""
    normal, top = Path(os.path.normpath(file)), Path(os.path.normpath(root))
    return normal.relative_to(top).as_posix() if normal.is_relative_to(top) else ""
