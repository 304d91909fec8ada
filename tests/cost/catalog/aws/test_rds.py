from decimal import Decimal

import pytest

from support.cost_plans import new, new_costs
from support.pricing import Neighbours, a, assumptions, bill, unit_prices
from tidegate.cost.catalog.aws.rds import Baseline, baseline, instance
from tidegate.cost.catalog.resource import Unpriced

MYSQL = {"engine": "mysql", "instance_class": "db.m5.large", "allocated_storage": 20, "storage_type": "gp2"}
POSTGRES = {"engine": "postgres", "instance_class": "db.r6g.large", "allocated_storage": 100, "storage_type": "gp3"}


@pytest.mark.parametrize(
    ("values", "region", "amounts"),
    [
        (MYSQL, "us-east-1", {"Database instance (mysql, Single-AZ, db.m5.large)": "124.83", "Storage (gp2)": "2.30"}),
        (
            MYSQL | {"storage_type": "standard", "allocated_storage": 40},
            "us-east-1",
            {
                "Database instance (mysql, Single-AZ, db.m5.large)": "124.83",
                "Storage (standard)": "4",
                "I/O requests": None,
            },
        ),
        (
            POSTGRES,
            "ap-northeast-2",
            {"Database instance (postgres, Single-AZ, db.r6g.large)": "197.10", "Storage (gp3)": "13.10"},
        ),
        (
            MYSQL | {"engine": "mariadb", "instance_class": "db.t4g.medium", "multi_az": True, "allocated_storage": 50},
            "eu-west-1",
            {
                "Database instance (mariadb, Multi-AZ, db.t4g.medium)": "100.74",
                "Storage (gp2)": "12.65",
                "CPU credits": None,
            },
        ),
        (
            MYSQL | {"engine": "sqlserver-se", "instance_class": "db.m5.xlarge", "license_model": "license-included"},
            "us-east-1",
            {"Database instance (sqlserver-se, Single-AZ, db.m5.xlarge)": "893.52", "Storage (gp2)": "2.30"},
        ),
    ],
)
def test_a_database_is_billed_by_engine_class_and_availability_and_for_its_storage(values, region, amounts):
    assert bill(instance, values, region=region) == {
        name: amount and Decimal(amount) for name, amount in amounts.items()
    }


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        ({"iops": 1200, "storage_type": None}, {"Storage (io1)": "6.25", "Provisioned IOPS": "120"}),
        ({"iops": 500, "storage_type": "io1"}, {"Storage (io1)": "6.25", "Provisioned IOPS": "100"}),
        ({"storage_type": "io1"}, {"Storage (io1)": "6.25", "Provisioned IOPS": "100"}),
        ({"storage_type": "gp3", "iops": 3000}, {"Storage (gp3)": "5.75"}),
        (
            {"storage_type": "gp3", "allocated_storage": 400, "iops": 14000, "storage_throughput": 500},
            {"Storage (gp3)": "46", "Provisioned IOPS over 12,000": "40"},
        ),
        (
            {
                "storage_type": "gp3",
                "engine": "sqlserver-se",
                "instance_class": "db.m5.xlarge",
                "allocated_storage": 500,
                "iops": 4000,
            },
            {"Storage (gp3)": "57.50", "Provisioned IOPS over 3,000": "20"},
        ),
    ],
)
def test_provisioned_storage_is_billed_above_what_comes_with_it(values, amounts):
    found = bill(instance, MYSQL | {"allocated_storage": 50} | values)
    rest = {name: amount for name, amount in found.items() if not name.startswith("Database instance")}
    assert rest == {name: Decimal(amount) for name, amount in amounts.items()}


@pytest.mark.parametrize(
    ("engine", "size", "expected"),
    [
        ("postgres", 399, Baseline(3000, 125)),
        ("postgres", 400, Baseline(12000, 500)),
        ("oracle-se2", 199, Baseline(3000, 125)),
        ("oracle-se2", 200, Baseline(12000, 500)),
        ("sqlserver-ex", 1000, Baseline(3000, 125)),
    ],
)
def test_gp3_storage_has_a_higher_baseline_when_it_is_striped(engine, size, expected):
    assert baseline(engine, Decimal(size)) == expected


def test_what_aws_chooses_is_said_to_be_assumed():
    values = {"engine": "mysql", "instance_class": "db.m5.large", "allocated_storage": 20}
    unknown = ("multi_az", "storage_type")
    assert assumptions(instance, values, unknown=unknown) == [
        "Single-AZ until AWS says otherwise",
        "gp2 until AWS says otherwise",
    ]


