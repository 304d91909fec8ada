"""Rows of ours by what their environments are called today: a renamed one keeps its old name as an alias."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from tidegate.core.deployments.debts import Debt
from tidegate.core.gates.policy import Governance, Policy
from tidegate.core.statements import Statement
from tidegate.store.deployments import StoredDeployment
from tidegate.store.plans import StoredPlan

Row = TypeVar("Row", StoredPlan, StoredDeployment, Statement, Debt)


def called_today(rows: Iterable[Row], governance: Governance) -> tuple[Row, ...]:
    """Each about the environment by its name of today; unchanged where no rules can be asked."""
    if not isinstance(governance, Policy):
        return tuple(rows)
    return tuple(
        replace(row, environment=governance.name_of(row.environment)) if row.environment else row for row in rows
    )
