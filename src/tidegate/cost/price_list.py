"""Which rows of AWS's price list fill which prices of a price file.

Only sections a row fills without doubt are here. Two rows that disagree about one price leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Row = Mapping[str, str]
Path = tuple[str, ...]
Prices = Mapping[Path, Decimal]

#: What is true of every row that counts: on demand, in the region itself and not in a local zone or outpost.
COMMON: Mapping[str, str] = {"TermType": "OnDemand", "Currency": "USD", "Location Type": "AWS Region"}

USAGE, KIND, UNIT, PRICE = "usageType", "Product Family", "Unit", "PricePerUnit"
_REGION_PREFIX = r"(?:[A-Z]+[0-9]*-)?"
_GIB = Decimal(1024)
_DATABASES = {
    "MySQL": "mysql",
    "PostgreSQL": "postgres",
    "MariaDB": "mariadb",
    "Aurora MySQL": "aurora-mysql",
    "Aurora PostgreSQL": "aurora-postgresql",
}
_IOPS = {"piops": "io1", "io2": "io2", "gp3": "gp3_over_3000"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Rows that fill a section.

    Attributes:
        section: As the price file has it.
        kinds: Product families.
        usage: Pattern of the whole usage type, without the region before it.
        units: How these rows are billed.
        names: Where a row's price stands below the section; None when the row has no place there.
        fits: Column → value.
        per: How many of the price file's units one of the row's is.
    """

    section: str
    kinds: frozenset[str]
    usage: str
    units: frozenset[str]
    names: Callable[[Row], Path | None]
    fits: Mapping[str, str] = field(default_factory=dict)
    per: Decimal = Decimal(1)

    def place(self, row: Row) -> Path | None:
        """Where the row's price belongs; None when the row is not of this rule."""
        if row[KIND] not in self.kinds or row[UNIT] not in self.units:
            return None
        if any(row.get(column) != value for column, value in self.fits.items()):
            return None
        if not re.fullmatch(_REGION_PREFIX + self.usage, row[USAGE]):
            return None
        below = self.names(row)
        return None if below is None else (self.section, *below)


def _named(*name: str) -> Callable[[Row], Path]:
    return lambda _row: name


def _by(column: str) -> Callable[[Row], Path | None]:
    return lambda row: (row[column],) if row.get(column) else None


def _iops(row: Row) -> Path:
    return (_IOPS[row[USAGE].rpartition(".")[2]],)


def _database(row: Row) -> Path | None:
    engine = _DATABASES.get(row["Database Engine"])
    return (engine, row["Instance Type"]) if engine else None


def _cache(row: Row) -> Path | None:
    engine = row["Cache Engine"].lower()
    return (engine, row["Instance Type"]) if engine in ("redis", "memcached", "valkey") else None


def _instances(section: str, system: str) -> Rule:
    return Rule(
        section=section,
        kinds=frozenset({"Compute Instance", "Compute Instance (bare metal)"}),
        usage=r"BoxUsage(:.+)?",
        units=frozenset({"Hrs"}),
        names=_by("Instance Type"),
        fits={
            "Operating System": system,
            "Tenancy": "Shared",
            "CapacityStatus": "Used",
            "Pre Installed S/W": "NA",
            "License Model": "No License required",
        },
    )


def _databases(section: str, usage: str, deployment: str) -> Rule:
    return Rule(
        section=section,
        kinds=frozenset({"Database Instance"}),
        usage=usage,
        units=frozenset({"Hrs"}),
        names=_database,
        fits={"License Model": "No license required", "Deployment Option": deployment},
    )


def _one(path: Path, kind: str, usage: str, *units: str, per: Decimal = Decimal(1)) -> Rule:
    """A single price."""
    section, *below = path
    return Rule(
        section=section, kinds=frozenset({kind}), usage=usage, units=frozenset(units), names=_named(*below), per=per
    )


