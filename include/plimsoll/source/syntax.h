// One source file of a configuration, whatever its syntax.
// Source: developer.hashicorp.com/terraform/language/syntax/json.
#pragma once

#include <cstdint>
#include <string_view>

#include "plimsoll/hcl/parser.h"

namespace plimsoll::source {

/// What the name of a file says about its syntax.
enum class Syntax : std::uint8_t {
  kOther,       // text that may hold JSON
  kHcl,         // .tf, .tofu, .tfvars
  kJson,        // .tf.json, .tofu.json
  kJsonValues,  // .tfvars.json
};
Syntax syntax_of(std::string_view name);

/// Parses a file as its name demands; kOther as HCL. What a file in JSON syntax says stands as HCL with the ranges of
/// the JSON text: top-level blocks of the types that are evaluated, their attributes, nested blocks as attributes.
/// Meta-arguments that say nothing about values (lifecycle, provisioner, connection) are left out. Values of variables
/// in JSON are attributes without interpolations.
hcl::ParsedFile parse_source_file(const SourcePtr& source);

}  // namespace plimsoll::source
