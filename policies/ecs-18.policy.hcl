policy {
  plimsoll { language = 1 }
}

control "ECS.18" {
  title       = "ECS Task Definitions should use in-transit encryption for EFS volumes"
  severity    = "medium"
  description = "Without transit_encryption a task speaks plain NFS with the file system, readable to whoever sees the network. The default is off, so leaving the argument out fails. Other kinds of volumes are not covered."
  help_uri    = "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-18"
  aliases     = ["ecs-task-definition-efs-encryption-enabled", "CKV_AWS_97", "AWS-0035", "AC_AWS_0463", "KICS:4d46ff3b"]
  frameworks = {
    "aws-fsbp" = ["ECS.18"]
  }
}

resource_policy "aws_ecs_task_definition" "efs-encryption" {
  enforce {
    # By the block, not the kind: other things about a volume may be unknown.
    for_each      = [for v in ecs::volumes(attrs) : v if v.efs != null]
    subject       = { kind = "volume", name = each.value.name }
    path          = "volume[\"${each.value.name}\"].efs_volume_configuration[0].transit_encryption"
    condition     = each.value.efs.transit_encryption == "ENABLED"
    error_message = "EFS volume \"${each.value.name}\" is mounted without encryption in transit."
    fix {
      summary       = "Set transit_encryption to ENABLED"
      applicability = "exact"
      set "each.efs_volume_configuration.transit_encryption" { value = "ENABLED" }
      notes = [
        "On EC2 the instances need amazon-efs-utils (it is in the ECS-optimized images from March 2020 on).",
        "Terraform registers a new task definition revision that replaces the old one.",
      ]
    }
  }
}
