"""Estimates and findings to build tests from."""

from decimal import Decimal

from tidegate.core.checks.model import CheckResult, Finding, Severity
from tidegate.core.costs.model import Component, CostEstimate, ResourceCost, estimate_of
from tidegate.core.plans.model import ActionKind


def fixed(amount: str, name: str = "Node usage", **known: str) -> Component:
    """Something that costs this much a month."""
    return Component(name=name, unit="months", price=Decimal(amount), quantity=Decimal(1), **known)


USED = Component(name="Requests", unit="1M requests", price=Decimal("0.20"), quantity=None)


def resource(
    address: str, before: str | None, after: str | None, *, action: ActionKind = "update", unpriced: str = ""
) -> ResourceCost:
    """A resource with one component on each side; None where it is not there."""
    return ResourceCost(
        address=address,
        type=address.partition(".")[0],
        action=action,
        before=None if before is None else (fixed(before),),
        after=None if after is None else (fixed(after),),
        unpriced=unpriced,
    )


def unpriced(address: str, action: ActionKind = "create", why: str = "no price") -> ResourceCost:
    return ResourceCost(address=address, type=address.partition(".")[0], action=action, unpriced=why)


def estimate(*resources: ResourceCost, currency: str = "USD") -> CostEstimate:
    return estimate_of(resources, engine="catalog", currency=currency, as_of="2026-07-20")


TROUBLE = CostEstimate(engine="catalog", currency="USD", as_of="", trouble="The overlay cannot be read.")

REDIS = resource("aws_elasticache_replication_group.redis", None, "538.74", action="create")


def finding(id: str = "open_ingress", severity: Severity = "HIGH", *, new: bool = True, **known: object) -> Finding:  # noqa: A002
    shown = {"message": "Port 22 is open to the world.", "address": "aws_security_group.redis"} | known
    return Finding(id=id, severity=severity, is_new=new, **shown)  # type: ignore[arg-type]


def found(check: str, *findings: Finding) -> CheckResult:
    return CheckResult(check=check, state="found" if findings else "passed", findings=findings)
