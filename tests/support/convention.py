"""The reference convention, where somebody has it: its YAML blocks, by the first key they hold."""

import os
import re
from pathlib import Path

VARIABLE = "TIDEGATE_CONVENTION"


def convention_file() -> Path | None:
    """The document `TIDEGATE_CONVENTION` names; None when it names none."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def blocks() -> list[str]:
    file = convention_file()
    return re.findall(r"```yaml\n(.*?)```", file.read_text(encoding="utf-8"), re.DOTALL) if file else []


def atlantis_block() -> str:
    return next(block for block in blocks() if "projects:" in block)


def governance_blocks() -> str:
    return "\n".join(block for block in blocks() if "projects:" not in block)
