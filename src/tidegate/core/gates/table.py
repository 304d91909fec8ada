"""The table of gates: which there are, in the order people read them, and which is asked for which action.

A new gate is one file with a `check`, one line in `GATES` and one in `ASKED`. Gates about what a plan costs, makes and
was found to hold are not asked for `plan`: that is decided before there is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal, cast

from tidegate.core.gates import (
    approvals,
    approved,
    branch,
    checklist,
    checks,
    cost_limit,
    cost_review,
    enabled,
    fresh,
    governance,
    identity,
    locked,
    mergeable,
    permission,
    promotion,
    resource_limit,
    reviews,
    rollback_ready,
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
    "governance": governance.check,
    "identity": identity.check,
    "branch": branch.check,
    "approved": approved.check,
    "mergeable": mergeable.check,
    "undiverged": undiverged.check,
    "approvals": approvals.check,
    "cost_review": cost_review.check,
    "cost_limit": cost_limit.check,
    "resource_limit": resource_limit.check,
    "window": window.check,
    "checklist": checklist.check,
    "reviews": reviews.check,
    "promotion": promotion.check,
    "checks": checks.check,
    "rollback_ready": rollback_ready.check,
    "fresh": fresh.check,
    "locked": locked.check,
}

_ACTIONS: tuple[Action, ...] = ("plan", "merge", "apply", "emergency", "rollback", "auto_rollback", "state", "rules")
_COLUMNS = {
    "enabled": "x x x x x x x -",
    "permission": "x - x x x - x -",
    "governance": "r x x x x x x x",
    "identity": "- x x x x x x -",
    "branch": "- x x x - - x -",
    "approved": "x - x x - - x -",
    "mergeable": "x - x x - - x -",
    "undiverged": "x - x x - - x -",
    "approvals": "- x x x x x x -",
    "cost_review": "- x x x r r - -",
    "cost_limit": "- x x x r r - -",
    "resource_limit": "- x x x r r - -",
    "window": "- - x r - - x -",
    "checklist": "- x x r - - - -",
    "reviews": "- - x r - - - -",
    "promotion": "- - x x - - - -",
    "checks": "- x x x r r - -",
    "rollback_ready": "- - x x - - - -",
    "fresh": "- x x x x x x -",
    "locked": "x - x x x x x -",
}
"""One letter for each of `_ACTIONS`."""

ASKED: Mapping[str, Mapping[Action, Asked]] = {
    name: dict(zip(_ACTIONS, cast("list[Asked]", letters.split()), strict=True)) for name, letters in _COLUMNS.items()
}

GOVERNED = frozenset(
    {
        *("permission", "governance", "identity", "branch", "approvals", "cost_review", "cost_limit", "resource_limit"),
        *("window", "checklist", "reviews", "promotion", "checks", "rollback_ready"),
    }
)
"""Asked only where an environment's rules hold; where none hold although there is a file, `enabled` refuses. A change
of the rules is of no environment: about it `governance` is asked wherever there are rules."""

REQUIRED = frozenset({"approved", "mergeable", "undiverged"})
"""Asked only where a project or its workflow's stage lists the requirement of that name."""

IMPLIED: frozenset[tuple[str, Action]] = frozenset({("undiverged", "apply"), ("undiverged", "emergency")})
"""Requirements nobody needs to list where an environment's rules hold."""

DEMANDED: Mapping[str, frozenset[str]] = {
    "cost_review": frozenset({"cost_review", "all_reviews"}),
    "reviews": frozenset({"all_reviews"}),
}
"""Gates that must pass only where the environment's `apply.require` has one of these words; elsewhere they report.
`all_reviews` stands for checks and checklists too, which must pass everywhere."""