RULES: Mapping[str, tuple[Rule, ...]] = {
    "AmazonEC2": (
        _instances("ec2", "Linux"),
        _instances("ec2_windows", "Windows"),
        Rule(
            section="ebs_gb_month",
            kinds=frozenset({"Storage"}),
            usage=r"EBS:VolumeUsage(\.\w+)?",
            units=frozenset({"GB-Mo", "GB-month"}),
            names=_by("Volume API Name"),
        ),
        Rule(
            section="ebs_iops_month",
            kinds=frozenset({"System Operation"}),
            usage=r"EBS:VolumeP-IOPS\.(piops|io2|gp3)",
            units=frozenset({"IOPS-Mo"}),
            names=_iops,
        ),
        _one(
            ("ebs_gp3_throughput_mbps_month_over_125",),
            "Provisioned Throughput",
            r"EBS:VolumeP-Throughput\.gp3",
            "GiBps-mo",
            per=_GIB,
        ),
        _one(("nat_gateway", "hour"), "NAT Gateway", "NatGateway-Hours", "Hrs"),
        _one(("nat_gateway", "gb"), "NAT Gateway", "NatGateway-Bytes", "GB"),
    ),
    "AWSELB": (
        _one(("lb", "alb_hour"), "Load Balancer-Application", "LoadBalancerUsage", "Hrs"),
        _one(("lb", "alb_lcu_hour"), "Load Balancer-Application", "LCUUsage", "LCU-Hrs"),
        _one(("lb", "nlb_hour"), "Load Balancer-Network", "LoadBalancerUsage", "Hrs"),
        _one(("lb", "nlb_lcu_hour"), "Load Balancer-Network", "LCUUsage", "LCU-Hrs"),
        _one(("lb", "classic_hour"), "Load Balancer", "LoadBalancerUsage", "Hrs"),
        _one(("lb", "classic_gb"), "Load Balancer", "DataProcessing-Bytes", "GB"),
    ),
    "AmazonRDS": (
        _databases("rds", r"InstanceUsage:db\..+", "Single-AZ"),
        _databases("rds_multi_az", r"Multi-AZUsage:db\..+", "Multi-AZ"),
    ),
    "AmazonElastiCache": (
        Rule(
            section="elasticache",
            kinds=frozenset({"Cache Instance"}),
            usage=r"NodeUsage:cache\..+",
            units=frozenset({"Hrs"}),
            names=_cache,
        ),
    ),
    "AmazonES": (
        Rule(
            section="opensearch",
            kinds=frozenset({"Amazon OpenSearch Service Instance"}),
            usage="ESInstance:.+",
            units=frozenset({"Hrs"}),
            names=_by("Instance Type"),
        ),
    ),
}
"""Offer code → what is taken of its list."""

COLUMNS = frozenset({*COMMON, USAGE, KIND, UNIT, PRICE})
"""What every list has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What the rows of one list say.

    Attributes:
        doubtful: Where rows disagree.
    """

    prices: Prices
    doubtful: frozenset[Path]

    @property
    def sections(self) -> frozenset[str]:
        return frozenset(path[0] for path in self.prices)


def collected(offer: str, rows: Iterable[Row]) -> Collected:
    """The prices of an offer's rows; a row of another region or term, or without a price, says nothing."""
    prices: dict[Path, Decimal] = {}
    doubtful: set[Path] = set()
    for path, price in _placed(RULES[offer], rows):
        if prices.setdefault(path, price) != price:
            doubtful.add(path)
    return Collected(
        prices={path: price for path, price in prices.items() if path not in doubtful}, doubtful=frozenset(doubtful)
    )


def _placed(rules: tuple[Rule, ...], rows: Iterable[Row]) -> Iterator[tuple[Path, Decimal]]:
    for row in rows:
        if any(row[column] != value for column, value in COMMON.items()):
            continue
        for rule in rules:
            path = rule.place(row)
            price = Decimal(row[PRICE]) / rule.per if path else Decimal(0)
            if path and price:
                yield path, price.normalize()