def test_a_replica_has_engine_and_size_from_its_source():
    around = Neighbours(refers_to={"replicate_source_db": (a("aws_db_instance", **MYSQL),)})
    replica = {"instance_class": "db.m5.large", "storage_type": "gp2"}
    amounts = bill(instance, replica, around=around, unknown=("engine", "allocated_storage"))
    assert amounts == {
        "Database instance (mysql, Single-AZ, db.m5.large)": Decimal("124.83"),
        "Storage (gp2)": Decimal("2.30"),
    }


@pytest.mark.parametrize(
    ("values", "region", "why"),
    [
        (MYSQL | {"multi_az": True}, "us-east-1", "rds_multi_az"),
        (POSTGRES | {"multi_az": True}, "ap-northeast-2", "gp3_gb_month"),
        (MYSQL | {"instance_class": "db.x9.huge"}, "us-east-1", "db.x9.huge"),
        (MYSQL, "us-west-2", "us-west-2"),
        (MYSQL | {"engine": "oracle-se2", "instance_class": "db.t3.large", "license_model": "bring-your-own-license"}, "us-east-1", "byol"),
        (MYSQL | {"storage_type": "io2", "iops": 2000}, "us-east-1", "io2_gb_month"),
        (POSTGRES | {"storage_throughput": 200}, "us-east-1", "gp3_throughput"),
        (MYSQL | {"performance_insights_enabled": True, "performance_insights_retention_period": 731}, "us-east-1", "retention_month"),
        (MYSQL | {"dedicated_log_volume": True}, "us-east-1", "dedicated log volumes"),
        (MYSQL | {"database_insights_mode": "advanced"}, "us-east-1", "advanced_hour"),
    ],
)  # fmt: skip
def test_a_database_without_a_price_is_not_free(values, region, why):
    with pytest.raises(Unpriced, match=why):
        bill(instance, values, region=region)


@pytest.mark.parametrize("missing", ["engine", "instance_class", "allocated_storage"])
def test_what_decides_the_price_must_be_known(missing):
    with pytest.raises(Unpriced, match=f"its `{missing}` is known only after apply"):
        bill(instance, MYSQL | {missing: None}, unknown=(missing,))


def test_figures_kept_for_a_week_are_free():
    values = MYSQL | {"performance_insights_enabled": True, "performance_insights_retention_period": 7}
    assert bill(instance, values) == bill(instance, MYSQL)


def test_what_depends_on_use_is_shown_with_its_price():
    values = MYSQL | {"instance_class": "db.t3.large", "backup_retention_period": 7, "engine_version": "5.7.44"}
    assert unit_prices(instance, values) == {
        "CPU credits": ("vCPU-hours", ""),
        "Additional backup storage": ("GB", "0.095"),
        "Extended support (price of its first years)": ("vCPU-hours", "0.1"),
    }
    amounts = bill(instance, values, usage={"additional_backup_storage_gb": 100, "monthly_cpu_credit_hrs": 10})
    assert amounts["Additional backup storage"] == Decimal("9.5")
    assert amounts["CPU credits"] is None


@pytest.mark.parametrize(
    ("values", "is_shown"),
    [
        ({"engine_version": "12.19"}, True),
        ({"engine_version": "17.2"}, False),
        ({}, False),
        ({"engine_version": "12.19", "engine_lifecycle_support": "open-source-rds-extended-support-disabled"}, False),
    ],
)
def test_extended_support_is_shown_for_versions_that_need_it(values, is_shown):
    parts = unit_prices(instance, POSTGRES | values, region="ap-northeast-2")
    assert ("Extended support (price of its first years)" in parts) is is_shown


def test_a_plan_tells_what_a_replica_is_a_replica_of():
    source = new("aws_db_instance.main", MYSQL)
    references = ["aws_db_instance.main.identifier", "aws_db_instance.main"]
    replica = {"instance_class": "db.m5.large", "storage_type": "gp2"}
    assert new_costs(
        "aws_db_instance",
        replica,
        source,
        unknown=("engine", "allocated_storage", "replicate_source_db"),
        refers={"replicate_source_db": references},
    ) == {"Database instance (mysql, Single-AZ, db.m5.large)": "124.83", "Storage (gp2)": "2.3"}
