"""Types that are billed by use alone, and whose prices nobody has collected yet: what they are billed for is shown.

A type with anything fixed does not belong here: its cost would look like nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tidegate.core.costs.model import Component
from tidegate.core.words import say
from tidegate.cost.catalog.parts import by_usage
from tidegate.cost.catalog.resource import Around, Pricer, Prices, Resource, Unpriced

_BACKUP = (("Backup storage", "GB"),)
_EVALUATIONS = (("Evaluations", "evaluations"),)
_OBJECTS = (("Objects monitored", "objects"),)
_MODEL = (("Tokens", "tokens"),)

_PARTS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "accessanalyzer_analyzer": (("Roles, users and resources analyzed for unused or internal access", "resources"),),
    "ami_copy": (("Snapshot storage", "GB"),),
    "ami_from_instance": (("Snapshot storage", "GB"),),
    "amplify_app": (("Build time", "minutes"), ("Data served", "GB")),
    "appflow_flow": (("Flow runs", "runs"), ("Data processed", "GB")),
    "appsync_graphql_api": (("Queries and changes", "1M requests"),),
    "athena_workgroup": (("Data scanned", "TB"),),
    "backup_framework": _EVALUATIONS,
    "bedrock_guardrail": (("Text checked", "1k text units"),),
    "bedrock_inference_profile": _MODEL,
    "bedrockagent_agent": _MODEL,
    "bedrockagent_knowledge_base": _MODEL,
    "bedrockagent_prompt": _MODEL,
    "cloudfront_field_level_encryption_config": (("Requests with encrypted fields", "10k requests"),),
    "cloudfront_function": (("Invocations", "1M invocations"),),
    "cloudfront_key_value_store": (("Reads", "1M reads"),),
    "cloudfront_realtime_log_config": (("Log lines", "1M lines"),),
    "cloudtrail_event_data_store": (("Events ingested and kept", "GB"),),
    "cloudwatch_event_archive": (("Events archived", "GB"),),
    "cloudwatch_event_endpoint": (("Events replicated", "1M events"),),
    "cloudwatch_log_data_protection_policy": (("Logs scanned", "GB"),),
    "cloudwatch_log_delivery": (("Logs delivered", "GB"),),
    "cloudwatch_log_metric_filter": (("Custom metrics", "metrics"),),
    "cloudwatch_metric_stream": (("Metric updates", "1k updates"),),
    "codeartifact_repository": (("Storage", "GB"), ("Requests", "10k requests")),
    "codecommit_repository": (("Active users", "users"),),
    "codedeploy_deployment_group": (("Updates of machines on premises", "updates"),),
    "cognito_user_pool": (("Monthly active users", "users"),),
    "cognito_risk_configuration": (("Monthly active users", "users"),),
    "config_configuration_recorder": (("Configuration items", "items"),),
    "config_conformance_pack": _EVALUATIONS,
    "config_organization_conformance_pack": _EVALUATIONS,
    "config_organization_custom_policy_rule": _EVALUATIONS,
    "config_organization_custom_rule": _EVALUATIONS,
    "config_organization_managed_rule": _EVALUATIONS,
    "datasync_task": (("Data copied", "GB"),),
    "db_cluster_snapshot": _BACKUP,
    "db_instance_automated_backups_replication": _BACKUP,
    "db_snapshot": _BACKUP,
    "db_snapshot_copy": _BACKUP,
    "detective_graph": (("Data ingested", "GB"),),
    "docdb_cluster_snapshot": _BACKUP,
    "docdb_global_cluster": (("Replicated writes", "1M writes"),),
    "dynamodb_contributor_insights": (("Events", "1M events"),),
    "dynamodb_kinesis_streaming_destination": (("Change data units", "1M units"),),
    "dynamodb_table_export": (("Data exported", "GB"),),
    "ebs_snapshot_import": (("Snapshot storage", "GB"),),
    "ec2_network_insights_analysis": (("Analyses", "analyses"),),
    "ecrpublic_repository": (("Storage", "GB"), ("Data transfer", "GB")),
    "efs_replication_configuration": (("Storage of the copy", "GB"),),
    "fis_experiment_template": (("Actions", "action-minutes"),),
    "flow_log": (("Logs delivered", "GB"),),
    "fsx_backup": _BACKUP,
    "glacier_vault": (("Storage", "GB"),),
    "glue_catalog_table": (("Objects over a million, and requests", "100k objects"),),
    "glue_catalog_table_optimizer": (("DPU time", "DPU-hours"),),
    "glue_crawler": (("DPU time", "DPU-hours"),),
    "glue_data_quality_ruleset": (("DPU time", "DPU-hours"),),
    "grafana_license_association": (("Users of Enterprise plugins", "users"),),
    "grafana_workspace_api_key": (("Active users", "users"),),
    "grafana_workspace_service_account_token": (("Active users", "users"),),
    "guardduty_detector": (("Events and logs analyzed", "GB"),),
    "guardduty_detector_feature": (("Events and logs analyzed", "GB"),),
    "guardduty_malware_protection_plan": (("Objects scanned", "GB"),),
    "inspector2_enabler": (("Resources scanned", "resources"),),
    "iot_thing": (("Messages", "1M messages"),),
    "iot_topic_rule": (("Rules triggered", "1M rules"),),
    "ivs_channel": (("Video input and delivery", "hours"),),
    "kinesis_video_stream": (("Data ingested and kept", "GB"),),
    "lambda_invocation": (("Requests and duration", "GB-seconds"),),
    "macie2_account": (("Buckets evaluated", "buckets"), ("Data inspected", "GB")),
    "memorydb_snapshot": _BACKUP,
    "neptune_cluster_snapshot": _BACKUP,
    "neptune_global_cluster": (("Replicated writes", "1M writes"),),
    "pinpoint_app": (("Messages", "messages"),),
    "pipes_pipe": (("Requests", "1M requests"),),
    "prometheus_workspace": (("Samples ingested and kept", "1M samples"),),
    "rds_cluster_snapshot_copy": _BACKUP,
    "rds_export_task": (("Data exported", "GB"),),
    "rds_global_cluster": (("Replicated writes", "1M writes"),),
    "redshift_cluster_snapshot": _BACKUP,
    "redshift_snapshot_copy": _BACKUP,
    "redshiftserverless_namespace": (("Managed storage", "GB"),),
    "rekognition_collection": (("Images analyzed and faces kept", "images"),),
    "route53_resolver_firewall_domain_list": (("Domain names kept", "names"),),
    "route53_resolver_firewall_rule_group": (("Queries", "1M queries"),),
    "rum_app_monitor": (("Events", "100k events"),),
    "s3_bucket_accelerate_configuration": (("Accelerated transfer", "GB"),),
    "s3_bucket_analytics_configuration": _OBJECTS,
    "s3_bucket_intelligent_tiering_configuration": _OBJECTS,
    "s3_bucket_inventory": (("Objects listed", "1M objects"),),
    "s3_bucket_metric": (("Request metrics", "metrics"),),
    "s3_bucket_object": (("Storage", "GB"),),
    "s3_object": (("Storage", "GB"),),
    "s3_object_copy": (("Storage", "GB"),),
    "s3control_multi_region_access_point": (("Data routed", "GB"),),
    "s3control_object_lambda_access_point": (("Data returned", "GB"),),
    "s3control_storage_lens_configuration": _OBJECTS,
    "sagemaker_space": (("Storage and running applications", "GB and hours"),),
    "scheduler_schedule": (("Invocations", "1M invocations"),),
    "schemas_discoverer": (("Events", "1M events"),),
    "securityhub_account": (("Checks and findings", "checks"),),
    "securityhub_automation_rule": (("Rules evaluated", "1M evaluations"),),
    "securityhub_standards_subscription": (("Checks and findings", "checks"),),
    "service_discovery_instance": (("Registered resources", "resources"),),
    "service_discovery_service": (("Registered resources", "resources"),),
    "sns_topic_data_protection_policy": (("Messages scanned", "GB"),),
    "ssm_service_setting": (("What an advanced tier serves", "requests and machines"),),
    "storagegateway_gateway": (("Data written", "GB"),),
    "synthetics_canary": (("Canary runs", "runs"),),
    "timestreamwrite_database": (("Writes, storage and queries", "GB"),),
    "timestreamwrite_table": (("Writes, storage and queries", "GB"),),
    "transfer_connector": (("Calls and data", "GB"),),
    "verifiedpermissions_policy_store": (("Authorization requests", "1M requests"),),
}


def certificate(resource: Resource, _around: Around, _prices: Prices) -> Iterable[Component]:
    """Nothing for a public certificate; one of a private authority, and one that may be exported, has no price."""
    if any(each.get("export") == "ENABLED" for each in resource.blocks("options")):
        raise Unpriced(say("no price for public certificates that may be exported"))
    if resource.text("certificate_authority_arn"):
        raise Unpriced(say("no price for certificates of a private authority"))
    return ()


def only_by_use(*parts: tuple[str, str]) -> Pricer:
    """A pricer of what is billed by use alone: names and units."""

    def pricer(_resource: Resource, _around: Around, _prices: Prices, /) -> Iterable[Component]:
        return [by_usage(name, unit, None) for name, unit in parts]

    pricer.__doc__ = f"Nothing fixed. Not counted: {'; '.join(name.lower() for name, _ in parts)}."
    return pricer


BY_USE: Mapping[str, Pricer] = {f"aws_{name}": only_by_use(*parts) for name, parts in _PARTS.items()}
