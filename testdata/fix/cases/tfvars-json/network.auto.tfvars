public = true # while the balancer is not there
