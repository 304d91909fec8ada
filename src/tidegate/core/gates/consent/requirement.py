"""What the rules ask for before an action: how many consents, from whom, and what comes on top for its cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tidegate.core.gates.decision import Action
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.increase import a_month, increase
from tidegate.core.gates.policy import CostRange, Environment
from tidegate.core.gates.rules import Rules, place
from tidegate.core.known import Known, Unknown
from tidegate.core.marks import Mark
from tidegate.core.money import rounded
from tidegate.core.words import Wording, say

JUSTIFICATION = "business_justification"
APPROVAL = "_approval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What an action needs.

    Attributes:
        counting: Roles whose consent counts towards `count`.
        each: Roles each of which has to be among those who consented, one person for one role.
        besides: Roles of which somebody has to consent too, whoever else they consent as.
        justification: The business reason has to be given.
        override: Roles one of which has to consent to an emergency; None where it is none.
        because: What of it the cost decides, a clause; empty where that adds nothing.
        mark: Where the number is written.
    """

    count: int
    counting: tuple[str, ...]
    each: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    justification: bool = False
    override: tuple[str, ...] | None = None
    because: Wording = ""
    mark: Mark | None = None

    @property
    def heard(self) -> frozenset[str]:
        """Roles whose opinion matters for anything."""
        return frozenset((*self.counting, *self.each, *self.besides, *(self.override or ())))

    @property
    def is_any(self) -> bool:
        """Whether anybody has to consent at all."""
        return bool(self.count or self.each or self.besides or self.override is not None)


def requirement(action: Action, facts: Facts, rules: Rules) -> Requirement:
    """What the action needs by the rules of its environment.

    Raises:
        LookupError: No rule says whose consent the action takes.
    """
    match action:
        case "merge":
            return Requirement(count=1, counting=approving(action, rules.environment), mark=rules.mark("plan"))
        case "apply":
            return _to_apply(facts, rules)
        case "emergency":
            return _in_emergency(facts, rules)
        case "rollback":
            listed = rules.environment.rollback_approvers
            return Requirement(count=len(listed), counting=listed, each=listed, mark=_rollback_mark(rules))
        case _:
            raise LookupError(f"no rule says whose consent {action} takes")


def approving(action: Action, environment: Environment) -> tuple[str, ...]:
    """Roles whose consent counts. Where nothing can be applied, those who may plan review a merge."""
    rule = environment.apply
    named = tuple(dict.fromkeys((*(rule.approvals_from or rule.allow), *rule.one_from_each)))
    return named or environment.plan_allow if action == "merge" else named


def range_of(amount: Known[Decimal], ranges: Sequence[CostRange], currency: str) -> CostRange | None:
    """The range an increase falls into as people read it, rounded; the highest while nobody knows; None of none."""
    if not ranges or isinstance(amount, Unknown):
        return ranges[-1] if ranges else None
    reached = [each for each in ranges if each.low <= rounded(amount, currency)]
    return reached[-1] if reached else ranges[0]


def _to_apply(facts: Facts, rules: Rules) -> Requirement:
    rule, currency = rules.environment.apply, rules.policy.cost.currency
    own = rules.mark("apply", "approvals")
    amount = increase(facts, currency)
    found = range_of(amount, rules.policy.cost_ranges, currency)
    counting = approving("apply", rules.environment)
    if found is None:
        return Requirement(count=rule.approvals, counting=counting, each=rule.one_from_each, mark=own)
    asks_more = found.approvals > rule.approvals or bool(found.additional)
    return Requirement(
        count=max(rule.approvals, found.approvals),
        counting=counting,
        each=rule.one_from_each,
        besides=tuple(name.removesuffix(APPROVAL) for name in found.additional if name != JUSTIFICATION),
        justification=JUSTIFICATION in found.additional,
        because=_because(amount, found, currency) if asks_more else "",
        mark=found.at if found.approvals > rule.approvals else own,
    )


def _in_emergency(facts: Facts, rules: Rules) -> Requirement:
    override = rules.policy.emergency_approvers or rules.environment.rollback_approvers
    return replace(_to_apply(facts, rules), override=override)


def _because(amount: Known[Decimal], found: CostRange, currency: str) -> Wording:
    """The range and where it is written."""
    if isinstance(amount, Unknown):
        return say(
            "what it costs is not known ({why}), so the highest range `{range}`{where} holds",
            why=amount.unknown_because,
            range=found.text,
            where=place(found.at),
        )
    return say(
        "{amount} is in `{range}`{where}",
        amount=a_month(amount, currency),
        range=found.text,
        where=place(found.at),
    )


def _rollback_mark(rules: Rules) -> Mark | None:
    """Where the approvers are written, under whichever word for the environment."""
    block = "manual_rollback_procedures"
    written = (rules.policy.marks.get(f"{block}.{word}.approvers") for word in rules.environment.words)
    return next(filter(None, written), None)
