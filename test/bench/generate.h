// Plans of any size, as Terraform writes them, for benchmarks.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

namespace plimsoll::bench {

/// What a plan is made of: services on ECS, where every tenth resource is a task definition with two containers; many
/// types that published policies judge; or the first two of these alone: buckets, each with what blocks public access.
enum class Mix { kServices, kGoverned, kRelated };

/// Hands the text of a plan with `changes` resource changes to `write`, piece by piece. The same arguments give the
/// same bytes.
void generate_plan(std::size_t changes, const std::function<void(std::string_view)>& write, Mix mix = Mix::kServices);

/// The number of changes for a plan of about this many bytes.
std::size_t changes_for(std::size_t bytes);

}  // namespace plimsoll::bench
