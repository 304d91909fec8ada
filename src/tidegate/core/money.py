"""Money as people read it. Amounts are `Decimal`, always; rounding happens here and nowhere else."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "KRW": "₩", "JPY": "¥"}
_WHOLE = frozenset({"KRW", "JPY"})
_ANY_SIZE = Context(prec=400)  # An amount beyond belief is still one, and above every limit.


def rounded(amount: Decimal, currency: str) -> Decimal:
    """To the currency's smallest unit, half of it away from zero: what people read is what rules are held against."""
    return amount.quantize(Decimal(1) if currency in _WHOLE else CENT, rounding=ROUND_HALF_UP, context=_ANY_SIZE)


def shown(amount: Decimal, currency: str) -> str:
    """`$1,234.50`, `-$3.00`, `₩12,000`, `CHF 12.30`."""
    whole = rounded(amount, currency)
    sign = "-" if whole < 0 else ""
    return f"{sign}{_SIGNS.get(currency, f'{currency} ')}{whole.copy_abs():,}"


def shown_change(amount: Decimal, currency: str) -> str:
    """The same with its direction: `+$538.74`, `-$3.00`, `$0.00`."""
    text = shown(amount, currency)
    nothing = shown(Decimal(0), currency)
    if text.lstrip("-") == nothing:
        return nothing
    return text if text.startswith("-") else f"+{text}"
