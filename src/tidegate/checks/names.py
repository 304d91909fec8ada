"""Which attribute names a resource, type by type."""

from __future__ import annotations

from collections.abc import Mapping

USUAL = ("name_prefix", "name")
"""Where the name of a type stands that is not in the table; the first that is set counts."""

_IDENTIFIER = ("identifier_prefix", "identifier")
_CLUSTER_IDENTIFIER = ("cluster_identifier_prefix", "cluster_identifier")

NAMES: Mapping[str, tuple[str, ...]] = {
    # Compute.
    "aws_autoscaling_group": USUAL,
    "aws_batch_compute_environment": USUAL,
    "aws_ecr_repository": ("name",),
    "aws_ecs_cluster": ("name",),
    "aws_ecs_service": ("name",),
    "aws_ecs_task_definition": ("family",),
    "aws_eks_cluster": ("name",),
    "aws_eks_node_group": ("node_group_name_prefix", "node_group_name"),
    "aws_key_pair": ("key_name_prefix", "key_name"),
    "aws_lambda_function": ("function_name",),
    "aws_launch_configuration": USUAL,
    "aws_launch_template": USUAL,
    # Networks.
    "aws_alb": USUAL,
    "aws_alb_target_group": USUAL,
    "aws_elb": USUAL,
    "aws_lb": USUAL,
    "aws_lb_target_group": USUAL,
    "aws_security_group": USUAL,
    # Stores.
    "aws_db_instance": _IDENTIFIER,
    "aws_db_parameter_group": USUAL,
    "aws_db_subnet_group": USUAL,
    "aws_docdb_cluster": _CLUSTER_IDENTIFIER,
    "aws_docdb_cluster_instance": _IDENTIFIER,
    "aws_dynamodb_table": ("name",),
    "aws_elasticache_cluster": ("cluster_id",),
    "aws_elasticache_parameter_group": ("name",),
    "aws_elasticache_replication_group": ("replication_group_id",),
    "aws_elasticache_serverless_cache": ("name",),
    "aws_elasticache_subnet_group": ("name",),
    "aws_elasticsearch_domain": ("domain_name",),
    "aws_memorydb_cluster": USUAL,
    "aws_neptune_cluster": _CLUSTER_IDENTIFIER,
    "aws_neptune_cluster_instance": _IDENTIFIER,
    "aws_opensearch_domain": ("domain_name",),
    "aws_rds_cluster": _CLUSTER_IDENTIFIER,
    "aws_rds_cluster_instance": _IDENTIFIER,
    "aws_rds_cluster_parameter_group": USUAL,
    "aws_redshift_cluster": ("cluster_identifier",),
    "aws_s3_bucket": ("bucket_prefix", "bucket"),
    # Messages.
    "aws_kinesis_stream": ("name",),
    "aws_mq_broker": ("broker_name",),
    "aws_msk_cluster": ("cluster_name",),
    "aws_sfn_state_machine": USUAL,
    "aws_sns_topic": USUAL,
    "aws_sqs_queue": USUAL,
    # Rights and secrets.
    "aws_iam_policy": USUAL,
    "aws_iam_role": USUAL,
    "aws_secretsmanager_secret": USUAL,
    # Watching.
    "aws_cloudwatch_event_rule": USUAL,
    "aws_cloudwatch_metric_alarm": ("alarm_name",),
}
"""Terraform type → its naming attributes. Types whose names are paths (log groups, parameters) or that have only a tag
for a name (networks, instances) are left out; a team may name more types, which are read as usual."""
