"""The AWS types that are free by nature, by service.

What is billed by use belongs into the table of prices, and so does what is free only as long as it is small.
"""

from __future__ import annotations

FREE_BY_SERVICE = {
    "access analyzer, account, notifications": """
        accessanalyzer_archive_rule account_alternate_contact account_primary_contact account_region
        notifications_channel_association notifications_event_rule notifications_notification_configuration
        notifications_notification_hub notificationscontacts_email_contact resourceexplorer2_index
        resourceexplorer2_view resourcegroups_group resourcegroups_resource servicequotas_service_quota
        servicequotas_template servicequotas_template_association applicationinsights_application
        resiliencehub_resiliency_policy rolesanywhere_profile rolesanywhere_trust_anchor""",
    "certificates": """
        acm_certificate_validation acmpca_certificate_authority_certificate acmpca_permission acmpca_policy
        signer_signing_job signer_signing_profile signer_signing_profile_permission""",
    "api gateway": """
        api_gateway_account api_gateway_api_key api_gateway_authorizer api_gateway_base_path_mapping
        api_gateway_client_certificate api_gateway_deployment api_gateway_documentation_part
        api_gateway_documentation_version api_gateway_domain_name api_gateway_domain_name_access_association
        api_gateway_gateway_response api_gateway_integration api_gateway_integration_response
        api_gateway_method api_gateway_method_response api_gateway_method_settings api_gateway_model
        api_gateway_request_validator api_gateway_resource api_gateway_rest_api_policy
        api_gateway_rest_api_put api_gateway_usage_plan api_gateway_usage_plan_key api_gateway_vpc_link
        apigatewayv2_api_mapping apigatewayv2_authorizer apigatewayv2_deployment apigatewayv2_domain_name
        apigatewayv2_integration apigatewayv2_integration_response apigatewayv2_model apigatewayv2_route
        apigatewayv2_route_response apigatewayv2_stage apigatewayv2_vpc_link""",
    "amplify, appconfig, app mesh, app runner, appsync": """
        amplify_backend_environment amplify_branch amplify_domain_association amplify_webhook
        appconfig_application appconfig_configuration_profile appconfig_deployment
        appconfig_deployment_strategy appconfig_environment appconfig_extension
        appconfig_extension_association appconfig_hosted_configuration_version appflow_connector_profile
        appmesh_gateway_route appmesh_mesh appmesh_route appmesh_virtual_gateway appmesh_virtual_node
        appmesh_virtual_router appmesh_virtual_service apprunner_auto_scaling_configuration_version
        apprunner_connection apprunner_custom_domain_association
        apprunner_default_auto_scaling_configuration_version apprunner_deployment
        apprunner_observability_configuration apprunner_vpc_connector apprunner_vpc_ingress_connection
        appsync_api_key appsync_datasource appsync_domain_name appsync_domain_name_api_association
        appsync_function appsync_resolver appsync_source_api_association appsync_type""",
    "scaling": """
        appautoscaling_policy appautoscaling_scheduled_action autoscaling_attachment
        autoscaling_group_tag autoscaling_lifecycle_hook autoscaling_notification autoscaling_policy
        autoscaling_schedule autoscaling_traffic_source_attachment autoscalingplans_scaling_plan""",
    "athena, glue, lake formation": """
        athena_data_catalog athena_database athena_named_query athena_prepared_statement glue_catalog_database
        glue_classifier glue_connection glue_data_catalog_encryption_settings glue_registry
        glue_resource_policy glue_schema glue_security_configuration glue_trigger glue_user_defined_function
        glue_workflow lakeformation_data_cells_filter lakeformation_data_lake_settings lakeformation_lf_tag
        lakeformation_opt_in lakeformation_permissions lakeformation_resource lakeformation_resource_lf_tag
        lakeformation_resource_lf_tags""",
    "backup": """
        backup_global_settings backup_plan backup_region_settings backup_report_plan backup_selection
        backup_vault_lock_configuration backup_vault_notifications backup_vault_policy dlm_lifecycle_policy
        rbin_rule""",
    "batch": """
        batch_job_definition batch_job_queue batch_scheduling_policy""",
    "cost management": """
        budgets_budget ce_anomaly_monitor ce_anomaly_subscription ce_cost_allocation_tag ce_cost_category
        computeoptimizer_enrollment_status costoptimizationhub_enrollment_status
        costoptimizationhub_preferences cur_report_definition""",
    "chatbot": """
        chatbot_slack_channel_configuration chatbot_teams_channel_configuration""",
    "cloudformation": """
        cloudformation_stack_set cloudformation_type""",
    "cloudfront": """
        cloudfront_cache_policy cloudfront_continuous_deployment_policy
        cloudfront_field_level_encryption_profile cloudfrontkeyvaluestore_key
        cloudfrontkeyvaluestore_keys_exclusive cloudfront_key_group cloudfront_origin_access_control
        cloudfront_origin_access_identity cloudfront_origin_request_policy cloudfront_public_key
        cloudfront_response_headers_policy cloudfront_vpc_origin""",
    "cloudwatch": """
        cloudwatch_event_api_destination cloudwatch_event_bus_policy cloudwatch_event_connection
        cloudwatch_event_permission cloudwatch_event_rule cloudwatch_event_target
        cloudwatch_log_account_policy cloudwatch_log_anomaly_detector cloudwatch_log_delivery_destination
        cloudwatch_log_delivery_destination_policy cloudwatch_log_delivery_source cloudwatch_log_destination
        cloudwatch_log_destination_policy cloudwatch_log_index_policy cloudwatch_log_resource_policy
        cloudwatch_log_stream cloudwatch_log_subscription_filter cloudwatch_query_definition oam_link oam_sink
        oam_sink_policy scheduler_schedule_group schemas_registry schemas_registry_policy schemas_schema
        synthetics_group synthetics_group_association xray_encryption_config xray_group xray_resource_policy
        xray_sampling_rule""",
    "code": """
        codeartifact_domain codeartifact_domain_permissions_policy codeartifact_repository_permissions_policy
        codebuild_report_group codebuild_resource_policy codebuild_source_credential codebuild_webhook
        codecommit_approval_rule_template codecommit_approval_rule_template_association codecommit_trigger
        codeconnections_connection codeconnections_host codedeploy_app codedeploy_deployment_config
        codepipeline_custom_action_type codepipeline_webhook codestarconnections_connection
        codestarconnections_host codestarnotifications_notification_rule""",
    "cognito": """
        cognito_identity_pool cognito_identity_pool_provider_principal_tag
        cognito_identity_pool_roles_attachment cognito_identity_provider cognito_managed_user_pool_client
        cognito_resource_server cognito_user cognito_user_group cognito_user_in_group cognito_user_pool_client
        cognito_user_pool_domain cognito_user_pool_ui_customization""",
    "config": """
        config_aggregate_authorization config_configuration_aggregator config_configuration_recorder_status
        config_delivery_channel config_remediation_configuration config_retention_configuration""",
    "databases": """
        dax_parameter_group dax_subnet_group db_event_subscription db_instance_role_association
        db_option_group db_parameter_group db_proxy_default_target_group db_proxy_target db_subnet_group
        docdb_cluster_parameter_group docdb_event_subscription docdb_subnet_group dynamodb_resource_policy
        dynamodb_table_item dynamodb_tag elasticache_parameter_group elasticache_subnet_group elasticache_user
        elasticache_user_group elasticache_user_group_association keyspaces_keyspace memorydb_acl
        memorydb_parameter_group memorydb_subnet_group memorydb_user neptune_cluster_endpoint
        neptune_cluster_parameter_group neptune_event_subscription neptune_parameter_group
        neptune_subnet_group rds_certificate rds_cluster_endpoint rds_cluster_parameter_group
        rds_cluster_role_association rds_instance_state redshiftdata_statement redshift_authentication_profile
        redshift_cluster_iam_roles redshift_data_share_authorization redshift_data_share_consumer_association
        redshift_endpoint_authorization redshift_event_subscription redshift_hsm_client_certificate
        redshift_hsm_configuration redshift_logging redshift_parameter_group redshift_partner
        redshift_resource_policy redshift_scheduled_action redshift_snapshot_copy_grant
        redshift_snapshot_schedule redshift_snapshot_schedule_association redshift_subnet_group
        redshift_usage_limit redshiftserverless_custom_domain_association redshiftserverless_resource_policy
        redshiftserverless_usage_limit""",
    "datasync, dms, transfer, mq, msk, search": """
        datasync_agent datasync_location_azure_blob datasync_location_efs
        datasync_location_fsx_lustre_file_system datasync_location_fsx_ontap_file_system
        datasync_location_fsx_openzfs_file_system datasync_location_fsx_windows_file_system
        datasync_location_hdfs datasync_location_nfs datasync_location_object_storage datasync_location_s3
        datasync_location_smb dms_certificate dms_endpoint dms_event_subscription dms_replication_subnet_group
        dms_replication_task dms_s3_endpoint elasticsearch_domain_policy elasticsearch_domain_saml_options
        mq_configuration msk_cluster_policy msk_configuration msk_scram_secret_association
        msk_single_scram_secret_association mskconnect_custom_plugin mskconnect_worker_configuration
        opensearch_authorize_vpc_endpoint_access opensearch_domain_policy opensearch_domain_saml_options
        opensearch_inbound_connection_accepter opensearch_outbound_connection opensearch_package
        opensearch_package_association opensearchserverless_access_policy
        opensearchserverless_lifecycle_policy opensearchserverless_security_config
        opensearchserverless_security_policy transfer_access transfer_agreement transfer_certificate
        transfer_profile transfer_ssh_key transfer_tag transfer_user transfer_workflow""",
    "directory service": """
        directory_service_conditional_forwarder directory_service_log_subscription
        directory_service_radius_settings directory_service_trust""",
    "direct connect and vpn": """
        customer_gateway dx_bgp_peer dx_connection_association dx_gateway
        dx_gateway_association dx_gateway_association_proposal dx_hosted_private_virtual_interface
        dx_hosted_private_virtual_interface_accepter dx_hosted_public_virtual_interface
        dx_hosted_public_virtual_interface_accepter dx_hosted_transit_virtual_interface
        dx_hosted_transit_virtual_interface_accepter dx_lag dx_macsec_key_association
        dx_private_virtual_interface dx_public_virtual_interface dx_transit_virtual_interface
        ec2_client_vpn_authorization_rule ec2_client_vpn_route vpn_connection_route vpn_gateway
        vpn_gateway_attachment vpn_gateway_route_propagation""",
    "ec2": """
        ami ami_launch_permission ebs_default_kms_key ebs_encryption_by_default
        ebs_snapshot_block_public_access ec2_availability_zone_group ec2_default_credit_specification
        ec2_image_block_public_access ec2_instance_connect_endpoint ec2_instance_state
        ec2_instance_metadata_defaults ec2_serial_console_access ec2_tag eip_association eip_domain_name
        key_pair launch_configuration launch_template network_interface network_interface_attachment
        network_interface_permission network_interface_sg_attachment placement_group
        snapshot_create_volume_permission spot_datafeed_subscription volume_attachment""",
    "ecr, ecs, eks": """
        ecr_account_setting ecr_lifecycle_policy ecr_pull_through_cache_rule ecr_registry_policy
        ecr_registry_scanning_configuration ecr_replication_configuration ecr_repository_creation_template
        ecr_repository_policy ecrpublic_repository_policy ecs_account_setting_default ecs_cluster
        ecs_cluster_capacity_providers ecs_tag ecs_task_definition eks_access_entry
        eks_access_policy_association eks_addon eks_identity_provider_config eks_pod_identity_association
        emrcontainers_job_template emrcontainers_virtual_cluster""",
    "efs, fsx, storage gateway": """
        efs_access_point efs_backup_policy efs_file_system_policy efs_mount_target
        fsx_data_repository_association fsx_ontap_storage_virtual_machine fsx_ontap_volume fsx_openzfs_volume
        storagegateway_cache storagegateway_file_system_association storagegateway_tape_pool
        storagegateway_upload_buffer storagegateway_working_storage""",
    "elastic beanstalk": """
        elastic_beanstalk_application elastic_beanstalk_application_version
        elastic_beanstalk_configuration_template""",
    "emr": """
        emr_block_public_access_configuration emr_managed_scaling_policy emr_security_configuration emr_studio
        emr_studio_session_mapping""",
    "global accelerator": """
        globalaccelerator_cross_account_attachment globalaccelerator_custom_routing_endpoint_group
        globalaccelerator_custom_routing_listener globalaccelerator_endpoint_group globalaccelerator_listener""",
    "grafana and prometheus": """
        grafana_role_association grafana_workspace_saml_configuration grafana_workspace_service_account
        prometheus_alert_manager_definition prometheus_rule_group_namespace prometheus_workspace_configuration""",
    "guardduty, inspector, macie, security hub, detective": """
        detective_invitation_accepter detective_organization_admin_account
        detective_organization_configuration guardduty_filter guardduty_invite_accepter guardduty_ipset
        guardduty_organization_admin_account guardduty_publishing_destination guardduty_threatintelset
        inspector2_delegated_admin_account inspector2_filter inspector_assessment_target
        inspector_resource_group macie2_classification_export_configuration macie2_custom_data_identifier
        macie2_findings_filter macie2_invitation_accepter macie2_organization_admin_account
        securityhub_action_target securityhub_configuration_policy
        securityhub_configuration_policy_association securityhub_finding_aggregator securityhub_insight
        securityhub_invite_accepter securityhub_standards_control securityhub_standards_control_association
        securityhub_organization_admin_account securityhub_product_subscription fms_admin_account
        fms_resource_set""",
    "iam and identity": """
        iam_access_key iam_account_alias iam_account_password_policy iam_group iam_group_membership
        iam_group_policies_exclusive iam_group_policy iam_group_policy_attachment
        iam_group_policy_attachments_exclusive iam_instance_profile iam_openid_connect_provider
        iam_organizations_features iam_policy iam_policy_attachment iam_role iam_role_policies_exclusive
        iam_role_policy iam_role_policy_attachment iam_role_policy_attachments_exclusive iam_saml_provider
        iam_security_token_service_preferences iam_server_certificate iam_service_linked_role
        iam_service_specific_credential iam_signing_certificate iam_user iam_user_group_membership
        iam_user_login_profile iam_user_policies_exclusive iam_user_policy iam_user_policy_attachment
        iam_user_policy_attachments_exclusive iam_user_ssh_key iam_virtual_mfa_device identitystore_group
        identitystore_group_membership identitystore_user ssoadmin_account_assignment ssoadmin_application
        ssoadmin_application_access_scope ssoadmin_application_assignment
        ssoadmin_application_assignment_configuration ssoadmin_customer_managed_policy_attachment
        ssoadmin_instance_access_control_attributes ssoadmin_managed_policy_attachment ssoadmin_permission_set
        ssoadmin_permission_set_inline_policy ssoadmin_permissions_boundary_attachment
        ssoadmin_trusted_token_issuer""",
    "image builder": """
        imagebuilder_component imagebuilder_container_recipe imagebuilder_distribution_configuration
        imagebuilder_image_pipeline imagebuilder_image_recipe imagebuilder_infrastructure_configuration
        imagebuilder_lifecycle_policy imagebuilder_workflow""",
    "iot": """
        iot_authorizer iot_billing_group iot_ca_certificate iot_certificate iot_event_configurations
        iot_logging_options iot_policy iot_policy_attachment iot_provisioning_template iot_role_alias
        iot_thing_group iot_thing_group_membership iot_thing_principal_attachment iot_thing_type
        iot_topic_rule_destination""",
    "keys and secrets": """
        kms_alias kms_ciphertext kms_grant kms_key_policy secretsmanager_secret_policy
        secretsmanager_secret_rotation secretsmanager_secret_version""",
    "kinesis": """
        kinesis_resource_policy""",
    "lambda": """
        lambda_alias lambda_code_signing_config lambda_function_event_invoke_config
        lambda_function_recursion_config lambda_function_url lambda_layer_version
        lambda_layer_version_permission lambda_permission lambda_runtime_management_config""",
    "license manager": """
        licensemanager_association licensemanager_grant licensemanager_grant_accepter
        licensemanager_license_configuration""",
    "lightsail": """
        lightsail_bucket_access_key lightsail_bucket_resource_access lightsail_certificate
        lightsail_container_service_deployment_version lightsail_disk_attachment lightsail_domain
        lightsail_domain_entry lightsail_instance_public_ports lightsail_key_pair lightsail_lb_attachment
        lightsail_lb_certificate lightsail_lb_certificate_attachment lightsail_lb_https_redirection_policy
        lightsail_lb_stickiness_policy lightsail_static_ip_attachment""",
    "load balancing": """
        alb_listener alb_listener_certificate alb_listener_rule alb_target_group alb_target_group_attachment
        app_cookie_stickiness_policy elb_attachment lb_cookie_stickiness_policy lb_listener
        lb_listener_certificate lb_listener_rule lb_ssl_negotiation_policy lb_target_group
        lb_target_group_attachment load_balancer_backend_server_policy load_balancer_listener_policy
        load_balancer_policy proxy_protocol_policy""",
    "media": """
        media_store_container_policy medialive_input_security_group ivs_playback_key_pair
        ivs_recording_configuration""",
    "network firewall and network manager": """
        networkfirewall_firewall_policy networkfirewall_logging_configuration networkfirewall_resource_policy
        networkfirewall_rule_group networkmanager_attachment_accepter networkmanager_connect_peer
        networkmanager_connection networkmanager_customer_gateway_association networkmanager_device
        networkmanager_global_network networkmanager_link networkmanager_link_association networkmanager_site
        networkmanager_transit_gateway_connect_peer_association networkmanager_transit_gateway_registration""",
    "organizations and sharing": """
        controltower_control organizations_account organizations_delegated_administrator
        organizations_organization organizations_organizational_unit organizations_policy
        organizations_policy_attachment organizations_resource_policy ram_principal_association
        ram_resource_association ram_resource_share ram_resource_share_accepter ram_sharing_with_organization
        servicecatalog_budget_resource_association servicecatalog_constraint
        servicecatalog_organizations_access servicecatalog_portfolio servicecatalog_portfolio_share
        servicecatalog_principal_portfolio_association servicecatalog_product
        servicecatalog_product_portfolio_association servicecatalog_provisioning_artifact
        servicecatalog_service_action servicecatalog_tag_option servicecatalog_tag_option_resource_association
        servicecatalogappregistry_application servicecatalogappregistry_attribute_group
        servicecatalogappregistry_attribute_group_association""",
    "route 53": """
        route53_cidr_collection route53_cidr_location route53_delegation_set route53_hosted_zone_dnssec
        route53_key_signing_key route53_query_log route53_record route53_records_exclusive
        route53_resolver_config route53_resolver_dnssec_config route53_resolver_firewall_config
        route53_resolver_firewall_rule route53_resolver_firewall_rule_group_association
        route53_resolver_query_log_config route53_resolver_query_log_config_association route53_resolver_rule
        route53_resolver_rule_association route53_vpc_association_authorization route53_zone_association
        route53domains_delegation_signer_record route53domains_registered_domain
        service_discovery_http_namespace""",
    "s3": """
        s3_access_point s3_account_public_access_block s3_bucket_acl s3_bucket_cors_configuration
        s3_bucket_lifecycle_configuration s3_bucket_logging s3_bucket_notification
        s3_bucket_object_lock_configuration s3_bucket_ownership_controls s3_bucket_policy
        s3_bucket_public_access_block s3_bucket_replication_configuration
        s3_bucket_request_payment_configuration s3_bucket_server_side_encryption_configuration
        s3_bucket_versioning s3_bucket_website_configuration s3control_access_grant
        s3control_access_grants_instance s3control_access_grants_instance_resource_policy
        s3control_access_grants_location s3control_access_point_policy
        s3control_directory_bucket_access_point_scope s3control_multi_region_access_point_policy
        s3control_object_lambda_access_point_policy s3tables_namespace s3tables_table_bucket_policy
        s3tables_table_policy glacier_vault_lock""",
    "sagemaker": """
        sagemaker_app_image_config sagemaker_code_repository sagemaker_domain sagemaker_endpoint_configuration
        sagemaker_hub sagemaker_human_task_ui sagemaker_image sagemaker_image_version sagemaker_model
        sagemaker_model_package_group sagemaker_model_package_group_policy
        sagemaker_notebook_instance_lifecycle_configuration sagemaker_pipeline sagemaker_project
        sagemaker_servicecatalog_portfolio_status sagemaker_studio_lifecycle_config
        sagemaker_user_profile sagemaker_workforce sagemaker_workteam""",
    "ses": """
        ses_active_receipt_rule_set ses_configuration_set ses_domain_dkim ses_domain_identity
        ses_domain_identity_verification ses_domain_mail_from ses_email_identity ses_event_destination
        ses_identity_notification_topic ses_identity_policy ses_receipt_filter ses_receipt_rule
        ses_receipt_rule_set ses_template sesv2_account_suppression_attributes sesv2_configuration_set
        sesv2_configuration_set_event_destination sesv2_contact_list sesv2_email_identity
        sesv2_email_identity_feedback_attributes sesv2_email_identity_mail_from_attributes
        sesv2_email_identity_policy""",
    "sns, sqs, step functions": """
        sfn_activity sfn_alias sns_platform_application sns_sms_preferences sns_topic_policy
        sns_topic_subscription sqs_queue_policy sqs_queue_redrive_allow_policy sqs_queue_redrive_policy""",
    "systems manager": """
        ssm_activation ssm_association ssm_default_patch_baseline ssm_document ssm_maintenance_window
        ssm_maintenance_window_target ssm_maintenance_window_task ssm_patch_baseline ssm_patch_group
        ssm_resource_data_sync ssmcontacts_contact ssmcontacts_contact_channel
        ssmcontacts_plan ssmcontacts_rotation ssmquicksetup_configuration_manager""",
    "verified access and permissions": """
        verifiedaccess_group verifiedaccess_instance verifiedaccess_instance_logging_configuration
        verifiedaccess_instance_trust_provider_attachment verifiedaccess_trust_provider
        verifiedpermissions_identity_source verifiedpermissions_policy verifiedpermissions_policy_template
        verifiedpermissions_schema""",
    "vpc": """
        default_network_acl default_route_table default_security_group default_subnet default_vpc
        default_vpc_dhcp_options ec2_carrier_gateway ec2_local_gateway_route
        ec2_local_gateway_route_table_vpc_association ec2_managed_prefix_list ec2_managed_prefix_list_entry
        ec2_network_insights_path ec2_subnet_cidr_reservation ec2_traffic_mirror_filter
        ec2_traffic_mirror_filter_rule ec2_traffic_mirror_target ec2_transit_gateway
        ec2_transit_gateway_connect_peer ec2_transit_gateway_default_route_table_association
        ec2_transit_gateway_default_route_table_propagation ec2_transit_gateway_multicast_domain
        ec2_transit_gateway_multicast_domain_association ec2_transit_gateway_multicast_group_member
        ec2_transit_gateway_multicast_group_source ec2_transit_gateway_policy_table
        ec2_transit_gateway_policy_table_association ec2_transit_gateway_prefix_list_reference
        ec2_transit_gateway_route ec2_transit_gateway_route_table ec2_transit_gateway_route_table_association
        ec2_transit_gateway_route_table_propagation egress_only_internet_gateway internet_gateway
        internet_gateway_attachment main_route_table_association network_acl network_acl_association
        network_acl_rule route route_table route_table_association security_group security_group_rule subnet
        vpc vpc_block_public_access_exclusion vpc_block_public_access_options vpc_dhcp_options
        vpc_dhcp_options_association vpc_endpoint_connection_accepter vpc_endpoint_connection_notification
        vpc_endpoint_policy vpc_endpoint_private_dns vpc_endpoint_route_table_association
        vpc_endpoint_security_group_association vpc_endpoint_service vpc_endpoint_service_allowed_principal
        vpc_endpoint_service_private_dns_verification vpc_ipam_organization_admin_account vpc_ipam_pool_cidr
        vpc_ipam_pool_cidr_allocation vpc_ipam_preview_next_cidr vpc_ipam_resource_discovery
        vpc_ipam_resource_discovery_association vpc_ipam_scope vpc_ipv4_cidr_block_association
        vpc_ipv6_cidr_block_association vpc_peering_connection vpc_peering_connection_accepter
        vpc_peering_connection_options vpc_route_server_propagation vpc_route_server_vpc_association
        vpc_security_group_egress_rule vpc_security_group_ingress_rule vpc_security_group_vpc_association""",
    "vpc lattice": """
        vpclattice_access_log_subscription vpclattice_auth_policy vpclattice_listener vpclattice_listener_rule
        vpclattice_resource_policy vpclattice_service_network vpclattice_service_network_service_association
        vpclattice_service_network_vpc_association vpclattice_target_group vpclattice_target_group_attachment""",
    "waf and shield": """
        shield_application_layer_automatic_response shield_drt_access_log_bucket_association
        shield_drt_access_role_arn_association shield_proactive_engagement shield_protection
        shield_protection_group shield_protection_health_check_association waf_byte_match_set
        waf_geo_match_set waf_ipset waf_regex_match_set waf_regex_pattern_set waf_size_constraint_set
        waf_sql_injection_match_set waf_xss_match_set wafregional_byte_match_set wafregional_geo_match_set
        wafregional_ipset wafregional_regex_match_set wafregional_regex_pattern_set
        wafregional_size_constraint_set wafregional_sql_injection_match_set wafregional_web_acl_association
        wafregional_xss_match_set wafv2_api_key wafv2_ip_set wafv2_regex_pattern_set wafv2_web_acl_association
        wafv2_web_acl_logging_configuration""",
    "workspaces": """
        workspaces_directory workspaces_connection_alias workspaces_ip_group workspacesweb_browser_settings
        workspacesweb_data_protection_settings workspacesweb_ip_access_settings workspacesweb_network_settings
        workspacesweb_user_access_logging_settings workspacesweb_user_settings""",
}

FREE_OF_AWS = frozenset(f"aws_{name}" for names in FREE_BY_SERVICE.values() for name in names.split())
