// Bytes to Plan.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "plimsoll/base/bytes.h"
#include "plimsoll/base/result.h"
#include "plimsoll/plan/plan.h"

namespace plimsoll::plan {

/// How the provider treats an attribute that the configuration leaves out: optional and computed ones are planned as
/// unknown although nobody set them. Knowledge about resource types comes from the caller.
struct TypeInfo {
  bool wanted = false;  // turn before and after into values
  /// Paths of optional and computed attributes and blocks that have a default when unset, dotted, list indices left
  /// out: "network_mode", "auto_scaling_group_provider.managed_termination_protection", "volume.configure_at_launch".
  std::vector<std::string> unset_is_null = {};
  /// Those that are blocks: unset, they are an empty list, as Terraform never makes a block null.
  std::vector<std::string> unset_blocks = {};
  bool tags_follow_tags_all = false;  // tags_all unknown without provider default_tags means: use tags
};

struct ReadOptions {
  /// Called from several threads.
  std::function<TypeInfo(std::string_view type)> type_info = nullptr;  // null: every type wanted, nothing folded
  std::size_t max_depth = 1000;
  bool data_sources = false;  // read the data sources of wanted types that the prior state holds
};

/// Reads a plan, a state or an ECS task definition (API JSON) from the bytes of one file. UTF-8 with or without
/// byte-order mark and UTF-16 are accepted. `bytes` is taken by value: the reader needs padding behind it and its
/// memory is the peak of a run. `name` is for messages. Every malformed or foreign input is an error that says what was
/// found, where (byte, line, column), and what to do instead; nothing is ever half read.
Result<Plan> read(Bytes bytes, const std::string& name, const ReadOptions& options = {});

/// True when the bytes are a zip archive: a binary plan, which `terraform show -json` turns into JSON.
bool is_binary_plan(std::string_view bytes);

/// The references behind an attribute of a resource, most specific first, traced through module inputs to the root:
/// {"aws_ecr_repository.app.repository_url"}, or {"var.image"} where a root variable ends the chain, or {"local.x"}.
/// `path` is dotted with block indices: "volume.0.efs_volume_configuration.0.file_system_id"; it falls back to the
/// innermost enclosing expression. Addresses from inside a module carry its path:
/// "module.a.aws_ecr_repository.app.arn".
std::vector<std::string> trace_references(const Plan& plan, const ResourceChange& change, std::string_view path);

}  // namespace plimsoll::plan
