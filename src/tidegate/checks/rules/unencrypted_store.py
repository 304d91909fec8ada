"""Rule `unencrypted_store`: data at rest that is not encrypted.

Where the code says nothing, nobody has asked for encryption: that is a finding, though an account may be set to encrypt
by default. Only a store made from another takes the setting from there. What AWS encrypts in any case is left out: S3
since January 2023, DynamoDB, SQS, Valkey and serverless caches, Aurora Serverless v1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tidegate.checks.flaws import Flaw
from tidegate.checks.instances import Side
from tidegate.checks.rules.switches import Switch, off, switch, switch_in_block

_RESTORED = ("snapshot_identifier", "restore_to_point_in_time")
_VOLUMES = (switch_in_block("root_block_device.encrypted"), switch("ebs_block_device.encrypted"))

STORES: Mapping[str, tuple[Switch, ...]] = {
    "aws_ebs_volume": (switch("encrypted", from_source=("snapshot_id",)),),
    "aws_instance": _VOLUMES,
    "aws_launch_configuration": _VOLUMES,
    "aws_launch_template": (switch("block_device_mappings.ebs.encrypted"),),
    "aws_db_instance": (switch("storage_encrypted", from_source=(*_RESTORED, "replicate_source_db")),),
    "aws_rds_cluster": (
        switch(
            "storage_encrypted",
            from_source=(*_RESTORED, "replication_source_identifier", "global_cluster_identifier"),
        ),
    ),
    "aws_docdb_cluster": (switch("storage_encrypted", from_source=(*_RESTORED, "global_cluster_identifier")),),
    "aws_neptune_cluster": (switch("storage_encrypted", from_source=(*_RESTORED, "replication_source_identifier")),),
    "aws_elasticache_replication_group": (
        switch("at_rest_encryption_enabled", from_source=("global_replication_group_id",)),
    ),
    "aws_efs_file_system": (switch("encrypted"),),
    "aws_redshift_cluster": (switch("encrypted", from_source=_RESTORED),),
    "aws_opensearch_domain": (switch_in_block("encrypt_at_rest.enabled"),),
    "aws_elasticsearch_domain": (switch_in_block("encrypt_at_rest.enabled"),),
    "aws_dax_cluster": (switch_in_block("server_side_encryption.enabled"),),
}
"""Terraform type → the switches that encrypt what it stores."""


def look(side: Side) -> Iterator[Flaw]:
    for each in STORES.get(side.type, ()):
        if not _is_always_encrypted(side):
            yield from off(side, each)


def _is_always_encrypted(side: Side) -> bool:
    if side.type == "aws_elasticache_replication_group":
        return side.value("engine") == "valkey" and side.value("at_rest_encryption_enabled") is None
    return side.type == "aws_rds_cluster" and side.value("engine_mode") == "serverless"
