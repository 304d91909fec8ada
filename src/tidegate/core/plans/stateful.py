"""Terraform types that keep what nobody can make again: data written to them, or keys that data is encrypted with."""

from __future__ import annotations

_AWS = """
    backup_vault cloudwatch_log_group cognito_user_pool db_instance dax_cluster docdb_cluster docdb_cluster_instance
    dynamodb_global_table dynamodb_table ebs_snapshot ebs_volume ecr_repository ecrpublic_repository efs_file_system
    elasticache_cluster elasticache_replication_group elasticache_serverless_cache elasticsearch_domain
    fsx_lustre_file_system fsx_ontap_file_system fsx_ontap_volume fsx_openzfs_file_system fsx_openzfs_volume
    fsx_windows_file_system glacier_vault iam_access_key key_pair keyspaces_table kinesis_stream kms_external_key
    kms_key lightsail_database lightsail_disk memorydb_cluster mq_broker msk_cluster msk_serverless_cluster
    neptune_cluster neptune_cluster_instance opensearch_domain opensearchserverless_collection qldb_ledger rds_cluster
    rds_cluster_instance redshift_cluster redshiftserverless_namespace s3_bucket s3_directory_bucket s3_object
    s3_bucket_object s3tables_table secretsmanager_secret secretsmanager_secret_version sns_topic sqs_queue
    ssm_parameter timestreamwrite_table
"""
_GOOGLE = """
    alloydb_cluster alloydb_instance artifact_registry_repository bigquery_dataset bigquery_table bigtable_instance
    bigtable_table compute_disk compute_region_disk compute_snapshot filestore_instance firestore_database
    kms_crypto_key logging_project_bucket_config pubsub_subscription pubsub_topic redis_cluster redis_instance
    secret_manager_secret secret_manager_secret_version spanner_database spanner_instance sql_database
    sql_database_instance storage_bucket storage_bucket_object
"""
_AZURE = """
    container_registry cosmosdb_account cosmosdb_mongo_database cosmosdb_sql_container cosmosdb_sql_database
    eventhub eventhub_namespace key_vault key_vault_certificate key_vault_key key_vault_secret
    log_analytics_workspace managed_disk managed_redis mariadb_database mariadb_server mssql_database
    mssql_managed_instance mssql_server mysql_flexible_database mysql_flexible_server netapp_volume
    postgresql_database postgresql_flexible_server postgresql_flexible_server_database postgresql_server redis_cache
    servicebus_namespace servicebus_queue servicebus_topic snapshot storage_account storage_blob storage_container
    storage_queue storage_share storage_table
"""
_OTHERS = """
    digitalocean_database_cluster digitalocean_spaces_bucket digitalocean_volume kubernetes_persistent_volume
    kubernetes_persistent_volume_claim kubernetes_persistent_volume_claim_v1 kubernetes_persistent_volume_v1
    kubernetes_secret kubernetes_secret_v1 local_sensitive_file openstack_blockstorage_volume_v3 random_bytes
    random_password tls_private_key
"""

STATEFUL = frozenset(
    (
        *(f"aws_{name}" for name in _AWS.split()),
        *(f"google_{name}" for name in _GOOGLE.split()),
        *(f"azurerm_{name}" for name in _AZURE.split()),
        *_OTHERS.split(),
    )
)
"""Databases, volumes, buckets, queues, file systems and key material. A type that is missing is taken to keep nothing;
what only holds settings of one of these (a bucket's policy) is left out."""
