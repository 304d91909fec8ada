"""What a plan costs, in words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from tidegate.core.costs.model import Component, CostEstimate, ResourceCost
from tidegate.core.costs.totals import movers, total
from tidegate.core.known import Known, Unknown
from tidegate.core.money import shown, shown_change
from tidegate.core.notices.model import Block, Fold, Listing, Span, Table, code, line, strong, text
from tidegate.core.notices.parts import FOLD_OVER, counted_resources, more_resources
from tidegate.core.notices.results import PlanResult, Rest
from tidegate.core.words import Wording, Words, joined, say

# More rows help nobody in a comment; the page has them all.
ROWS_SHOWN = 50
UNKNOWN = say("unknown")
COST_UNKNOWN = say("💰 Cost unknown")


def increase_words(increase: Known[Decimal], currency: str) -> Wording:
    """`+$538.74`, `$0.00` or `unknown`."""
    return UNKNOWN if isinstance(increase, Unknown) else shown_change(increase, currency)


def cost_cell(estimate: CostEstimate | None) -> Wording:
    """The difference a month, as lists show it; `-` where nothing was estimated."""
    return "-" if estimate is None else increase_words(estimate.increase, estimate.currency)


def cost_blocks(estimate: CostEstimate | None) -> tuple[Block, ...]:
    """The section on cost under a plan: the sum, what moves it, what is not counted, and how old the prices are."""
    if estimate is None:
        return ()
    if estimate.trouble:
        return (text(strong(COST_UNKNOWN), ". ", estimate.trouble),)
    if not _is_worth_a_word(estimate):
        return (text(say("💰 Cost: no change.")),)
    return (
        _headline(estimate),
        *_table(movers((estimate,)), estimate.currency),
        *_unpriced(estimate.unpriced),
        *_by_usage(estimate.resources, estimate.currency),
        _source(estimate),
    )


def rest_blocks(rest: Known[Rest] | None) -> tuple[Block, ...]:
    """What is not the change's own; nothing where all of it is."""
    if rest is None or (isinstance(rest, Rest) and not rest.resources):
        return ()
    if isinstance(rest, Unknown):
        why = rest.unknown_because
        return (text("ℹ️ ", say("What is merged and not yet deployed is part of this plan still: {why}.", why=why)),)
    unknown = isinstance(rest.cost, Unknown)
    cost = say("cost unknown") if unknown else say("{amount} a month", amount=increase_words(rest.cost, rest.currency))
    resources = counted_resources(rest.resources)
    left_out = say("Merged, not yet deployed: {resources}, {cost}; not counted here.", resources=resources, cost=cost)
    return (text("ℹ️ ", left_out),)


def environment_blocks(results: Sequence[PlanResult]) -> tuple[Block, ...]:
    """What several plans cost together, by environment."""
    priced = [result for result in results if result.cost is not None]
    if len(priced) < 2:
        return ()
    names = dict.fromkeys(result.environment for result in priced)
    rows = [_sum_row(name or "-", [r.cost for r in priced if r.environment == name and r.cost]) for name in names]
    if len(rows) > 1:
        rows.append(_sum_row(say("all"), [result.cost for result in priced if result.cost]))
    columns = (say("Environment"), say("Before"), say("After"), say("Cost a month"))
    return (Table(columns=columns, rows=tuple(rows)),)


def _sum_row(name: Wording, estimates: Iterable[CostEstimate]) -> tuple[tuple[Span, ...], ...]:
    whole = total(estimates)
    amounts = (shown(whole.past, whole.currency), shown(whole.future, whole.currency))
    return (line(name), *(line(amount) for amount in amounts), line(increase_words(whole.increase, whole.currency)))


def _is_worth_a_word(estimate: CostEstimate) -> bool:
    changed = [each for each in estimate.resources if each.action != "no-op"]
    return bool(estimate.difference or estimate.unpriced or any(each.is_usage_based for each in changed))


