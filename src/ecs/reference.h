// Names of objects in a configuration: "module.a.aws_ecs_task_definition.app[0].arn".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/value/value.h"

namespace plimsoll::ecs {

/// One dot-separated part with the index behind it: `app["blue"]`; no index is null.
struct Segment {
  std::string name = {};
  Value key = {};
};

/// Cuts an address or a reference at its dots, indices respected. nullopt when it is no such text.
std::optional<std::vector<Segment>> parse_segments(std::string_view text);

/// A reference taken apart: the module calls that it passes, then what is left ("aws_ecs_cluster", "main", "arn").
struct Reference {
  std::vector<Segment> modules = {};
  std::vector<Segment> rest = {};
};
std::optional<Reference> parse_reference(std::string_view text);

}  // namespace plimsoll::ecs
