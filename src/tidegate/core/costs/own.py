"""What a change costs by itself where nothing of its base is deployed yet: plan of the head minus plan of the base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from tidegate.core.costs.model import CostEstimate, ResourceCost
from tidegate.core.known import Known, Unknown
from tidegate.core.plans.change_digests import NO_DIGESTS, ChangeDigests, Likeness
from tidegate.core.plans.model import PlanContent
from tidegate.core.plans.own import own_content, own_made
from tidegate.core.words import Wording, as_sentence, joined, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A plan as far as two of a project are compared."""

    content: PlanContent
    cost: CostEstimate
    digests: ChangeDigests


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What a change does by itself, and what its base has merged that is not deployed yet.

    Attributes:
        content: What only the head does, takes back or does otherwise.
        cost: What that costs; the totals are those of the base and of the head.
        made: Terraform type → instances it creates or replaces beyond those of the base.
        rest: How many resources the base's plan does something with.
        rest_cost: What that costs more a month, in the currency of `cost`.
        merged: Addresses to which both plans do the same.
    """

    content: PlanContent
    cost: CostEstimate
    made: Mapping[str, Known[int]]
    rest: int = 0
    rest_cost: Known[Decimal] = Decimal(0)
    merged: tuple[str, ...] = ()


def own(head: Look, base: Look) -> Own:
    """The difference of two plans of one project, made on the same state and priced alike."""
    alike = Likeness(head=head.digests, base=base.digests)
    return Own(
        content=own_content(head.content, base.content, alike),
        cost=own_cost(head.cost, base.cost, alike),
        made=own_made(head.content, base.content, alike),
        rest=sum(each.action not in ("no-op", "read") for each in base.content.resources),
        rest_cost=base.cost.increase,
        merged=tuple(each.address for each in head.content.resources if alike.is_same(each.address)),
    )


def all_own(head: Look) -> Own:
    """The same where the base does not have the project at all."""
    nothing = PlanContent(terraform_version=head.content.terraform_version, resources=(), outputs={})
    free = CostEstimate(engine=head.cost.engine, currency=head.cost.currency, as_of=head.cost.as_of)
    return own(head, Look(content=nothing, cost=free, digests=NO_DIGESTS))


def cost_of(found: Known[Own], whole: CostEstimate) -> CostEstimate:
    """What a plan's change costs by itself, as an estimate; one that says why where nobody knows, never the `whole`."""
    if isinstance(found, Unknown):
        trouble = joined("", (as_sentence(found.unknown_because), "."))
        return replace(whole, past=Decimal(0), future=Decimal(0), resources=(), trouble=trouble)
    return found.cost


def own_cost(head: CostEstimate, base: CostEstimate, alike: Likeness) -> CostEstimate:
    """Resource by resource. What neither plan can price cancels where it is the same; what one cannot, does not."""
    if head.trouble or base.trouble:
        return replace(head, past=Decimal(0), future=Decimal(0), resources=(), trouble=_trouble(head, base))
    if head.currency != base.currency:
        mixed = say(
            "The plan is priced in {currency}, and the one of its base in {other}.",
            currency=head.currency,
            other=base.currency,
        )
        return replace(head, resources=(), trouble=mixed)
    return replace(
        head, past=head.past + base.difference, future=head.future, resources=tuple(_resources(head, base, alike))
    )


def _trouble(head: CostEstimate, base: CostEstimate) -> Wording:
    return head.trouble or say("The plan of its base is not priced: {why}", why=base.trouble)


def _resources(head: CostEstimate, base: CostEstimate, alike: Likeness) -> Iterator[ResourceCost]:
    after, before = _counted(head), _counted(base)
    for address in dict.fromkeys((*after, *before)):
        one, other = after.get(address), before.get(address)
        if (one and one.unpriced) or (other and other.unpriced):
            if not (one and other and one.unpriced == other.unpriced and alike.cancels(address)):
                yield _unpriced(one, other)
        else:
            found = _priced(one, other)
            if found.before != found.after:
                yield found


def _counted(estimate: CostEstimate) -> Mapping[str, ResourceCost]:
    """Those that have an amount, or lack one that counts."""
    missing = {each.address for each in estimate.unpriced}
    return {each.address: each for each in estimate.resources if not each.unpriced or each.address in missing}


def _unpriced(head: ResourceCost | None, base: ResourceCost | None) -> ResourceCost:
    found = head if head and head.unpriced else base
    assert found is not None  # noqa: S101  one of them has no price
    return found


def _priced(head: ResourceCost | None, base: ResourceCost | None) -> ResourceCost:
    """From what it costs after the base's plan to what it costs after the head's."""
    if head is None:
        assert base is not None  # noqa: S101  one of them is there
        return replace(base, action="update", before=base.after, after=base.before)
    return replace(head, before=base.after) if base else head