def _headline(estimate: CostEstimate) -> Block:
    past, future = shown(estimate.past, estimate.currency), shown(estimate.future, estimate.currency)
    if isinstance(estimate.increase, Unknown):
        known = say("{amount} a month", amount=shown_change(estimate.difference, estimate.currency))
        priced = say("what could be priced is {cost} ({past} → {future}).", cost=known, past=past, future=future)
        return text(strong(COST_UNKNOWN), ": ", priced)
    change = say("{amount} a month", amount=shown_change(estimate.increase, estimate.currency))
    return text(say("💰 Cost:"), " ", strong(change), f" ({past} → {future}).")


def _table(moved: Sequence[ResourceCost], currency: str) -> tuple[Block, ...]:
    if not moved:
        return ()
    rows = tuple(_row(resource, currency) for resource in moved[:ROWS_SHOWN])
    table = Table(columns=(say("Resource"), say("Before"), say("After"), say("Cost a month")), rows=rows)
    rest = len(moved) - ROWS_SHOWN
    more = (text(say("and {resources}.", resources=more_resources(rest))),) if rest > 0 else ()
    if len(moved) <= FOLD_OVER:
        return (table,)
    return (Fold(summary=say("Cost of {resources}", resources=counted_resources(len(moved))), blocks=(table, *more)),)


def _row(resource: ResourceCost, currency: str) -> tuple[tuple[Span, ...], ...]:
    return (
        (code(resource.address),),
        line(_amount(resource.before, resource.past, currency)),
        line(_amount(resource.after, resource.future, currency)),
        line(increase_words(resource.difference or Decimal(0), currency)),
    )


def _amount(side: tuple[Component, ...] | None, amount: Decimal, currency: str) -> str:
    return "-" if side is None else shown(amount, currency)


def _unpriced(resources: Sequence[ResourceCost]) -> tuple[Block, ...]:
    if not resources:
        return ()
    items = tuple((code(each.address), Span(text=f": {each.unpriced}")) for each in resources[:ROWS_SHOWN])
    return _folded(say("Not priced"), items, len(resources))


def _by_usage(resources: Sequence[ResourceCost], currency: str) -> tuple[Block, ...]:
    used = [each for each in resources if each.action != "no-op" and each.is_usage_based]
    if not used:
        return ()
    items = tuple((code(each.address), *line(": ", _rates(each, currency))) for each in used[:ROWS_SHOWN])
    return _folded(say("Not counted, because it depends on usage"), items, len(used))


def _rates(resource: ResourceCost, currency: str) -> Wording:
    """`Requests ($0.20 for 1M requests); Duration`."""
    parts = resource.after if resource.after is not None else resource.before or ()
    return joined("; ", (_rate(part, currency) for part in parts if part.is_usage_based))


def _rate(part: Component, currency: str) -> Wording:
    if part.price is None:
        return part.name
    price = f"{currency} {part.price.normalize():f}"
    return say("{name} ({price} for each {unit})", name=part.name, price=price, unit=part.unit)


def _folded(title: Wording, items: tuple[tuple[Span, ...], ...], count: int) -> tuple[Block, ...]:
    listing = Listing(items=items)
    if count <= 3:
        return (text(title, ":"), listing)
    summary = say("{title}: {resources}", title=title, resources=counted_resources(count))
    return (Fold(summary=summary, blocks=(listing,)),)


def _source(estimate: CostEstimate) -> Block:
    assumed = sum(bool(part.assumed) for each in estimate.resources for part in each.after or ())
    return text(_estimated(estimate), *((" ", _guesses(assumed)) if assumed else ()))


def _estimated(estimate: CostEstimate) -> Words:
    engine, currency = estimate.engine, estimate.currency
    if not estimate.as_of:
        return say("Estimated by {engine}, {currency}.", engine=engine, currency=currency)
    return say(
        "Estimated by {engine}, prices of {date}, {currency}.", engine=engine, date=estimate.as_of, currency=currency
    )


def _guesses(count: int) -> Words:
    return say(
        "Assumptions in {count} amount; the page says which."
        if count == 1
        else "Assumptions in {count} amounts; the page says which.",
        count=count,
    )
