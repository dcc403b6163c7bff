#include <array>

#include "resource_type.h"

namespace plimsoll::bench {
namespace {

constexpr std::array<ResourceType, 6> kTypes = {{
    {"aws_ecs_task_definition",
     R"({"container_definitions":@,"cpu":"512","ephemeral_storage":[],"execution_role_arn":"arn:aws:iam::123456789012:role/exec-#",)"
     R"("family":"service-#","inference_accelerator":[],"ipc_mode":null,"memory":"1024","network_mode":"awsvpc","pid_mode":null,)"
     R"("placement_constraints":[],"proxy_configuration":[],"requires_compatibilities":["FARGATE"],"runtime_platform":)"
     R"([{"cpu_architecture":"X86_64","operating_system_family":"LINUX"}],"skip_destroy":false,"tags":{"Team":"payments"},)"
     R"("tags_all":{"Team":"payments"},"task_role_arn":"arn:aws:iam::123456789012:role/task-#","track_latest":false,)"
     R"("volume":[{"docker_volume_configuration":[],"efs_volume_configuration":[],"fsx_windows_file_server_volume_configuration":[],)"
     R"("host_path":"","name":"scratch"}]})",
     R"({"arn":true,"arn_without_revision":true,"enable_fault_injection":true,"ephemeral_storage":[],"id":true,)"
     R"("inference_accelerator":[],"placement_constraints":[],"proxy_configuration":[],"requires_compatibilities":[false],)"
     R"("revision":true,"runtime_platform":[{}],"tags":{},"tags_all":{},"volume":[{"configure_at_launch":true,)"
     R"("docker_volume_configuration":[],"efs_volume_configuration":[]}]})",
     R"({"container_definitions":{},"cpu":{"constant_value":"512"},"family":{"constant_value":"service-#"},)"
     R"("memory":{"constant_value":"1024"},"network_mode":{"constant_value":"awsvpc"},"requires_compatibilities":)"
     R"({"constant_value":["FARGATE"]},"tags":{"references":["var.tags"]},"volume":[{"name":{"constant_value":"scratch"}}]})"},
    {"aws_iam_policy",
     R"({"arn":"arn:aws:iam::123456789012:policy/service-#","attachment_count":1,"description":"Access of service #","id":)"
     R"("arn:aws:iam::123456789012:policy/service-#","name":"service-#","name_prefix":"","path":"/","policy":)"
     R"("{\"Statement\":[{\"Action\":[\"s3:GetObject\",\"s3:PutObject\",\"s3:DeleteObject\"],\"Effect\":\"Allow\",\"Resource\":)"
     R"([\"arn:aws:s3:::bucket-#\",\"arn:aws:s3:::bucket-#/*\"]},{\"Action\":[\"sqs:SendMessage\",\"sqs:ReceiveMessage\",)"
     R"(\"sqs:DeleteMessage\"],\"Effect\":\"Allow\",\"Resource\":\"arn:aws:sqs:eu-central-1:123456789012:orders-#\"}],)"
     R"(\"Version\":\"2012-10-17\"}","policy_id":"ANPAEXAMPLE#","tags":{},"tags_all":{"Team":"payments"}})",
     R"({"arn":true,"attachment_count":true,"id":true,"name_prefix":true,"policy_id":true,"tags_all":true})",
     R"({"name":{"constant_value":"service-#"},"policy":{"references":["aws_s3_bucket.r#.arn","aws_s3_bucket.r#"]}})"},
    {"aws_s3_bucket",
     R"({"acceleration_status":"","acl":null,"arn":"arn:aws:s3:::bucket-#","bucket":"bucket-#","bucket_domain_name":)"
     R"("bucket-#.s3.amazonaws.com","bucket_prefix":"","cors_rule":[],"force_destroy":false,"grant":[{"id":"0123456789abcdef",)"
     R"("permissions":["FULL_CONTROL"],"type":"CanonicalUser","uri":""}],"hosted_zone_id":"Z21DNDUVLTQW6Q","id":"bucket-#",)"
     R"("lifecycle_rule":[],"logging":[],"object_lock_enabled":false,"policy":"","region":"eu-central-1","replication_configuration":)"
     R"([],"request_payer":"BucketOwner","server_side_encryption_configuration":[{"rule":[{"apply_server_side_encryption_by_default":)"
     R"([{"kms_master_key_id":"","sse_algorithm":"AES256"}],"bucket_key_enabled":false}]}],"tags":{},"tags_all":{},"timeouts":null,)"
     R"("versioning":[{"enabled":true,"mfa_delete":false}],"website":[],"website_domain":null,"website_endpoint":null})",
     R"({"acceleration_status":true,"acl":true,"arn":true,"bucket_domain_name":true,"cors_rule":true,"grant":true,"id":true,)"
     R"("lifecycle_rule":true,"logging":true,"policy":true,"region":true,"versioning":true,"website":true})",
     R"({"bucket":{"constant_value":"bucket-#"},"force_destroy":{"constant_value":false},"tags":{"references":["var.tags"]}})"},
    {"aws_lb_target_group",
     R"({"arn":"arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/tg-#/0123456789abcdef","arn_suffix":)"
     R"("targetgroup/tg-#/0123456789abcdef","connection_termination":null,"deregistration_delay":"300","health_check":[{"enabled":true,)"
     R"("healthy_threshold":3,"interval":30,"matcher":"200-299","path":"/health","port":"traffic-port","protocol":"HTTP","timeout":5,)"
     R"("unhealthy_threshold":3}],"id":"tg-#","ip_address_type":"ipv4","lambda_multi_value_headers_enabled":false,"load_balancer_arns":)"
     R"([],"load_balancing_algorithm_type":"round_robin","name":"tg-#","name_prefix":"","port":8080,"protocol":"HTTP","slow_start":0,)"
     R"("stickiness":[{"cookie_duration":86400,"cookie_name":"","enabled":false,"type":"lb_cookie"}],"tags":{"Name":"tg-#"},)"
     R"("tags_all":{"Name":"tg-#","Team":"payments"},"target_failover":[],"target_type":"ip","vpc_id":"vpc-0123456789abcdef0"})",
     R"({"arn":true,"arn_suffix":true,"connection_termination":true,"health_check":[{}],"id":true,"ip_address_type":true,)"
     R"("load_balancer_arns":true,"load_balancing_algorithm_type":true,"name_prefix":true,"stickiness":true,"tags_all":true})",
     R"({"health_check":[{"path":{"constant_value":"/health"}}],"name":{"constant_value":"tg-#"},"port":{"constant_value":8080},)"
     R"("vpc_id":{"references":["module.vpc.vpc_id","module.vpc"]}})"},
    {"aws_security_group",
     R"({"arn":"arn:aws:ec2:eu-central-1:123456789012:security-group/sg-#","description":"Service #","egress":[{"cidr_blocks":)"
     R"(["0.0.0.0/0"],"description":"","from_port":0,"ipv6_cidr_blocks":["::/0"],"prefix_list_ids":[],"protocol":"-1",)"
     R"("security_groups":[],"self":false,"to_port":0}],"id":"sg-#","ingress":[{"cidr_blocks":["10.0.0.0/16","10.1.0.0/16"],)"
     R"("description":"from the load balancer","from_port":8080,"ipv6_cidr_blocks":[],"prefix_list_ids":[],"protocol":"tcp",)"
     R"("security_groups":["sg-0123456789abcdef0"],"self":false,"to_port":8080}],"name":"service-#","name_prefix":"","owner_id":)"
     R"("123456789012","revoke_rules_on_delete":false,"tags":null,"tags_all":{"Team":"payments"},"timeouts":null,"vpc_id":"vpc-01"})",
     R"({"arn":true,"egress":[{}],"id":true,"ingress":[{}],"name_prefix":true,"owner_id":true,"tags_all":true})",
     R"({"description":{"constant_value":"Service #"},"name":{"constant_value":"service-#"},"vpc_id":{"references":["var.vpc_id"]}})"},
    {"aws_cloudwatch_metric_alarm",
     R"({"actions_enabled":true,"alarm_actions":["arn:aws:sns:eu-central-1:123456789012:alerts"],"alarm_description":)"
     R"("CPU of service # is above 80 % for fifteen minutes","alarm_name":"service-#-cpu","arn":)"
     R"("arn:aws:cloudwatch:eu-central-1:123456789012:alarm:service-#-cpu","comparison_operator":"GreaterThanThreshold",)"
     R"("datapoints_to_alarm":3,"dimensions":{"ClusterName":"main","ServiceName":"service-#"},"evaluate_low_sample_count_percentiles":)"
     R"("","evaluation_periods":3,"extended_statistic":"","id":"service-#-cpu","insufficient_data_actions":[],"metric_name":)"
     R"("CPUUtilization","metric_query":[],"namespace":"AWS/ECS","ok_actions":[],"period":300,"statistic":"Average","tags":{},)"
     R"("tags_all":{"Team":"payments"},"threshold":80,"threshold_metric_id":"","treat_missing_data":"missing","unit":""})",
     R"({"alarm_actions":[false],"arn":true,"dimensions":{},"evaluate_low_sample_count_percentiles":true,"id":true,"tags_all":true})",
     R"({"alarm_name":{"constant_value":"service-#-cpu"},"dimensions":{"references":["aws_ecs_cluster.main.name","aws_ecs_cluster.main"]},)"
     R"("threshold":{"constant_value":80}})"},
}};

}  // namespace

std::span<const ResourceType> common_types() {
  return kTypes;
}

}  // namespace plimsoll::bench
