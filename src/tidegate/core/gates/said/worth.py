"""What a statement is worth now: told to whoever made it, so that nobody waits for a consent that does not count."""

from __future__ import annotations

from collections.abc import Mapping

from tidegate.core.gates import checklist, reviews
from tidegate.core.gates.consent.consents import Judged, judge
from tidegate.core.gates.consent.owners import owners_on_the_head
from tidegate.core.gates.consent.requirement import requirement
from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance, Policy
from tidegate.core.gates.rules import Rules, rules_of, rules_of_files
from tidegate.core.gates.said import justification
from tidegate.core.gates.said.claims import claims_of
from tidegate.core.known import Known, Unknown
from tidegate.core.statements import Statement
from tidegate.core.words import Wording, say


def worth(statement: Statement, decision: Decision, facts: Facts, policy: Governance) -> Wording:
    """What it does in the environment of a decision made after it, a sentence; empty when it does nothing there.

    Why it does not count is part of the sentence.
    """
    if decision.action == "rules":
        return _of_the_rules(statement, facts, policy)
    rules = rules_of(facts, policy)
    if rules is None or statement.environment not in (None, facts.environment):
        return ""
    line = _line(statement, decision, facts, rules)
    return say("{environment}: {line}.", environment=rules.environment.called, line=line) if line else ""


def _line(statement: Statement, decision: Decision, facts: Facts, rules: Rules) -> Wording:
    answers = {answer.gate: answer for answer in decision.answers}
    match statement.said:
        case "approve" | "reject" | "revoke":
            return _opinion(statement, decision, facts, rules)
        case "check":
            ids = [item.id for item, _ in checklist.items_of(rules)]
            return _lines(answers.get(checklist.GATE), ids).get(statement.subject, "")
        case "review":
            return _lines(answers.get(reviews.GATE), reviews.asked(rules)).get(statement.subject, "")
        case "waive":
            return _waiver(statement, answers.get(statement.subject), facts)
        case "justify":
            why = justification.against(statement, facts, rules)
            return say("@{login}'s reason does not count: {why}", login=statement.person, why=why) if why else ""


def _of_the_rules(statement: Statement, facts: Facts, policy: Governance) -> Wording:
    """What it does for the rules a change edits: about them, no environment is named."""
    if not isinstance(policy, Policy) or statement.environment or statement.said not in ("approve", "reject", "revoke"):
        return ""
    judged = owners_on_the_head(facts, rules_of_files(facts, policy))
    line = _mine(statement, judged)
    return say("Edit of the rules: {line}.", line=line) if line else ""


def _opinion(statement: Statement, decision: Decision, facts: Facts, rules: Rules) -> Wording:
    return _mine(statement, judge(decision.action, facts, rules, requirement(decision.action, facts, rules)))


def _mine(statement: Statement, judged: Known[tuple[Judged, ...]]) -> Wording:
    if isinstance(judged, Unknown):
        return say("what it is worth is not known yet, {why}", why=judged.unknown_because)
    mine = (one.line for one in judged if one.login.lower() == statement.person.lower())
    return next(mine, "")


def _lines(answer: Answer | None, names: list[str] | tuple[str, ...]) -> Mapping[str, Wording]:
    """A gate's details by what they are about: it has one for each name it looked at, or none."""
    details = answer.details if answer else ()
    return dict(zip(names, details, strict=True)) if len(details) == len(names) else {}


def _waiver(statement: Statement, answer: Answer | None, facts: Facts) -> Wording:
    """Details of a gate end with a line for each waiver of it that does not count."""
    if answer is None:
        return ""
    if answer.waived:
        return say("`{gate}` is {waived}", gate=answer.gate, waived=answer.waived)
    ids = [claim.id for claim in claims_of("waive", statement.subject, facts)]
    lines = answer.details[-len(ids) :] if ids else ()
    return dict(zip(ids, lines, strict=False)).get(statement.id, "")
