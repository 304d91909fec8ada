"""Our stand-ins for tools that workflow steps call by name."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

SHIMS = Path(__file__).with_name("shims")


def install_shims(folder: Path) -> Path:
    """Copy the stand-ins, executable, into `folder`, which goes on the steps' PATH; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for shim in SHIMS.iterdir():
        temporary = folder / f".{shim.name}.{os.getpid()}"
        shutil.copyfile(shim, temporary)
        temporary.chmod(0o755)
        temporary.replace(folder / shim.name)
    return folder
