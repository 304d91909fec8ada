"""What rules object to in a plan's resources, and the findings made of it: new where there was no such flaw before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from tidegate.checks.instances import Instance, Side, instances
from tidegate.core.checks.model import SEVERITIES, Finding, Severity
from tidegate.core.checks.severities import severity_of
from tidegate.core.plans.conceal import conceal
from tidegate.core.plans.secrets import sensitive_values


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing a rule objects to.

    Attributes:
        text: A sentence for people, with the remedy where it is not obvious.
        key: What makes it the same flaw before and after, where the text does not. Never shown.
        is_sure: False when it is known only after apply whether it is one.
    """

    text: str
    key: str = ""
    is_sure: bool = True

    @property
    def same(self) -> tuple[str, bool]:
        """Equal for those that are the same flaw."""
        return (self.key or self.text, self.is_sure)

    def covers(self, other: Flaw) -> bool:
        """Whether who had this flaw gets nothing new by the other, though they are not the same."""
        del other
        return False


Look: TypeAlias = Callable[[Side], Iterable[Flaw]]
"""What a rule objects to in one side of an instance; nothing in types it is not about."""

UNSURE: Severity = "LOW"
"""How bad a flaw is at most while nobody can say whether it is one: it is shown, and an apply need not wait for it."""

COMPARED = 1_000_000
"""Pairs of flaws of one resource that are held against each other. AWS takes a thousand rules at most; whoever writes
more of them is told that they are new, and keeps nobody waiting.
"""


def found(
    show_json: Mapping[str, Any], looks: Mapping[str, Look], severities: Mapping[str, Severity]
) -> tuple[Finding, ...]:
    """The findings of rules about every instance of a plan, in its order.

    Args:
        show_json: `terraform show -json` of the plan, secrets in clear; none of them is in a finding.
        looks: Rule id → what it objects to.
        severities: What the team says of rules.
    """
    findings = tuple(
        finding
        for instance in instances(show_json)
        for rule, look in looks.items()
        for finding in _findings(instance, rule, look, severity_of(rule, severities))
    )
    return conceal(findings, sensitive_values(show_json))


def _findings(instance: Instance, rule: str, look: Look, severity: Severity) -> Iterator[Finding]:
    after = tuple(look(instance.after))
    before = tuple(look(instance.before)) if after and instance.before else ()
    for flaw, is_new in zip(after, _news(after, before), strict=True):
        yield Finding(
            id=rule,
            severity=severity if flaw.is_sure else min(severity, UNSURE, key=SEVERITIES.index),
            message=flaw.text,
            address=instance.address,
            is_new=is_new,
        )


def _news(after: tuple[Flaw, ...], before: tuple[Flaw, ...]) -> Iterator[bool]:
    """Whether each is new. The same ones are counted: two where there was one are one new flaw."""
    left = Counter(flaw.same for flaw in before)
    wider = before if len(after) * len(before) <= COMPARED else ()
    for flaw in after:
        left[flaw.same] -= 1
        yield left[flaw.same] < 0 and not any(each.covers(flaw) for each in wider)
