"""What ticks an item of a checklist by itself, by the name a file or a built-in item gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tidegate.core.checks.model import CheckResult, Severity
from tidegate.core.checks.rules import SCANNERS
from tidegate.core.checks.verdict import blocks
from tidegate.core.gates import promotion, rollback_ready
from tidegate.core.gates.decision import Action, Answer
from tidegate.core.gates.facts import Facts, PlanFact
from tidegate.core.gates.increase import a_month, increase
from tidegate.core.gates.policy import Environment
from tidegate.core.gates.rules import Rules, listed
from tidegate.core.gates.said.waive import with_waivers
from tidegate.core.known import Known, Unknown
from tidegate.core.words import Wording, as_clause, say

State = Literal["ticked", "refused", "claim", "review"]
"""`claim`: nothing looked at it, so a person's tick is asked for; `review`: that of somebody without a part in it."""

ALARMS = frozenset(
    {
        "aws_cloudwatch_metric_alarm",
        "aws_cloudwatch_composite_alarm",
        "azurerm_monitor_metric_alert",
        "azurerm_monitor_scheduled_query_rules_alert_v2",
        "datadog_monitor",
        "google_monitoring_alert_policy",
        "grafana_rule_group",
        "newrelic_nrql_alert_condition",
    }
)
_FIREWALLS = ("security_group", "compute_firewall")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an item is looked at with. `home` is the environment whose list it stands in."""

    action: Action
    facts: Facts
    rules: Rules
    home: Environment
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the check of an item says, a clause: its evidence, or what is missing."""

    state: State
    says: Wording


NOTHING_HERE = Found(state="ticked", says=say("the change touches no project of the environment"))


def _checked(*names: str) -> Callable[[Asked], Found]:
    """The checks of these names found nothing new; one that was not asked for says nothing."""

    def look(asked: Asked) -> Found:
        results = _evaluated(asked.facts)
        if isinstance(results, Found):
            return results
        severe = asked.rules.policy.checks.block_from
        return _of_results([result for result in results if result.check in names], names, severe)

    return look


def _of_results(results: list[CheckResult], names: tuple[str, ...], severe: Severity) -> Found:
    """What blocks has to be mended; about what only warns somebody has to have thought."""
    named = listed(f"`{name}`" for name in names)
    failed = next((result for result in results if result.state == "failed"), None)
    if failed:
        why = as_clause(failed.reason) or say("it failed")
        return Found(state="refused", says=say("`{check}` was not evaluated: {why}", check=failed.check, why=why))
    new = [finding for result in results for finding in result.findings if finding.is_new]
    if new:
        state: State = "refused" if any(blocks(finding, severe) for finding in new) else "review"
        return Found(state=state, says=say("{checks} found something new: {count}", checks=named, count=len(new)))
    ran = {result.check for result in results if result.state != "skipped"}
    if not ran.issuperset(names):
        return Found(state="claim", says=say("{checks} did not run", checks=named))
    return Found(state="ticked", says=say("{checks} passed", checks=named))


def _evaluated(facts: Facts) -> tuple[CheckResult, ...] | Found:
    """What checks say of every project; what is found without them where there is none, or one has no result."""
    if not facts.projects:
        return NOTHING_HERE
    results = _results(facts)
    if isinstance(results, Unknown):
        return Found(state="refused", says=say("not evaluated: {why}", why=results.unknown_because))
    return results


def _results(facts: Facts) -> Known[tuple[CheckResult, ...]]:
    """Every check of every project; unknown as soon as one project's are."""
    found: list[CheckResult] = []
    for project in facts.projects:
        checks = project.plan.checks if isinstance(project.plan, PlanFact) else project.plan
        if checks is None:
            return Unknown(unknown_because=say("there is no plan of `{project}`", project=project.label))
        if isinstance(checks, Unknown):
            return checks
        found += checks
    return tuple(found)


def _security_groups(asked: Asked) -> Found:
    """Nothing found about them is evidence; about what is found somebody has to have thought."""
    results = _evaluated(asked.facts)
    if isinstance(results, Found):
        return results
    scans = [result for result in results if result.check in SCANNERS and result.state != "skipped"]
    if not scans or any(result.state == "failed" for result in scans):
        return Found(state="refused", says=say("not evaluated: {why}", why=say("no scanner has looked at it")))
    about = _addresses_of_firewalls(scans)
    if about:
        return Found(state="review", says=say("there are findings about {addresses}", addresses=listed(about)))
    return Found(state="ticked", says=say("nothing was found about security groups"))


def _addresses_of_firewalls(scans: Iterable[CheckResult]) -> tuple[str, ...]:
    addresses = (finding.address for scan in scans for finding in scan.findings)
    return tuple(dict.fromkeys(f"`{each}`" for each in addresses if any(word in each for word in _FIREWALLS)))


def _cost(asked: Asked) -> Found:
    currency = asked.rules.policy.cost.currency
    amount = increase(asked.facts, currency)
    if isinstance(amount, Unknown):
        return Found(state="refused", says=say("not priced: {why}", why=amount.unknown_because))
    return Found(state="ticked", says=a_month(amount, currency))


def _monitoring(asked: Asked) -> Found:
    links = (*asked.rules.environment.monitoring, *asked.home.monitoring)
    if links:
        names = listed(dict.fromkeys(link.name for link in links))
        return Found(state="ticked", says=say("watched on {pages}", pages=names))
    plans = [project.plan for project in asked.facts.projects if isinstance(project.plan, PlanFact)]
    alarms = sorted({kind for plan in plans for kind in plan.made if kind in ALARMS})
    if alarms:
        return Found(state="ticked", says=say("the plan makes {alarms}", alarms=listed(f"`{kind}`" for kind in alarms)))
    return Found(state="claim", says=say("no alarm in the plan and no `monitoring` link"))


def _rollback(asked: Asked) -> Found:
    return _of_gate(rollback_ready.check(asked.action, asked.facts, asked.rules.policy, asked.now))


def _staging_tests(asked: Asked) -> Found:
    """What was waived for the promotion is waived here."""
    answer = promotion.check(asked.action, asked.facts, asked.rules.policy, asked.now)
    return _of_gate(with_waivers(answer, asked.facts, asked.rules.policy))


def _of_gate(answer: Answer) -> Found:
    return Found(
        state="ticked" if answer.verdict in ("pass", "warn") else "refused",
        says=say("{waived}, see `{gate}`", waived=answer.waived, gate=answer.gate)
        if answer.waived
        else say("see `{gate}`", gate=answer.gate),
    )


TABLE: Mapping[str, Callable[[Asked], Found]] = {
    "syntax": _checked("fmt", "validate"),
    "naming": _checked("naming"),
    "tags": _checked("tags"),
    "security_groups": _security_groups,
    "cost": _cost,
    "monitoring": _monitoring,
    "rollback": _rollback,
    "staging_tests": _staging_tests,
}
