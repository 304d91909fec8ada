"""Those who answer for the rules: whose consent a change of the rules takes, and a plan that acts somewhere new."""

from __future__ import annotations

from dataclasses import replace

from tidegate.core.gates.consent.approvers import unknown_makers
from tidegate.core.gates.consent.candidates import Candidates
from tidegate.core.gates.consent.consents import Judged, approvers_for, judge
from tidegate.core.gates.consent.requirement import Requirement, approving
from tidegate.core.gates.decision import Action
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.needs import Able
from tidegate.core.gates.rules import Rules
from tidegate.core.known import Known, Unknown


def owners_of(rules: Rules) -> tuple[str, ...]:
    """`governance.owners`; where nobody is named, those whose consent counts in the environment."""
    return rules.policy.owners or approving("merge", rules.environment)


def owners_on_the_head(facts: Facts, rules: Rules) -> Known[tuple[Judged, ...]]:
    """What each person's newest opinion of the change's head is worth, as that of an owner."""
    return _judged("merge", facts, rules)


def owners_on_the_plans(facts: Facts, rules: Rules) -> Known[tuple[Judged, ...]]:
    """The same of exactly these plans, even where consents in the environment survive a plan that stays within.

    What is left of a failed deployment acts where that did, and keeps them.
    """
    strict = replace(rules.environment, apply=replace(rules.environment.apply, sticky="same_digest"))
    return _judged("apply", facts, replace(rules, environment=strict))


def owners_able(facts: Facts, rules: Rules) -> tuple[Able, ...]:
    """Those who could give an owner's consent."""
    return Candidates(approvers=approvers_for("apply", facts, rules), given={}).able(owners_of(rules))


def _judged(action: Action, facts: Facts, rules: Rules) -> Known[tuple[Judged, ...]]:
    makers = unknown_makers(facts)
    if makers:
        return Unknown(unknown_because=makers)
    return judge(action, facts, rules, Requirement(count=1, counting=owners_of(rules)))
