from __future__ import annotations

import pytest

from support.checked_plans import entry, plan, side, verdict
from tidegate.checks.flaws import found
from tidegate.checks.rules.unencrypted_store import STORES, look


def _nested(path, *, value):
    first, *rest = path
    return {first: [_nested(rest, value=value)]} if rest else {first: value}


@pytest.mark.parametrize("type_", STORES)
def test_every_store_is_encrypted(type_) -> None:
    on, off = {}, {}
    for each in STORES[type_]:
        on |= _nested(each.path, value=True)
        off |= _nested(each.path, value=False)
    assert verdict(look, side(type_, on)) == "fine"
    assert verdict(look, side(type_, off)) == "flawed"


@pytest.mark.parametrize(
    ("type_", "values", "expected"),
    [
        ("aws_instance", {"root_block_device": [{"encrypted": True}]}, "fine"),
        ("aws_instance", {"root_block_device": [{"encrypted": True}], "ebs_block_device": [{}]}, "flawed"),
        ("aws_instance", {}, "flawed"),
        ("aws_launch_template", {}, "fine"),
        ("aws_db_instance", {"replicate_source_db": "main"}, "later"),
        ("aws_db_instance", {"snapshot_identifier": "snap"}, "later"),
        ("aws_db_instance", {"snapshot_identifier": "snap", "storage_encrypted": False}, "flawed"),
        ("aws_rds_cluster", {"engine_mode": "serverless"}, "fine"),
        ("aws_rds_cluster", {"engine_mode": "provisioned"}, "flawed"),
        ("aws_elasticache_replication_group", {"engine": "valkey"}, "fine"),
        ("aws_elasticache_replication_group", {"engine": "valkey", "at_rest_encryption_enabled": "false"}, "flawed"),
        ("aws_elasticache_replication_group", {"engine": "redis"}, "flawed"),
        ("aws_opensearch_domain", {"encrypt_at_rest": []}, "flawed"),
        ("aws_s3_bucket", {}, "fine"),
        ("aws_dynamodb_table", {}, "fine"),
    ],
)
def test_what_is_left_to_others_is_judged_by_what_they_do(type_, values, expected) -> None:
    assert verdict(look, side(type_, values)) == expected


def test_an_old_store_that_is_changed_brings_nothing_new() -> None:
    old = {"storage_encrypted": False, "size": 10}
    new = {"size": 20}
    changed = entry("aws_db_instance.a", old, new)
    (finding,) = found(plan(changed), {"unencrypted_store": look}, {})
    assert not finding.is_new


def test_switching_encryption_off_is_new() -> None:
    changed = entry("aws_db_instance.a", {"storage_encrypted": True}, {"storage_encrypted": False})
    (finding,) = found(plan(changed), {"unencrypted_store": look}, {})
    assert finding.is_new
