"""One decision with everything it was made from."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tidegate.core.changes import Change
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import BrokenPolicy, Governance, Policy
from tidegate.store.codec import dump
from tidegate.store.decisions import StoredDecision
from tidegate.web.views.gates import DecisionView, decision_view


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPage:
    """A decision's page.

    Attributes:
        asked: `Apply for production`.
        attempted: Somebody asked for it; else it was made because facts moved.
        revision, source: Of the rules; empty without a governance file.
        facts: JSON, as `tidegate decide --facts` takes it.
    """

    decision: DecisionView
    change: Change
    asked: str
    attempted: bool
    revision: str
    source: str
    facts: str


def decision_page(stored: StoredDecision) -> DecisionPage:
    made = stored.decision
    where = f" for {_called(made.environment, stored.policy)}" if made.environment else ""
    return DecisionPage(
        decision=decision_view(stored),
        change=stored.facts.change,
        asked=f"{made.action.capitalize()}{where}",
        attempted=stored.attempted,
        revision=made.policy_revision,
        source=stored.policy.source if isinstance(stored.policy, Policy | BrokenPolicy) else "",
        facts=json.dumps(json.loads(dump(Facts, stored.facts)), indent=2, ensure_ascii=False),
    )


def _called(name: str, policy: Governance) -> str:
    found = policy.environments.get(name) if isinstance(policy, Policy) else None
    return found.called if found else name
