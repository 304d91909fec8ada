from __future__ import annotations

from decimal import Decimal

import pytest

from support.price_list import database, instance, row
from tidegate.core.costs.model import HOURS
from tidegate.cost.catalog.prices import price_document
from tidegate.cost.price_list import RULES, collected

SHARED = {"License Model": "No License required"}


def one(offer, given):
    """The only price rows fill, as `{"ec2.t3.micro": Decimal(...)}`; empty when they fill none."""
    return {".".join(path): price for path, price in collected(offer, [given]).prices.items()}


@pytest.mark.parametrize(
    ("offer", "given", "filled"),
    [
        ("AmazonEC2", instance("t3.micro", "0.0130000000"), {"ec2|t3.micro": "0.013"}),
        ("AmazonEC2", instance("m5.metal", "5.664"), {"ec2|m5.metal": "5.664"}),
        ("AmazonEC2", instance("t3.micro", "0.0222", "Windows"), {"ec2_windows|t3.micro": "0.0222"}),
        (
            "AmazonEC2",
            row("Storage", "EBS:VolumeUsage.gp3", "0.0912", Unit="GB-Mo", Volume_API_Name="gp3"),
            {"ebs_gb_month|gp3": "0.0912"},
        ),
        (
            "AmazonEC2",
            row("Storage", "EBS:VolumeUsage.io2", "0.142", Unit="GB-month", Volume_API_Name="io2"),
            {"ebs_gb_month|io2": "0.142"},
        ),
        (
            "AmazonEC2",
            row("System Operation", "EBS:VolumeP-IOPS.piops", "0.0666", Unit="IOPS-Mo"),
            {"ebs_iops_month|io1": "0.0666"},
        ),
        (
            "AmazonEC2",
            row("System Operation", "EBS:VolumeP-IOPS.gp3", "0.0057", Unit="IOPS-Mo", StartingRange="3000"),
            {"ebs_iops_month|gp3_over_3000": "0.0057"},
        ),
        (
            "AmazonEC2",
            row("Provisioned Throughput", "EBS:VolumeP-Throughput.gp3", "40.96", Unit="GiBps-mo"),
            {"ebs_gp3_throughput_mbps_month_over_125": "0.04"},
        ),
        ("AmazonEC2", row("NAT Gateway", "NatGateway-Hours", "0.059"), {"nat_gateway|hour": "0.059"}),
        ("AmazonEC2", row("NAT Gateway", "NatGateway-Bytes", "0.059", Unit="GB"), {"nat_gateway|gb": "0.059"}),
        ("AWSELB", row("Load Balancer-Application", "LoadBalancerUsage", "0.0225"), {"lb|alb_hour": "0.0225"}),
        ("AWSELB", row("Load Balancer-Application", "LCUUsage", "0.008", Unit="LCU-Hrs"), {"lb|alb_lcu_hour": "0.008"}),
        ("AWSELB", row("Load Balancer-Network", "LoadBalancerUsage", "0.0225"), {"lb|nlb_hour": "0.0225"}),
        ("AWSELB", row("Load Balancer", "LoadBalancerUsage", "0.025"), {"lb|classic_hour": "0.025"}),
        (
            "AmazonRDS",
            database("db.t3.micro", "0.026", "MySQL", "InstanceUsage", "Single-AZ"),
            {"rds|mysql|db.t3.micro": "0.026"},
        ),
        (
            "AmazonRDS",
            database("db.t3.micro", "0.052", "PostgreSQL", "Multi-AZUsage", "Multi-AZ"),
            {"rds_multi_az|postgres|db.t3.micro": "0.052"},
        ),
        (
            "AmazonRDS",
            database("db.r6g.large", "0.313", "Aurora PostgreSQL", "InstanceUsage", "Single-AZ"),
            {"rds|aurora-postgresql|db.r6g.large": "0.313"},
        ),
        (
            "AmazonElastiCache",
            row(
                "Cache Instance",
                "NodeUsage:cache.r6g.large",
                "0.246",
                Instance_Type="cache.r6g.large",
                Cache_Engine="Redis",
            ),
            {"elasticache|redis|cache.r6g.large": "0.246"},
        ),
        (
            "AmazonES",
            row(
                "Amazon OpenSearch Service Instance",
                "ESInstance:r6g.large",
                "0.2",
                Instance_Type="r6g.large.search",
            ),
            {"opensearch|r6g.large.search": "0.2"},
        ),
    ],
)
def test_a_row_fills_its_place(offer, given, filled):
    found = collected(offer, [given]).prices
    assert {"|".join(path): price for path, price in found.items()} == {k: Decimal(v) for k, v in filled.items()}


