// Terraform source and policies in the style of real ones, for measuring.
#pragma once

#include <cstddef>
#include <string>

namespace plimsoll::bench {

/// A module file of about 4 kB; `number` tells the files apart.
std::string terraform_file(std::size_t number);

/// A policy file for a resource type of generate_plan(): an input, locals, try, a relation, a regular expression, a for
/// expression or a JSON document, by number.
std::string policy_file(std::size_t number);

}  // namespace plimsoll::bench
