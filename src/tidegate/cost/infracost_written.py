"""An estimate as Infracost 0.10 writes it: the JSON of its version "0.2", for scripts that read that.

Money is text there, and null where nothing is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from tidegate.core.costs.model import HOURS, Component, CostEstimate, ResourceCost

Json = dict[str, Any]


def document(estimate: CostEstimate, *, path: str, made: datetime) -> Json:
    """The output as a whole. Without an estimate its totals are null, and its project says why as an error."""
    past, future, difference = _totals(estimate)
    summary = _summary(estimate)
    return {
        "version": "0.2",
        "metadata": {"infracostCommand": "breakdown"},
        "currency": estimate.currency,
        "projects": [_project(estimate, path, summary)],
        **_total("totalHourlyCost", "totalMonthlyCost", future),
        **_total("pastTotalHourlyCost", "pastTotalMonthlyCost", past),
        **_total("diffTotalHourlyCost", "diffTotalMonthlyCost", difference),
        "timeGenerated": made.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "summary": summary,
    }


def _totals(estimate: CostEstimate) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    if estimate.trouble:
        return None, None, None
    return estimate.past, estimate.future, estimate.difference


def _project(estimate: CostEstimate, path: str, summary: Json) -> Json:
    priced = [each for each in estimate.resources if not each.unpriced]
    past, future, difference = _totals(estimate)
    return {
        "name": path,
        "metadata": {"path": path, "type": "terraform_plan_json", **_said(estimate)},
        "pastBreakdown": _breakdown([_resource(each, each.before) for each in priced if each.before], past),
        "breakdown": _breakdown([_resource(each, each.after) for each in priced if each.after], future),
        "diff": _breakdown(
            [_resource(each, _moved(each), each.difference) for each in priced if _moved(each)], difference
        ),
        "summary": summary,
    }


def _said(estimate: CostEstimate) -> Json:
    """What people must know before they believe the totals."""
    if estimate.trouble:
        return {"errors": [_message(str(estimate.trouble))]}
    unpriced = [_message(f"{each.address} has no price: {each.unpriced}") for each in estimate.unpriced]
    return {"warnings": unpriced} if unpriced else {}


def _message(text: str) -> Json:
    return {"code": 0, "message": text, "data": None, "isError": False}


def _breakdown(resources: Sequence[Json], total: Decimal | None) -> Json:
    return {"resources": list(resources), **_total("totalHourlyCost", "totalMonthlyCost", total)}


def _resource(cost: ResourceCost, components: Iterable[Component] | None, total: Decimal | None = None) -> Json:
    parts = list(components or ())
    known = [part.monthly for part in parts if part.monthly is not None]
    total = sum(known, Decimal(0)) if total is None else total
    return {
        "name": cost.address,
        "resourceType": cost.type,
        "metadata": {},
        **_total("hourlyCost", "monthlyCost", total if known else None),
        "costComponents": [_component(part) for part in parts],
    }


def _component(part: Component) -> Json:
    return {
        "name": part.name,
        "unit": part.unit,
        "hourlyQuantity": _text(_an_hour(part.quantity)),
        "monthlyQuantity": _text(part.quantity),
        "price": _text(part.price),
        **_total("hourlyCost", "monthlyCost", part.monthly),
        "usageBased": part.is_usage_based,
        "priceNotFound": False,
    }


def _moved(cost: ResourceCost) -> list[Component]:
    """What comes, and what goes as a negative amount; what stays as it is, is left out."""
    before, after = list(cost.before or ()), list(cost.after or ())
    gone = [_negative(part) for part in before if part not in after]
    return [*(part for part in after if part not in before), *gone]


def _negative(part: Component) -> Component:
    quantity = None if part.quantity is None else -part.quantity
    return Component(name=part.name, unit=part.unit, price=part.price, quantity=quantity)


def _summary(estimate: CostEstimate) -> Json:
    unpriced = Counter(each.type for each in estimate.resources if each.unpriced)
    by_usage = [each for each in estimate.resources if not each.unpriced and each.is_usage_based]
    return {
        "totalDetectedResources": len(estimate.resources),
        "totalSupportedResources": len(estimate.resources) - unpriced.total(),
        "totalUnsupportedResources": unpriced.total(),
        "totalUsageBasedResources": len(by_usage),
        "unsupportedResourceCounts": dict(unpriced),
    }


def _total(hourly: str, monthly: str, amount: Decimal | None) -> Json:
    return {hourly: _text(_an_hour(amount)), monthly: _text(amount)}


def _an_hour(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount / HOURS


def _text(amount: Decimal | None) -> str | None:
    """Without an exponent, and without the zeros nobody needs."""
    return None if amount is None else f"{amount.normalize():f}"
