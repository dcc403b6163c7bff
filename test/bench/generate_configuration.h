// Terraform configurations of any size with the plan that belongs to each, for measuring.
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace plimsoll::bench {

/// Files by their path below the root module; the plan's JSON is "plan.json".
using Tree = std::map<std::string, std::string>;

/// About `files` .tf files, twenty per module: a root module that calls domains, which call services, every fourth of
/// them with for_each. A service has five task definitions, each written in another way and each unknown in the plan
/// through the URL of its image. In every third service one container is privileged.
Tree nested_configuration(std::size_t files);

/// One task definition in one module that is called with for_each over so many entries of a map; the container of every
/// fiftieth entry is privileged.
Tree repeated_module(std::size_t instances);

/// One task definition with count; its container is privileged.
Tree repeated_resource(std::size_t instances);

}  // namespace plimsoll::bench
