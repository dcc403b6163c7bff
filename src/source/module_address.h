// Addresses of module and resource instances, taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/value/value.h"

namespace plimsoll::source {

/// One step on the way to a module instance; `key` is a number (count), a string (for_each) or null.
struct ModuleStep {
  std::string name = {};
  Value key = {};
};

/// module.a["x.y"].module.b[0].aws_ecs_service.web[1], or data.aws_x.y.
struct ResourceAddress {
  std::vector<ModuleStep> modules = {};
  std::string name = {};  // "aws_x.y" or "data.aws_x.y"
  Value key = {};
};

/// Keys are read as HCL strings, and as Terraform up to 1.2 quoted them, where the two agree. Nullopt for what is no
/// address of an instance.
std::optional<ResourceAddress> parse_address(std::string_view address);

/// The steps of a module's address; empty for the root module and for what is no address.
std::vector<ModuleStep> module_steps(std::string_view address);

/// "[0]", "[\"a\"]" or "" for null, as Terraform writes them.
std::string key_suffix(const Value& key);

}  // namespace plimsoll::source
