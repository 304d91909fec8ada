"""`required_approvals_by_cost:` of the governance file → ranges of a month's increase and the approvals they take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tidegate.config.governance_file.governance_raw import GovernanceRaw
from tidegate.config.governance_file.limits_raw import CostRangeRaw
from tidegate.config.governance_file.roles import KnownRoles
from tidegate.config.marks import Document, Path
from tidegate.config.problems import did_you_mean
from tidegate.core.gates.consent.requirement import APPROVAL, JUSTIFICATION
from tidegate.core.gates.policy import CostRange
from tidegate.core.marks import Problem

SIGNS = {
    "$": ("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN"),
    "€": ("EUR",),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "₩": ("KRW",),
    "원": ("KRW",),
    "엔": ("JPY",),
    "₹": ("INR",),
}
"""Signs of money, and the codes of currencies that use them."""

AT = ("resource_limits", "required_approvals_by_cost")
_MONEY = r"(?P<{0}_before>[^\d\s~+/-]*) ?(?P<{0}>\d[\d,]*(?:\.\d+)?) ?(?P<{0}_after>[^\d\s~+/-]*)"
_MONTH = r"(?: ?(?:/ ?|per |a )(?:month|mo|월))?"
_RANGE = re.compile(
    f"(?:월 )?{_MONEY.format('low')} ?(?:(?P<open>\\+|이상)|[-~] ?{_MONEY.format('high')}){_MONTH}", re.IGNORECASE
)
_OPEN_WORD = re.compile(r"\s*이상")
_AMOUNT = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
FORMS = "Write it as in `$100-500/month` or, without an upper end, `$500+/month`."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bounds:
    low: Decimal
    high: Decimal | None


class NotARange(ValueError):
    """The text is no range of money.

    Attributes:
        message: What is wrong, one sentence.
        suggestion: What to write instead.
    """

    def __init__(self, message: str, suggestion: str = FORMS) -> None:
        self.message = message
        self.suggestion = suggestion
        super().__init__(f"{message} {suggestion}")


def cost_ranges(raw: GovernanceRaw, document: Document, known: KnownRoles) -> tuple[CostRange, ...]:
    """By their lower end. Only for a file `range_problems` has nothing to say about."""
    written = (_range(one, document, n, raw, known) for n, one in enumerate(_written(raw)))
    return tuple(sorted(written, key=lambda one: one.low))


def range_problems(raw: GovernanceRaw, document: Document, known: KnownRoles, written: int) -> Iterator[Problem]:
    """Ranges that cannot be read, do not adjoin, or ask for what nobody can give.

    `written` is how many the file has, faulty ones too: between those that can be read nothing is missing then.
    """
    read: list[tuple[_Bounds, Path]] = []
    for n, one in enumerate(_written(raw)):
        yield from _requirement_problems(one, document, (*AT, n), known)
        try:
            read.append((_bounds(one.cost_range, raw.cost.currency), (*AT, n, "cost_range")))
        except NotARange as error:
            yield document.problem((*AT, n, "cost_range"), error.message, error.suggestion)
    if read and len(read) == written:
        yield from _together(sorted(read, key=lambda each: (each[0].low, each[0].high is None)), document)


def _written(raw: GovernanceRaw) -> list[CostRangeRaw]:
    return raw.resource_limits.required_approvals_by_cost


def _range(one: CostRangeRaw, document: Document, n: int, raw: GovernanceRaw, known: KnownRoles) -> CostRange:
    bounds = _bounds(one.cost_range, raw.cost.currency)
    return CostRange(
        text=one.cost_range,
        low=bounds.low,
        high=bounds.high,
        approvals=one.approvals,
        additional=tuple(_requirement(text, known) or text for text in one.additional_requirements),
        at=document.mark(*AT, n),
    )


def _requirement(text: str, known: KnownRoles) -> str | None:
    """`business_justification`, or `devops-lead_approval` for `devops_lead_approval`; None for what means nothing."""
    if text == JUSTIFICATION:
        return text
    if not text.endswith(APPROVAL):
        return None
    word = text.removesuffix(APPROVAL)
    by_word = {name.replace("-", "_"): name for name in known.names}
    role = by_word.get(word.replace("-", "_")) or known.meant(word)
    return f"{role}{APPROVAL}" if role else None


def _requirement_problems(one: CostRangeRaw, document: Document, at: Path, known: KnownRoles) -> Iterator[Problem]:
    choices = (JUSTIFICATION, *(f"{name.replace('-', '_')}{APPROVAL}" for name in known.names))
    for n, text in enumerate(one.additional_requirements):
        if _requirement(text, known) is None:
            message = f"`{text}` is not a requirement: there is `{JUSTIFICATION}`, and `ROLE{APPROVAL}` for each role."
            yield document.problem((*at, "additional_requirements", n), message, did_you_mean(text, choices))


def _bounds(text: str, currency: str) -> _Bounds:
    """What a range says.

    Raises:
        NotARange: It says nothing, or speaks of other money.
    """
    tidy = _OPEN_WORD.sub("+", re.sub(r"[–—]", "-", " ".join(text.split())))
    found = _RANGE.fullmatch(tidy)
    if not found:
        raise NotARange(f"`{text}` is not a range of money.")
    for sign in (found["low_before"], found["low_after"], found["high_before"] or "", found["high_after"] or ""):
        _check_sign(sign.strip(), currency)
    low, high = _amount(found["low"]), None if found["open"] else _amount(found["high"])
    if high is not None and high <= low:
        raise NotARange(f"`{text}` ends where it begins or before.", "Write the smaller amount first.")
    return _Bounds(low=low, high=high)


def _check_sign(sign: str, currency: str) -> None:
    if sign and sign.upper() != currency and currency not in SIGNS.get(sign, ()):
        raise NotARange(
            f"`{sign}` does not stand for {currency}, which this file counts in.",
            f"Write amounts in {currency}, or change `cost.currency`.",
        )


def _amount(text: str) -> Decimal:
    if not _AMOUNT.fullmatch(text):
        raise NotARange(f"`{text}` is not an amount.", "Write it as in `1000` or `1,000.50`.")
    return Decimal(text.replace(",", ""))


def _together(ranges: list[tuple[_Bounds, Path]], document: Document) -> Iterator[Problem]:
    """What is wrong between ranges, which come by their lower ends."""
    first, last = ranges[0], ranges[-1]
    if first[0].low > 0:
        message = f"Nothing is said of an increase below {first[0].low}."
        yield document.problem(first[1], message, f"Begin at 0, as in `0-{first[0].low}/month`.")
    for one, following in pairwise(ranges):
        yield from _between(one, following, document)
    if last[0].high is not None and all(bounds.high is not None for bounds, _ in ranges):
        message = f"Nothing is said of an increase of {last[0].high} and more."
        yield document.problem(last[1], message, f"Add a range without an end, as in `{last[0].high}+/month`.")


def _between(one: tuple[_Bounds, Path], following: tuple[_Bounds, Path], document: Document) -> Iterator[Problem]:
    (lower, at), (upper, next_at) = one, following
    lines = f"lines {_line(document, at)} and {_line(document, next_at)}"
    if lower == upper:
        yield document.problem(next_at, f"The same range is written twice: {lines}.", "Take one of them out.")
    elif lower.high is None and upper.high is None:
        yield document.problem(next_at, f"Two ranges have no upper end: {lines}.", "Give the lower one an end.")
    elif lower.high is None or upper.low < lower.high:
        yield document.problem(next_at, f"Two ranges overlap: {lines}.", f"End the lower one at {upper.low}.")
    elif upper.low > lower.high:
        message = f"Nothing is said of an increase from {lower.high} to {upper.low}: {lines}."
        yield document.problem(next_at, message, f"Begin this one at {lower.high}.")


def _line(document: Document, at: Path) -> int:
    return document.node(at).mark.line
