// Resource addresses: opaque names that are taken apart only where the document leaves their parts out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/plan/plan.h"

namespace plimsoll::plan {

/// "module.a[\"x.y\"].module.b" -> {"module", "a[\"x.y\"]", "module", "b"}: dots inside brackets and quotes do not
/// count.
std::vector<std::string_view> split_address(std::string_view address);

/// "a[\"x.y\"]" -> "a".
std::string_view without_key(std::string_view part);

/// Names of the calls on the way to a module instance, without keys: {"a", "b"}.
std::vector<std::string_view> module_names(std::string_view module_address);

/// "module.a[0].module.b" -> "module.a.module.b".
std::string without_keys(std::string_view address);

/// "module.a[0].aws_x.y" -> "module.a[0]".
std::string_view module_part(std::string_view address);

/// Fills parts that hand-made and old plans leave out from those that are there.
void complete_address(ResourceChange& change, bool mode_given);

}  // namespace plimsoll::plan
