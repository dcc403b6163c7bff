#include "references.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

#include "address.h"
#include "plimsoll/base/text.h"
#include "plimsoll/plan/read.h"

namespace plimsoll::plan {
namespace {

/// "var.image.tag" -> "image"; "var.list[0]" -> "list".
std::string_view variable_name(std::string_view reference) {
  reference.remove_prefix(std::string_view("var.").size());
  return reference.substr(0, reference.find_first_of(".["));
}

bool is_repetition_key(std::string_view reference) {
  return reference.starts_with("each.") || reference.starts_with("count.");
}

/// Known in every plan.
bool is_environment(std::string_view reference) {
  return reference.starts_with("path.") || reference.starts_with("terraform.") || reference.starts_with("tofu.");
}

/// False when a constant of the block contradicts the element.
bool may_be(const ConfigBlock& block, const Value& element) {
  for (const auto& [name, expression] : block.attributes) {
    const Value* const member = element.find(name);
    if (!expression.has_constant || expression.constant.is_null() || member == nullptr) continue;
    if (member->is_string() && expression.constant.is_string() &&
        member->as_string() != expression.constant.as_string()) {
      return false;
    }
  }
  return true;
}

void collect(const ConfigBlock& block, std::vector<const ConfigExpression*>& out) {
  for (const auto& [name, expression] : block.attributes) out.push_back(&expression);
  for (const auto& [name, blocks] : block.blocks) {
    for (const ConfigBlock& nested : blocks) collect(nested, out);
  }
}

}  // namespace

bool is_widened(std::string_view reference, const std::vector<std::string>& all) {
  return std::any_of(all.begin(), all.end(), [reference](const std::string& other) {
    return other.size() > reference.size() && std::string_view(other).starts_with(reference) &&
           (other[reference.size()] == '.' || other[reference.size()] == '[');
  });
}

Written written_for_member(const Written& parent, std::string_view key) {
  if (parent.blocks.empty()) return {.expressions = parent.expressions};
  Written written;
  for (const ConfigBlock* block : parent.blocks) {
    const auto attribute = block->attributes.find(key);
    const auto nested = block->blocks.find(key);
    if (attribute != block->attributes.end()) written.expressions.push_back(&attribute->second);
    if (nested != block->blocks.end()) {
      for (const ConfigBlock& inner : nested->second) written.blocks.push_back(&inner);
    }
    const bool present = attribute != block->attributes.end() || nested != block->blocks.end();
    written.left_out = written.left_out || !present;
  }
  return written;
}

Written written_for_element(const Written& parent, const Value& element) {
  Written written = parent;
  std::erase_if(written.blocks, [&element](const ConfigBlock* block) { return !may_be(*block, element); });
  return written.blocks.empty() ? parent : written;
}

/// State of one walk over references: what was found, and what was seen, since a reference occurs in many places.
struct Tracer::Walk {
  std::vector<std::string> found = {};
  std::set<std::pair<std::size_t, std::string>> seen = {};
  bool unknown = false;  // reached something that may be known only after apply

  void end(std::string reference, bool known) {
    unknown = unknown || !known;
    if (std::find(found.begin(), found.end(), reference) == found.end()) found.push_back(std::move(reference));
  }
};

Tracer::Tracer(const Plan& plan, const ResourceChange& change, const ConfigResource* resource) : resource_(resource) {
  levels_.push_back({.module = &plan.configuration});
  const std::vector<std::string_view> parts = split_address(change.module_address);
  for (std::size_t i = 0; i + 1 < parts.size() && parts[i] == "module"; i += 2) {
    const Level& parent = levels_.back();
    const auto call = parent.module->calls.find(without_key(parts[i + 1]));
    if (call == parent.module->calls.end() || call->second.module == nullptr) break;
    std::string address =
        (parent.address.empty() ? "module." : parent.address + ".module.") + std::string(parts[i + 1]);
    levels_.push_back({.module = call->second.module.get(), .call = &call->second, .address = std::move(address)});
  }
}

/// `reference` is "var.…" in the module of `level`.
void Tracer::follow_variable(std::string_view reference, std::size_t level, Walk& walk) const {
  if (level == 0) return walk.end(std::string(reference), true);
  const Level& here = levels_[level];
  const auto argument = here.call->expressions.find(variable_name(reference));
  if (argument == here.call->expressions.end()) return;  // the default, a constant
  const ConfigExpression* const repetition = here.call->has_repetition ? &here.call->repetition : nullptr;
  follow(argument->second, level - 1, repetition, walk);
}

void Tracer::follow(const ConfigExpression& expression, std::size_t level, const ConfigExpression* repetition,
                    Walk& walk) const {
  for (const std::string& reference : expression.references) {
    if (is_widened(reference, expression.references) || is_environment(reference)) continue;
    if (!walk.seen.emplace(level, reference).second) continue;
    if (reference.starts_with("var.")) {
      follow_variable(reference, level, walk);
    } else if (is_repetition_key(reference)) {
      if (repetition != nullptr) follow(*repetition, level, nullptr, walk);
    } else {
      const std::string& module = levels_[level].address;
      walk.end(module.empty() ? reference : module + "." + reference, false);
    }
  }
}

std::vector<std::string> Tracer::references(const Written& written) const {
  std::vector<const ConfigExpression*> expressions = written.expressions;
  for (const ConfigBlock* block : written.blocks) collect(*block, expressions);
  const bool repeated = resource_ != nullptr && resource_->has_repetition;
  Walk walk;
  for (const ConfigExpression* expression : expressions) {
    follow(*expression, levels_.size() - 1, repeated ? &resource_->repetition : nullptr, walk);
  }
  return std::move(walk.found);
}

bool Tracer::is_known(const ConfigExpression& expression) const {
  Walk walk;
  const bool repeated = resource_ != nullptr && resource_->has_repetition;
  follow(expression, levels_.size() - 1, repeated ? &resource_->repetition : nullptr, walk);
  return !walk.unknown;
}

std::vector<std::string> trace_references(const Plan& plan, const ResourceChange& change, std::string_view path) {
  const ConfigResource* const resource = plan.config_of(change);
  if (resource == nullptr) return {};
  Written written{.blocks = {&resource->expressions}};
  const Value* value = &change.after;
  for (const std::string& part : split(path, '.')) {
    const bool is_index =
        !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    Written inner;
    const Value* next = nullptr;
    if (is_index && part.size() < 8 && value != nullptr && value->is_sequence()) {
      const std::size_t index = std::stoul(part);
      next = index < value->elements().size() ? &value->elements()[index] : nullptr;
      inner = next == nullptr ? written : written_for_element(written, *next);
    } else if (is_index && !written.blocks.empty()) {
      inner = written;
    } else {
      next = value == nullptr ? nullptr : value->find(part);
      inner = written_for_member(written, part);
    }
    if (inner.blocks.empty() && inner.expressions.empty()) break;
    written = std::move(inner);
    value = next;
  }
  // Nothing but the resource itself encloses the path: its other arguments say nothing about it.
  const bool is_resource = written.blocks.size() == 1 && written.blocks[0] == &resource->expressions;
  return is_resource ? std::vector<std::string>{} : Tracer(plan, change, resource).references(written);
}

}  // namespace plimsoll::plan
