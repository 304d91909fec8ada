"""Prices by region: the package's price file, read once, with a price file of the team's own laid over it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tidegate.core.words import Words, say
from tidegate.cost.catalog.resource import Unpriced

HOME = "us-east-1"
"""Where AWS lists what it sells without a region."""

_WORLDWIDE = frozenset(
    {
        ("cloudfront",),
        ("global_accelerator_hour",),
        ("route53", "zone_month"),
        ("route53", "queries_per_1m"),
        ("route53", "health_check_aws_month"),
        ("route53", "health_check_other_month"),
        ("route53", "health_check_aws_feature_month"),
        ("route53", "health_check_other_feature_month"),
    }
)

UNFILLED = frozenset(
    {
        "backup",
        "cloudtrail",
        "config",
        "direct_connect",
        "dms",
        "dms_multi_az",
        "dynamodb_infrequent_access",
        "ebs_snapshot_archive_gb_month",
        "ec2_dedicated",
        "ec2_ebs_optimized",
        "ec2_windows_dedicated",
        "firehose",
        "global_accelerator_gb",
        "lightsail_month",
        "neptune",
        "rds_cpu_credits_vcpu_hour",
        "rds_insights",
        "ssm_parameter_api_per_10k",
    }
)
"""Sections that types look into and the package has no prices for: a price file of the team's own may have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPrices:
    """Prices of one region; of none at all where the region is empty.

    Attributes:
        sections: What the price file says of the region.
        worldwide: What it says of the home of services without regions.
    """

    region: str
    sections: Mapping[str, Any]
    worldwide: Mapping[str, Any]

    def of(self, *path: str) -> Decimal:
        """The price at a path; `Unpriced` when there is none."""
        price = self.find(*path)
        if price is None:
            raise Unpriced(self._reason(path))
        return price

    def find(self, *path: str) -> Decimal | None:
        """The same, None when there is none."""
        found: Any = self.worldwide if _is_worldwide(path) else self.sections
        for part in path:
            if not isinstance(found, Mapping):
                return None
            found = found.get(part)
        return found if isinstance(found, Decimal) else None

    def _reason(self, path: tuple[str, ...]) -> Words:
        if not self.region and not _is_worldwide(path):
            return say("nobody says which region it is in")
        where = f" ({' '.join(path[:-1])})" if len(path) > 1 else ""
        return say("no price for `{what}`{where} in {region}", what=path[-1], where=where, region=self.region or HOME)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PriceBook:
    """A whole price file.

    Attributes:
        as_of: How old its youngest part is: `2026-07-20`.
        regions: Region → section → price, or names with prices.
    """

    currency: str
    as_of: str
    regions: Mapping[str, Mapping[str, Any]]

    def region(self, name: str) -> RegionPrices:
        """Prices of a region; none at all where the file does not hold it."""
        return RegionPrices(region=name, sections=self.regions.get(name, {}), worldwide=self.regions.get(HOME, {}))

    def under(self, regions: Mapping[str, Mapping[str, Any]]) -> PriceBook:
        """The same with other prices laid over it, price by price."""
        return PriceBook(currency=self.currency, as_of=self.as_of, regions=_laid_over(self.regions, regions))


def price_document() -> Mapping[str, Any]:
    """The package's price file as it is, sources and notes included; numbers are `Decimal`."""
    text = files("tidegate.cost.catalog").joinpath("data", "aws-prices.json").read_text("utf-8")
    document: Mapping[str, Any] = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    return document


@lru_cache(maxsize=1)
def shipped_prices() -> PriceBook:
    """The package's prices."""
    document = price_document()
    return PriceBook(currency=document["currency"], as_of=document["as_of"], regions=document["regions"])


class NoPrices(Exception):
    """The file with newer prices cannot be used."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.words = say("{file} cannot be read: delete it, or run `tidegate prices update` again.", file=file)


def prices_with(newer: Path | None) -> PriceBook:
    """The package's prices with a newer price file laid over them, where there is one.

    Raises:
        NoPrices: It is there and cannot be used.
    """
    if newer is None or not newer.exists():
        return shipped_prices()
    try:
        return _with(newer, newer.stat().st_mtime_ns)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        raise NoPrices(newer) from None


@lru_cache(maxsize=1)
def _with(newer: Path, _changed: int) -> PriceBook:
    document = json.loads(newer.read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)
    shipped = shipped_prices()
    return replace(shipped.under(document["regions"]), as_of=max(document["as_of"], shipped.as_of))


def _is_worldwide(path: tuple[str, ...]) -> bool:
    return path[:1] in _WORLDWIDE or path[:2] in _WORLDWIDE


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(value, Mapping) and isinstance(under, Mapping):
            merged[key] = _laid_over(under, value)
        else:
            merged[key] = value
    return merged
