"""What a statement is worth now: told to whoever made it, so that nobody waits for a consent that does not count."""

from __future__ import annotations

from collections.abc import Mapping

from tidegate.core.gates import checklist, justification, reviews
from tidegate.core.gates.claims import claims_of
from tidegate.core.gates.consents import judge
from tidegate.core.gates.decision import Answer, Decision
from tidegate.core.gates.facts import Facts
from tidegate.core.gates.policy import Governance
from tidegate.core.gates.requirement import requirement
from tidegate.core.gates.rules import Rules, rules_of
from tidegate.core.known import Unknown
from tidegate.core.statements import Statement
from tidegate.core.words import Wording, say


def worth(statement: Statement, decision: Decision, facts: Facts, policy: Governance) -> Wording:
    """What it does in the environment of a decision made after it, a sentence; empty when it does nothing there.

    Why it does not count is part of the sentence.
    """
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


def _opinion(statement: Statement, decision: Decision, facts: Facts, rules: Rules) -> Wording:
    judged = judge(decision.action, facts, rules, requirement(decision.action, facts, rules))
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
