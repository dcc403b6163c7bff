# Written by several hands: nothing here is as terraform fmt wants it.
resource "aws_ecs_task_definition" "app" {
    family = "app"
    requires_compatibilities = ["EC2"]

    container_definitions = jsonencode([
        {
            "name" : "web",  // the front
            "image": "nginx:1.27",
            "memory" : 256,
            /* needed by the
               profiler */
            "privileged" : true,

            "user": "1000:1000"
        },
        { name: "one-line", image: "busybox:1", memory: 64, privileged: true }
    ])
}
