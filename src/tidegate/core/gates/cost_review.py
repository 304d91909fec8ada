"""Gate `cost_review`: what the change costs is known, and somebody who approves has consented after seeing it.

An amount is shown with its plan, so consent to the plan is consent to its cost. What could not be priced is pending.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tidegate.core.gates.consent.approvers import unknown_makers
from tidegate.core.gates.consent.asking import request
from tidegate.core.gates.consent.candidates import Candidates
from tidegate.core.gates.consent.consents import approvers_for, judge
from tidegate.core.gates.consent.requirement import Requirement, approving
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts, PlanFact
from tidegate.core.gates.increase import PRICE_IT, a_month, increase, increase_lines
from tidegate.core.gates.needs import SEE_ENABLED, Act, Need
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.rules import AGAIN, Rules, governed, listed, place
from tidegate.core.known import Known, Unknown
from tidegate.core.words import Wording, Words, say

GATE = "cost_review"


def check(action: Action, facts: Facts, policy: Governance, _now: datetime) -> Answer:
    rules = governed(facts, policy)
    currency = rules.policy.cost.currency
    amount = increase(facts, currency)
    if isinstance(amount, Unknown):
        reason = say("What this change costs is not known: {why}.", why=amount.unknown_because)
        found = Answer(gate=GATE, verdict="pending", reason=reason, remedy=PRICE_IT.does, needs=(PRICE_IT,))
    elif _nothing_changes(facts):
        found = Answer(gate=GATE, verdict="pass", reason=say("Nothing changes, so no cost is to be reviewed."))
    else:
        found = _reviewed(action, facts, rules, a_month(amount, currency))
    return replace(found, rule=rules.mark("apply", "require"), details=increase_lines(facts, currency))


def _nothing_changes(facts: Facts) -> bool:
    return all(isinstance(project.plan, PlanFact) and not project.plan.has_changes for project in facts.projects)


def _reviewed(action: Action, facts: Facts, rules: Rules, cost: Wording) -> Answer:
    where = place(rules.mark("apply", "require"))
    allow = approving(action, rules.environment)
    seen = _who_saw_it(facts, rules, allow)
    if isinstance(seen, Unknown):
        reason = say("Who has reviewed {cost} is not known: {why}.", cost=cost, why=seen.unknown_because)
        return Answer(gate=GATE, verdict="block", reason=reason, remedy=AGAIN)
    if seen:
        exactly = _who_saw_it(facts, _to_the_digest(rules), allow)
        return Answer(gate=GATE, verdict="pass", reason=_approved(seen, exactly, cost, where))
    reason = say("Nobody who approves here has reviewed {cost}{place}.", cost=cost, place=where)
    need = _need(action, allow, facts, rules)
    return Answer(gate=GATE, verdict="block", reason=reason, remedy=need.does, needs=(need,))


def _approved(within: tuple[str, ...], exactly: Known[tuple[str, ...]], cost: Wording, where: str) -> Words:
    """Who saw this figure; else who saw one that is no lower, of a plan this one stays within."""
    if exactly and not isinstance(exactly, Unknown):
        return say(
            "{who} approved it knowing that it costs {cost}{place}.", who=listed(exactly), cost=cost, place=where
        )
    return say(
        "{who} approved an earlier plan, and this one costs no more than that: {cost}{place}.",
        who=listed(within),
        cost=cost,
        place=where,
    )


def _to_the_digest(rules: Rules) -> Rules:
    """The rules where consent is to the shown plan alone."""
    here = rules.environment
    return replace(rules, environment=replace(here, apply=replace(here.apply, sticky="same_digest")))


def _who_saw_it(facts: Facts, rules: Rules, allow: tuple[str, ...]) -> Known[tuple[str, ...]]:
    """Those whose consent to these plans counts; nobody can say while a maker of the change may be among them."""
    nobody_knows = unknown_makers(facts)
    if nobody_knows:
        return Unknown(unknown_because=nobody_knows)
    judged = judge("apply", facts, rules, Requirement(count=1, counting=allow))
    if isinstance(judged, Unknown):
        return judged
    return tuple(f"@{one.login}" for one in judged if one.counts)


def _need(action: Action, allow: tuple[str, ...], facts: Facts, rules: Rules) -> Need:
    if not allow and action != "merge" and not rules.environment.apply.enabled:
        return SEE_ENABLED
    if not allow:
        return Need(does=say("name roles in `approvals.from`: nobody can approve here now"))
    who = listed(allow, "or")
    act: Act = "comment" if facts.change.is_push else "approve"
    return Need(
        act=act,
        does=request(act, say("somebody in {roles}", roles=who)),
        who=who,
        any_of=True,
        by=Candidates(approvers=approvers_for("apply", facts, rules), given={}).able(allow),
    )
