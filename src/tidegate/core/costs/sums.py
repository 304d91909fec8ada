"""Adding up what several plans cost: an unknown part makes the sum unknown, and no currency is converted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tidegate.core.known import Known, Unknown, added
from tidegate.core.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What something costs more a month, net; `currency` is its ISO 4217 code."""

    monthly: Known[Decimal]
    currency: str


def net_increase(amounts: Iterable[Amount], currency: str) -> Known[Decimal]:
    """The sum in `currency`; what falls is taken off what rises."""
    return added((in_currency(amount, currency) for amount in amounts), Decimal(0))


def in_currency(amount: Amount, currency: str) -> Known[Decimal]:
    """The amount where it is in `currency`; one in another currency is not known in this one."""
    if isinstance(amount.monthly, Unknown) or amount.currency == currency:
        return amount.monthly
    why = say("it is priced in {priced}, and the rules are written in {rules}", priced=amount.currency, rules=currency)
    return Unknown(unknown_because=why)
