"""Projects that checks look at, in a folder, with programs as on a laptop."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from support.missing import report_missing
from support.paths import ROOT
from tidegate.core.checks.rules import CheckRules
from tidegate.core.projects.model import Project
from tidegate.ports.checks import Subject
from tidegate.terraform.programs import LaptopPrograms
from tidegate.terraform.toolbox import Toolbox

#: Where `make install` puts the scanner Tidegate installs itself.
TOOLS = ROOT / ".tools" / "tools"
SYSTEM = f"{Path(shutil.which('terraform') or '/usr/bin/terraform').parent}:/usr/bin:/bin"
TERRAFORM = shutil.which("terraform") or "terraform"

OPEN = """resource "aws_security_group" "open" {
  name = "open"
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
"""


def write(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def subject(
    folder: Path,
    files: Mapping[str, str],
    *,
    base: Mapping[str, str] | None = None,
    plan: Mapping[str, Any] | None = None,
    scanners: tuple[str, ...] = (),
    policies: Path | None = None,
    tools: Path | None = None,
    path: str = SYSTEM,
) -> Subject:
    """A subject of the project `app`. `tools` holds Tidegate's own tools."""
    scratch = folder / "scratch"
    (scratch / "tmp").mkdir(parents=True, exist_ok=True)
    environment = {
        "PATH": SYSTEM,
        "HOME": str(scratch),
        "TMPDIR": str(scratch / "tmp"),
        "LANG": "C.UTF-8",
        "TF_CLI_CONFIG_FILE": os.devnull,
        "CHECKPOINT_DISABLE": "1",
    }
    return Subject(
        root=write(folder / "head", files),
        base=None if base is None else write(folder / "base", base),
        project=Project(dir="app"),
        plan=plan,
        environment=None,
        rules=CheckRules(scanners=scanners),
        programs=LaptopPrograms(scratch, Toolbox(folder=tools, path=path), environment),
        terraform=TERRAFORM,
        policies=policies,
    )


def place_tool(folder: Path, name: str, script: str) -> Path:
    """A folder of tools in which a shell script plays one of them."""
    file = folder / name / "bin" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return folder


def need_checkov() -> Path:
    """The folder of tools with the real checkov; `make install` makes it."""
    if not (TOOLS / "checkov" / "bin" / "checkov").exists():
        report_missing("checkov in .tools (make install): no real scanner was run")
        pytest.skip("needs checkov")
    return TOOLS
