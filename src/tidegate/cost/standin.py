"""What stands in for Infracost in workflow steps: a plan as JSON comes in, its estimate goes out.

Runs by itself within a step's walls, where only the standard library is.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tidegate.core.costs.model import CostEstimate
from tidegate.cost.catalog.engine import NAME, estimate
from tidegate.cost.infracost_written import document
from tidegate.cost.table import table
from tidegate.ports.cost import CostQuestion

NO_PLAN = "There is no plan yet to price: call infracost after the plan step."
NEWER = "aws-prices.json"  # Beside the program, where newer prices were fetched.
UNREADABLE = "The plan could not be read: it is not what `terraform show -json` prints."


def main() -> int:
    """`standin json|table PATH`, with the plan on standard input. Never fails a step for want of a price."""
    program, form, path = sys.argv
    found = _estimate(sys.stdin.read(), os.environ, Path(program).with_name(NEWER))
    print(_FORMS[form](found, path))  # noqa: T201 - what the step prints
    return 0


def _estimate(text: str, environment: Mapping[str, str], newer: Path) -> CostEstimate:
    if not text.strip():
        return _none(NO_PLAN)
    try:
        plan: Mapping[str, Any] = json.loads(text)
    except ValueError:
        return _none(UNREADABLE)
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or ""
    return estimate(CostQuestion(plan=plan, region=region), newer)


def _none(trouble: str) -> CostEstimate:
    return CostEstimate(engine=NAME, currency="USD", as_of="", trouble=trouble)


def _json(found: CostEstimate, path: str) -> str:
    return json.dumps(document(found, path=path, made=datetime.now(UTC)), indent=2)


_FORMS: Mapping[str, Callable[[CostEstimate, str], str]] = {"json": _json, "table": lambda found, _path: table(found)}
