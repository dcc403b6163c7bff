policy {
  plimsoll { language = 1 }
}

control "ecs-no-containers" {
  title       = "ECS task definitions should define at least one container"
  severity    = "medium"
  description = "An empty list of container definitions plans without an error, and AWS refuses it at apply. It usually comes from a condition or a loop that yields nothing, or from an empty string. There is no container that any other control could judge, so such a definition must not look clean."
  help_uri    = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html"
  aliases     = []
  frameworks = {
    "nist-800-53-r5" = ["CM-2"]
  }
}

resource_policy "aws_ecs_task_definition" "containers" {
  enforce {
    path          = "container_definitions"
    condition     = core::length(ecs::containers(attrs)) > 0
    error_message = "The task definition has no containers; AWS refuses it."
    fix {
      summary       = "Define the containers"
      applicability = "manual"
      set "container_definitions" {
        value = plimsoll::expression("jsonencode([{ name = \"app\", image = \"REPOSITORY:TAG\", essential = true }])")
      }
      notes = ["Look at what the list is made from: a for expression, a condition or a file that yields nothing."]
    }
  }
}
