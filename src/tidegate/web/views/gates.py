"""A decision as people read it: what blocks first, each answer with its reason, remedy and rule.

Sentences of gates come in the language of the rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tidegate.core.gates.decision import SEVERITY, Answer, Decision
from tidegate.core.gates.steps import Step, steps
from tidegate.core.notices.gates import helps, why
from tidegate.core.words import as_sentence
from tidegate.render.words import in_locale
from tidegate.store.decisions import StoredDecision
from tidegate.web.views.badges import NOT_DEMANDED, VERDICT, Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class GateView:
    """One gate's answer. `rule` is `file:line`; `reported` when it was asked for information only."""

    gate: str
    badge: Badge
    reason: str
    remedy: str
    rule: str
    details: tuple[str, ...]
    reported: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One thing that helps: what, the gates it turns green, and a waiver that would do as well."""

    does: str
    gates: tuple[str, ...]
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """A whole decision. Those that stand in the way come first, the others in the order they are asked.

    Attributes:
        id: What it is kept under; its page is `/decisions/<id>`.
        steps: What would make it pass.
    """

    id: str
    allowed: bool
    headline: str
    actor: str
    at: datetime
    steps: tuple[StepView, ...]
    missing: tuple[GateView, ...]
    others: tuple[GateView, ...]


def decision_view(stored: StoredDecision) -> DecisionView:
    decision = stored.decision
    missing = decision.missing
    return DecisionView(
        id=stored.id,
        allowed=decision.allowed,
        headline=_headline(len(missing), len(decision.answers) - len(decision.reported)),
        actor=decision.actor,
        at=decision.at,
        steps=tuple(_step(step, decision.locale) for step in steps(decision)),
        missing=tuple(_gate(answer, decision) for answer in missing),
        others=tuple(_gate(answer, decision) for answer in decision.answers if answer not in missing),
    )


def _step(step: Step, locale: str) -> StepView:
    does = in_locale(as_sentence(step.does), locale)
    return StepView(does=does, gates=step.gates, instead=in_locale(step.instead, locale))


def _headline(missing: int, demanded: int) -> str:
    """In numbers of gates that must pass; those that only report may say what they like."""
    if not missing:
        return f"All {demanded} gates pass"
    return f"{missing} of {demanded} gates {'stands' if missing == 1 else 'stand'} in the way"


def _badge(answer: Answer, decision: Decision) -> Badge:
    waits = answer.gate in decision.reported and SEVERITY[answer.verdict] >= SEVERITY["pending"]
    return NOT_DEMANDED if waits else VERDICT[answer.verdict]


def _gate(answer: Answer, decision: Decision) -> GateView:
    return GateView(
        gate=answer.gate,
        badge=_badge(answer, decision),
        reason=in_locale(why(answer), decision.locale),
        remedy=in_locale(helps(answer), decision.locale),
        rule=answer.rule.short if answer.rule else "",
        details=tuple(in_locale(detail, decision.locale) for detail in answer.details),
        reported=answer.gate in decision.reported,
    )
