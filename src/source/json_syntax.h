// The JSON syntax of Terraform files as a body of HCL.
// Source: developer.hashicorp.com/terraform/language/syntax/json.
#pragma once

#include "plimsoll/hcl/parser.h"

namespace plimsoll::source {

/// Reads a .tf.json file. Every range is that of the JSON text. Meta-arguments that say nothing about values
/// (lifecycle, provisioner, connection) are left out, as are top-level blocks that this module does not evaluate.
hcl::ParsedFile parse_json_file(const SourcePtr& source);

}  // namespace plimsoll::source
