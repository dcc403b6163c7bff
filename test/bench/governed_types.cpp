#include <array>

#include "resource_type.h"

namespace plimsoll::bench {
namespace {

constexpr std::string_view kArnAndId = R"({"arn":true,"id":true,"tags_all":true})";
constexpr std::string_view kId = R"({"id":true})";
constexpr std::string_view kPolicyOnly = R"({"policy":{}})";

constexpr auto kTypes = std::to_array<ResourceType>({
    {"aws_s3_bucket",
     R"({"acl":null,"arn":"arn:aws:s3:::data-#","bucket":"data-#","bucket_prefix":"","force_destroy":false,"grant":[],)"
     R"("id":"data-#","lifecycle_rule":[],"logging":[],"object_lock_enabled":false,"policy":"","region":"eu-central-1",)"
     R"("server_side_encryption_configuration":[{"rule":[{"apply_server_side_encryption_by_default":[{"kms_master_key_id":"",)"
     R"("sse_algorithm":"AES256"}],"bucket_key_enabled":false}]}],"tags":{"Name":"data-#"},"tags_all":{"Name":"data-#"},)"
     R"("versioning":[{"enabled":true,"mfa_delete":false}],"website":[]})",
     R"({"acl":true,"arn":true,"grant":true,"id":true,"logging":true,"policy":true,"region":true,"versioning":true})",
     R"({"bucket":{"constant_value":"data-#"}})"},
    {"aws_s3_bucket_public_access_block",
     R"({"block_public_acls":true,"block_public_policy":true,"bucket":"data-~","id":"data-~","ignore_public_acls":true,)"
     R"("restrict_public_buckets":false})",
     R"({"bucket":true,"id":true})", R"({"bucket":{"references":["aws_s3_bucket.r~.id","aws_s3_bucket.r~"]}})"},
    {"aws_db_parameter_group",
     R"({"arn":"arn:aws:rds:eu-central-1:123456789012:pg:db-#","family":"postgres16","id":"db-#","name":"db-#","parameter":)"
     R"([{"apply_method":"immediate","name":"log_connections","value":"1"},{"apply_method":"pending-reboot","name":)"
     R"("rds.force_ssl","value":"1"}],"tags":{},"tags_all":{}})",
     kArnAndId, R"({"family":{"constant_value":"postgres16"},"name":{"constant_value":"db-#"}})"},
    {"aws_db_instance",
     R"({"allocated_storage":100,"arn":"arn:aws:rds:eu-central-1:123456789012:db:db-#","auto_minor_version_upgrade":true,)"
     R"("availability_zone":"eu-central-1a","backup_retention_period":7,"copy_tags_to_snapshot":true,"db_subnet_group_name":)"
     R"("private","deletion_protection":false,"enabled_cloudwatch_logs_exports":["postgresql"],"engine":"postgres",)"
     R"("engine_version":"16.3","iam_database_authentication_enabled":true,"id":"db-#","identifier":"db-#","instance_class":)"
     R"("db.m6g.large","kms_key_id":"","monitoring_interval":60,"multi_az":true,"parameter_group_name":"db-~",)"
     R"("performance_insights_enabled":true,"port":5432,"publicly_accessible":false,"storage_encrypted":true,"tags":{},)"
     R"("tags_all":{},"username":"admin","vpc_security_group_ids":["sg-0123456789abcdef0"]})",
     R"({"arn":true,"availability_zone":true,"id":true,"kms_key_id":true,"tags_all":true,"vpc_security_group_ids":[false]})",
     R"({"engine":{"constant_value":"postgres"},"parameter_group_name":{"references":["aws_db_parameter_group.r~.name",)"
     R"("aws_db_parameter_group.r~"]}})"},
    {"aws_rds_cluster_parameter_group",
     R"({"arn":"arn:aws:rds:eu-central-1:123456789012:cluster-pg:au-#","family":"aurora-mysql8.0","id":"au-#","name":"au-#",)"
     R"("parameter":[{"apply_method":"immediate","name":"server_audit_logging","value":"1"},{"apply_method":"immediate",)"
     R"("name":"server_audit_events","value":"CONNECT,QUERY"}],"tags":{},"tags_all":{}})",
     kArnAndId, R"({"family":{"constant_value":"aurora-mysql8.0"},"name":{"constant_value":"au-#"}})"},
    {"aws_rds_cluster",
     R"({"arn":"arn:aws:rds:eu-central-1:123456789012:cluster:au-#","backtrack_window":0,"backup_retention_period":7,)"
     R"("cluster_identifier":"au-#","copy_tags_to_snapshot":true,"database_name":"app","db_cluster_parameter_group_name":"au-~",)"
     R"("deletion_protection":true,"enabled_cloudwatch_logs_exports":["audit"],"engine":"aurora-mysql","engine_mode":)"
     R"("provisioned","iam_database_authentication_enabled":false,"id":"au-#","kms_key_id":"","master_username":"admin",)"
     R"("port":3306,"storage_encrypted":true,"tags":{},"tags_all":{},"vpc_security_group_ids":["sg-0123456789abcdef0"]})",
     R"({"arn":true,"id":true,"kms_key_id":true,"tags_all":true})",
     R"({"db_cluster_parameter_group_name":{"references":["aws_rds_cluster_parameter_group.r~.name",)"
     R"("aws_rds_cluster_parameter_group.r~"]},"engine":{"constant_value":"aurora-mysql"}})"},
    {"aws_secretsmanager_secret",
     R"({"arn":"arn:aws:secretsmanager:eu-central-1:123456789012:secret:app-#","description":"Of service #","id":)"
     R"("arn:aws:secretsmanager:eu-central-1:123456789012:secret:app-#","kms_key_id":"","name":"app-#","policy":"",)"
     R"("recovery_window_in_days":30,"replica":[],"tags":{"Team":"payments"},"tags_all":{"Team":"payments"}})",
     R"({"arn":true,"id":true,"policy":true,"replica":true})", R"({"name":{"constant_value":"app-#"}})"},
    {"aws_secretsmanager_secret_rotation",
     R"({"id":"arn:aws:secretsmanager:eu-central-1:123456789012:secret:app-~","rotate_immediately":true,"rotation_enabled":)"
     R"(true,"rotation_lambda_arn":"arn:aws:lambda:eu-central-1:123456789012:function:rotate","rotation_rules":)"
     R"([{"automatically_after_days":30,"duration":"","schedule_expression":""}],"secret_id":)"
     R"("arn:aws:secretsmanager:eu-central-1:123456789012:secret:app-~"})",
     R"({"id":true,"rotation_enabled":true,"secret_id":true})",
     R"({"secret_id":{"references":["aws_secretsmanager_secret.r~.id","aws_secretsmanager_secret.r~"]}})"},
    {"aws_iam_role",
     R"({"arn":"arn:aws:iam::123456789012:role/app-#","assume_role_policy":"{\"Statement\":[{\"Action\":\"sts:AssumeRole\",)"
     R"(\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"}}],\"Version\":\"2012-10-17\"}","id":)"
     R"("app-#","inline_policy":[],"managed_policy_arns":[],"max_session_duration":3600,"name":"app-#","path":"/",)"
     R"("permissions_boundary":"","tags":{},"tags_all":{},"unique_id":"AROAEXAMPLE#"})",
     R"({"arn":true,"id":true,"inline_policy":true,"managed_policy_arns":true,"unique_id":true})",
     R"({"assume_role_policy":{},"name":{"constant_value":"app-#"}})"},
    {"aws_iam_role_policy",
     R"({"id":"app-~:inline","name":"inline","policy":"{\"Statement\":[{\"Action\":[\"s3:GetObject\",\"s3:PutObject\"],)"
     R"(\"Effect\":\"Allow\",\"Resource\":\"arn:aws:s3:::data-#/*\"},{\"Action\":\"sqs:*\",\"Effect\":\"Allow\",)"
     R"(\"Resource\":\"*\"}],\"Version\":\"2012-10-17\"}","role":"app-~"})",
     R"({"id":true,"role":true})", R"({"policy":{},"role":{"references":["aws_iam_role.r~.id","aws_iam_role.r~"]}})"},
    {"aws_iam_policy",
     R"({"arn":"arn:aws:iam::123456789012:policy/app-#","description":"Access of service #","id":)"
     R"("arn:aws:iam::123456789012:policy/app-#","name":"app-#","path":"/","policy":"{\"Statement\":[{\"Action\":)"
     R"([\"s3:GetObject\",\"s3:PutObject\",\"s3:DeleteObject\"],\"Effect\":\"Allow\",\"Resource\":\"arn:aws:s3:::data-#/*\"},)"
     R"({\"Action\":[\"sqs:SendMessage\",\"sqs:ReceiveMessage\"],\"Effect\":\"Allow\",\"Resource\":\"*\"}],\"Version\":)"
     R"(\"2012-10-17\"}","policy_id":"ANPAEXAMPLE#","tags":{},"tags_all":{}})",
     R"({"arn":true,"id":true,"policy_id":true})", kPolicyOnly},
    {"aws_subnet",
     R"({"arn":"arn:aws:ec2:eu-central-1:123456789012:subnet/subnet-#","availability_zone":"eu-central-1a","cidr_block":)"
     R"("10.0.1.0/24","id":"subnet-#","map_public_ip_on_launch":false,"tags":{"Name":"private-#"},"tags_all":{"Name":)"
     R"("private-#"},"vpc_id":"vpc-0123456789abcdef0"})",
     kArnAndId, R"({"availability_zone":{"constant_value":"eu-central-1a"}})"},
    {"aws_lambda_function",
     R"({"architectures":["arm64"],"arn":"arn:aws:lambda:eu-central-1:123456789012:function:fn-#","dead_letter_config":[],)"
     R"("environment":[{"variables":{"LOG_LEVEL":"info","TABLE":"orders-#"}}],"function_name":"fn-#","handler":"main.handler",)"
     R"("id":"fn-#","kms_key_arn":"","memory_size":512,"reserved_concurrent_executions":-1,"role":)"
     R"("arn:aws:iam::123456789012:role/fn-#","runtime":"python3.12","tags":{},"tags_all":{},"timeout":30,"tracing_config":)"
     R"([{"mode":"Active"}],"vpc_config":[{"ipv6_allowed_for_dual_stack":false,"security_group_ids":["sg-0123456789abcdef0"],)"
     R"("subnet_ids":["subnet-~","subnet-fixed"],"vpc_id":"vpc-0123456789abcdef0"}]})",
     R"({"arn":true,"id":true,"tracing_config":[{}],"vpc_config":[{"vpc_id":true}]})",
     R"({"function_name":{"constant_value":"fn-#"},"vpc_config":[{"subnet_ids":{"references":["aws_subnet.r~.id",)"
     R"("aws_subnet.r~"]}}]})"},
    {"aws_iam_user",
     R"({"arn":"arn:aws:iam::123456789012:user/u-#","force_destroy":false,"id":"u-#","name":"u-#","path":"/",)"
     R"("permissions_boundary":"","tags":{},"tags_all":{},"unique_id":"AIDAEXAMPLE#"})",
     R"({"arn":true,"id":true,"unique_id":true})", R"({"name":{"constant_value":"u-#"}})"},
    {"aws_redshift_cluster",
     R"({"allow_version_upgrade":true,"arn":"arn:aws:redshift:eu-central-1:123456789012:namespace:c-#",)"
     R"("automated_snapshot_retention_period":7,"cluster_identifier":"c-#","cluster_parameter_group_name":"c-~",)"
     R"("cluster_type":"multi-node","database_name":"dw","encrypted":true,"enhanced_vpc_routing":true,"id":"c-#",)"
     R"("kms_key_id":"","master_username":"awsuser2","multi_az":false,"node_type":"ra3.xlplus","number_of_nodes":2,)"
     R"("publicly_accessible":false,"tags":{},"tags_all":{}})",
     kArnAndId, R"({"cluster_identifier":{"constant_value":"c-#"}})"},
    {"aws_opensearch_domain",
     R"({"advanced_security_options":[{"enabled":true,"internal_user_database_enabled":false}],"arn":)"
     R"("arn:aws:es:eu-central-1:123456789012:domain/s-#","cluster_config":[{"dedicated_master_enabled":true,)"
     R"("instance_count":3,"instance_type":"m6g.large.search","zone_awareness_enabled":true}],"domain_endpoint_options":)"
     R"([{"enforce_https":true,"tls_security_policy":"Policy-Min-TLS-1-2-2019-07"}],"domain_name":"s-#","encrypt_at_rest":)"
     R"([{"enabled":true,"kms_key_id":""}],"engine_version":"OpenSearch_2.13","id":"s-#","log_publishing_options":[],)"
     R"("node_to_node_encryption":[{"enabled":true}],"tags":{},"tags_all":{},"vpc_options":[]})",
     kArnAndId, R"({"domain_name":{"constant_value":"s-#"}})"},
    {"aws_sqs_queue",
     R"({"arn":"arn:aws:sqs:eu-central-1:123456789012:q-#","fifo_queue":false,"id":)"
     R"("https://sqs.eu-central-1.amazonaws.com/123456789012/q-#","kms_master_key_id":"","name":"q-#","policy":"",)"
     R"("redrive_policy":"","sqs_managed_sse_enabled":true,"tags":{},"tags_all":{},"visibility_timeout_seconds":30})",
     kArnAndId, R"({"name":{"constant_value":"q-#"}})"},
    {"aws_kinesis_stream",
     R"({"arn":"arn:aws:kinesis:eu-central-1:123456789012:stream/k-#","encryption_type":"KMS","id":"k-#","kms_key_id":)"
     R"("alias/aws/kinesis","name":"k-#","retention_period":24,"shard_count":1,"tags":{},"tags_all":{}})",
     kArnAndId, R"({"name":{"constant_value":"k-#"}})"},
    {"aws_db_event_subscription",
     R"({"arn":"arn:aws:rds:eu-central-1:123456789012:es:e-#","enabled":true,"event_categories":["failure","maintenance"],)"
     R"("id":"e-#","name":"e-#","sns_topic":"arn:aws:sns:eu-central-1:123456789012:alerts","source_ids":["db-~"],)"
     R"("source_type":"db-instance","tags":{},"tags_all":{}})",
     kArnAndId, R"({"name":{"constant_value":"e-#"}})"},
    {"aws_s3_bucket_acl", R"({"access_control_policy":[],"acl":"private","bucket":"data-0","id":"data-0,private"})",
     kId, R"({"acl":{"constant_value":"private"}})"},
});

}  // namespace

std::span<const ResourceType> governed_types() {
  return kTypes;
}

}  // namespace plimsoll::bench
