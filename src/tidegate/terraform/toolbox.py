"""Where the programs of checks and cost tools are found: among the tools of this server, else on its PATH."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from tidegate.terraform.variables import SYSTEM_PATH


@dataclass(frozen=True, slots=True, kw_only=True)
class Toolbox:
    """The tools of a server or laptop. Never those of a checkout: whoever wrote it could bring a scanner of his own.

    Attributes:
        folder: Holds a folder for each tool with its program in `bin`: `checkov/bin/checkov`; None for no such tools.
        path: The folders looked through after it, as in PATH.
    """

    folder: Path | None = None
    path: str = SYSTEM_PATH

    def find(self, name: str) -> str | None:
        """The whole path of a program."""
        own = self.folder / name / "bin" / name if self.folder else None
        if own and os.access(own, os.X_OK):
            return str(own.absolute())
        found = shutil.which(name, path=self.path)
        return found and os.path.abspath(found)  # noqa: PTH100 - a link among the tools must stay one

    def home(self, program: str) -> Path | None:
        """The folder of the tool a program belongs to; None when it is none of ours."""
        folder = self.folder.absolute() if self.folder else None
        if folder is None or not Path(program).is_relative_to(folder) or ".." in Path(program).parts:
            return None
        return folder / Path(program).relative_to(folder).parts[0]
