"""`notifications:` and `cost_monitoring:` of the governance file: whether they name environments there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tidegate.config.governance_file.environments import by_environment
from tidegate.config.governance_file.governance_raw import GovernanceRaw
from tidegate.config.marks import Document
from tidegate.config.problems import did_you_mean
from tidegate.core.marks import Problem

MONTHLY = "_monthly"
BUDGETS = ("cost_monitoring", "budget_alerts")


def notice_problems(document: Document, owners: Mapping[str, str]) -> Iterator[Problem]:
    """`owners` leads from every word for an environment to its name."""
    for event in document.keys("notifications"):
        for key in ("channels", "mentions"):
            yield from by_environment(("notifications", event, key), document, owners)
    yield from by_environment(("cost_monitoring", "scopes"), document, owners)


def budget_problems(raw: GovernanceRaw, document: Document, owners: Mapping[str, str]) -> Iterator[Problem]:
    """Budgets of no environment, or of no month, and second ones for the same."""
    taken: dict[str, str] = {}
    for name in raw.cost_monitoring.budget_alerts:
        owner = owners.get(name.removesuffix(MONTHLY)) if name.endswith(MONTHLY) else None
        if owner is None:
            near = did_you_mean(name, [f"{word}{MONTHLY}" for word in owners])
            yield document.key_problem((*BUDGETS, name), f"`{name}` is no environment's budget of a month.", near)
        elif owner in taken:
            message = f"`{taken[owner]}` and `{name}` are the same environment's."
            yield document.key_problem((*BUDGETS, name), message, "Keep one.")
        else:
            taken[owner] = name
