from decimal import Decimal

import pytest

from support.pricing import assumptions, bill, unit_prices
from tidegate.cost.catalog.aws.storage import bucket, efs, fsx_openzfs, fsx_windows, vault
from tidegate.cost.catalog.resource import Unpriced

WINDOWS = {"deployment_type": "MULTI_AZ_1", "storage_capacity": 300, "throughput_capacity": 8}
OPENZFS = {"deployment_type": "SINGLE_AZ_1", "storage_capacity": 100, "throughput_capacity": 64}


@pytest.mark.parametrize(
    ("region", "storage", "write", "read"),
    [
        ("us-east-1", "0.023", "0.005", "0.0004"),
        ("ap-northeast-2", "0.025", "0.0045", "0.00035"),
        ("eu-west-1", "", "", ""),
    ],
)
def test_a_bucket_is_billed_by_use_alone(region, storage, write, read):
    assert unit_prices(bucket, {}, region=region) == {
        "Standard storage": ("GB", storage),
        "Write requests": ("1k requests", write),
        "Read requests": ("1k requests", read),
    }


def test_what_is_expected_of_a_bucket_counts_by_storage_class():
    usage = {
        "standard.storage_gb": 1000,
        "standard.monthly_tier_1_requests": 100_000,
        "glacier_deep_archive.storage_gb": 10_000,
    }
    assert bill(bucket, {}, usage=usage) == {
        "Standard storage": Decimal(23),
        "Glacier Deep Archive storage": Decimal("9.9"),
        "Write requests": Decimal("0.5"),
        "Read requests": None,
    }


@pytest.mark.parametrize(
    ("values", "amounts"),
    [
        ({}, {"Storage": None}),
        (
            {"lifecycle_policy": [{"transition_to_ia": "AFTER_30_DAYS"}]},
            {"Storage": None, "Infrequent access storage": None},
        ),
        (
            {"throughput_mode": "provisioned", "provisioned_throughput_in_mibps": 10},
            {"Storage": None, "Provisioned throughput": Decimal(60)},
        ),
    ],
)
def test_a_file_system_is_billed_for_provisioned_throughput(values, amounts):
    assert bill(efs, values) == amounts


def test_a_file_system_in_one_zone_has_its_own_prices():
    policy = {"lifecycle_policy": [{}]}
    assert unit_prices(efs, policy) == {"Storage": ("GB", "0.3"), "Infrequent access storage": ("GB", "0.025")}
    assert unit_prices(efs, policy | {"availability_zone_name": "us-east-1a"}) == {
        "Storage": ("GB", "0.16"),
        "Infrequent access storage": ("GB", "0.0133"),
    }
    assert bill(efs, {}, usage={"storage_gb": 100}) == {"Storage": Decimal(30)}


@pytest.mark.parametrize(
    ("pricer", "values", "amounts"),
    [
        (fsx_windows, WINDOWS, {"Storage (SSD)": "69", "Throughput": "36"}),
        (fsx_windows, WINDOWS | {"storage_type": "HDD", "storage_capacity": 2000}, {"Storage (HDD)": "50", "Throughput": "36"}),
        (fsx_openzfs, OPENZFS, {"Storage (SSD)": "9", "Throughput": "16.64"}),
        (
            fsx_openzfs,
            OPENZFS | {"disk_iops_configuration": [{"mode": "USER_PROVISIONED", "iops": 300}]},
            {"Storage (SSD)": "9", "Throughput": "16.64"},
        ),
    ],
)  # fmt: skip
def test_a_managed_file_system_is_billed_for_storage_and_throughput(pricer, values, amounts):
    wanted = {name: Decimal(amount) for name, amount in amounts.items()}
    assert bill(pricer, values) == wanted | {"Backup storage": None}
    assert unit_prices(pricer, values) == {"Backup storage": ("GB", "0.05")}
    assert assumptions(pricer, values) == []


@pytest.mark.parametrize(
    ("pricer", "values", "region", "why"),
    [
        (efs, {"throughput_mode": "provisioned", "provisioned_throughput_in_mibps": 10}, "eu-west-1", "provisioned_mibps"),
        (efs, {"throughput_mode": "provisioned"}, "us-east-1", "provisioned_throughput_in_mibps"),
        (fsx_windows, WINDOWS | {"deployment_type": None}, "us-east-1", "windows_ssd_single_az_gb_month"),
        (fsx_windows, WINDOWS | {"storage_capacity": None}, "us-east-1", "storage_capacity"),
        (fsx_windows, WINDOWS | {"disk_iops_configuration": [{"mode": "USER_PROVISIONED", "iops": 901}]}, "us-east-1", "provisioned IOPS"),
        (fsx_openzfs, OPENZFS | {"deployment_type": "MULTI_AZ_1"}, "us-east-1", "openzfs_ssd_multi_az"),
        (fsx_openzfs, OPENZFS, "ap-northeast-2", "ap-northeast-2"),
        (fsx_openzfs, OPENZFS | {"deployment_type": "SINGLE_AZ_HA_2"}, "us-east-1", "SINGLE_AZ_HA_2"),
    ],
)  # fmt: skip
def test_a_file_system_without_a_price_is_not_free(pricer, values, region, why):
    with pytest.raises(Unpriced, match=why):
        bill(pricer, values, region=region)


def test_a_vault_is_billed_for_what_is_kept_in_it():
    assert bill(vault, {}) == {"Backups of EBS": None, "Backups of EFS": None, "Backups of RDS": None}