@pytest.mark.parametrize(
    ("offer", "given"),
    [
        ("AmazonEC2", instance("t3.micro", "0.01", TermType="Reserved")),
        ("AmazonEC2", instance("t3.micro", "0.01", **{"Location Type": "AWS Local Zone"})),
        ("AmazonEC2", instance("t3.micro", "0.01", Tenancy="Dedicated")),
        ("AmazonEC2", instance("t3.micro", "0.01", CapacityStatus="UnusedCapacityReservation")),
        ("AmazonEC2", instance("t3.micro", "0.01", **{"Pre Installed S/W": "SQL Std"})),
        ("AmazonEC2", instance("t3.micro", "0.01", "RHEL")),
        ("AmazonEC2", instance("t3.micro", "0.01", "Windows", **{"License Model": "Bring your own license"})),
        ("AmazonEC2", instance("t3.micro", "0.0000000000")),
        ("AmazonEC2", instance("t3.micro", "0.1", Currency="CNY")),
        ("AmazonEC2", row("System Operation", "EBS:VolumeP-IOPS.io2.tier2", "0.04", Unit="IOPS-Mo")),
        ("AWSELB", row("Load Balancer-Application", "ReservedLCUUsage", "0.008", Unit="LCU-Hrs")),
        ("AWSELB", row("Load Balancer-Gateway", "LoadBalancerUsage", "0.0125")),
        ("AmazonRDS", database("db.r6g.large", "0.4", "Aurora MySQL", "InstanceUsageIOOptimized", "Single-AZ")),
        (
            "AmazonRDS",
            database("db.m6gd.large", "0.7", "MySQL", "Multi-AZClusterUsage", "Multi-AZ (readable standbys)"),
        ),
        ("AmazonRDS", database("db.m5.large", "0.7", "Oracle", "InstanceUsage", "Single-AZ")),
        (
            "AmazonElastiCache",
            row(
                "Cache Instance", "ExtendedSupportYr3-NodeUsage:cache.t3.micro", "0.03", Instance_Type="cache.t3.micro"
            ),
        ),
    ],
)
def test_what_is_billed_otherwise_fills_nothing(offer, given):
    assert one(offer, given) == {}


def test_rows_that_disagree_leave_the_price_out():
    rows = [instance("t3.micro", "0.013"), instance("t3.micro", "0.014"), instance("t3.small", "0.026")]
    found = collected("AmazonEC2", rows)
    assert found.prices == {("ec2", "t3.small"): Decimal("0.026")}
    assert found.doubtful == {("ec2", "t3.micro")}


def test_the_same_price_twice_is_one_price():
    found = collected("AmazonEC2", [instance("t3.micro", "0.013")] * 2)
    assert found.prices == {("ec2", "t3.micro"): Decimal("0.013")}


def test_every_section_filled_is_one_the_package_has_too():
    known = {section for sections in price_document()["regions"].values() for section in sections}
    assert {rule.section for rules in RULES.values() for rule in rules} <= known


def test_the_conventions_redis_costs_what_the_package_says():
    given = row("Cache Instance", "NodeUsage:cache.r6g.large", "0.2460000000", Cache_Engine="Redis")
    found = collected("AmazonElastiCache", [{**given, "Instance Type": "cache.r6g.large"}]).prices
    assert found["elasticache", "redis", "cache.r6g.large"] * 3 * HOURS == Decimal("538.740")
