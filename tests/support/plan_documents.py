"""Plans as `terraform show -json` printed them, to be read and changed by tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parents[1] / "core" / "plans" / "data"


def plan_document(name: str) -> dict[str, Any]:
    """A fresh copy of `create` (everything new) or `replace` (a replacement, a move, an import, updates)."""
    return json.loads((_DATA / f"{name}.json").read_text())
