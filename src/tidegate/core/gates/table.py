"""The table of gates: which there are, in the order people read them, and which is asked for which action.

A new gate is one file with a `check`, one line in `GATES` and one in `ASKED`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal

from tidegate.core.gates import (
    approvals,
    approved,
    branch,
    enabled,
    fresh,
    locked,
    mergeable,
    permission,
    undiverged,
    window,
)
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance

Check = Callable[[Action, Facts, Governance, datetime], Answer]
Asked = Literal["x", "r", "-"]
"""`x` must pass, `r` is reported only, `-` is not asked."""

GATES: Mapping[str, Check] = {
    "enabled": enabled.check,
    "permission": permission.check,
    "branch": branch.check,
    "approved": approved.check,
    "mergeable": mergeable.check,
    "undiverged": undiverged.check,
    "approvals": approvals.check,
    "window": window.check,
    "fresh": fresh.check,
    "locked": locked.check,
}

ASKED: Mapping[str, Mapping[Action, Asked]] = {
    "enabled": {"plan": "x", "merge": "x", "apply": "x"},
    "permission": {"plan": "x", "merge": "-", "apply": "x"},
    "branch": {"plan": "-", "merge": "x", "apply": "x"},
    "approved": {"plan": "x", "merge": "-", "apply": "x"},
    "mergeable": {"plan": "x", "merge": "-", "apply": "x"},
    "undiverged": {"plan": "x", "merge": "-", "apply": "x"},
    "approvals": {"plan": "-", "merge": "x", "apply": "x"},
    "window": {"plan": "-", "merge": "-", "apply": "x"},
    "fresh": {"plan": "-", "merge": "x", "apply": "x"},
    "locked": {"plan": "x", "merge": "-", "apply": "x"},
}

GOVERNED = frozenset({"permission", "branch", "approvals", "window"})
"""Asked only where an environment's rules hold; where none hold although there is a file, `enabled` refuses."""

REQUIRED = frozenset({"approved", "mergeable", "undiverged"})
"""Asked only where a project or its workflow's stage lists the requirement of that name."""

IMPLIED: frozenset[tuple[str, Action]] = frozenset({("undiverged", "apply")})
"""Requirements nobody needs to list where an environment's rules hold."""
