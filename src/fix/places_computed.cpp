// Values that no literal decides.
#include <algorithm>

#include "places.h"
#include "plimsoll/base/text.h"
#include "plimsoll/fix/fix.h"

namespace plimsoll::fix {
namespace {

using Kind = Operation::Kind;
using source::Module;

/// The whole value of an attribute, or of an item of an object.
bool is_whole(const Node& node, ByteRange bytes) {
  if (node.attribute != nullptr && node.attribute->value->range == bytes) return true;
  if (node.around.empty()) return false;
  const auto* object = std::get_if<hcl::ObjectConstructor>(&node.around.back()->node);
  return object != nullptr &&
         std::ranges::any_of(object->items, [&](const hcl::ObjectItem& item) { return item.value->range == bytes; });
}

std::string without_underscores(std::string_view name) {
  std::string plain = ascii_lower(name);
  std::erase(plain, '_');
  return plain;
}

}  // namespace

void Places::rename_at(const hcl::ObjectItem& item, const SourceRange& place, const std::string& name,
                       const Value& member, std::vector<Candidate>& out) const {
  const bool quoted = place.file->slice(item.key->range).starts_with('"');
  const Value key = quoted ? Value::string(name) : Value::object({{"__expression", Value::string(name)}});
  Candidate candidate = {
      .operations = {{.kind = Kind::kReplace, .place = {place.file, item.key->range}, .value = key}}};
  if (place.file->slice(item.value->range) != to_hcl(member)) {
    if (!is_plain(*item.value)) return;
    candidate.operations.push_back({.kind = Kind::kReplace, .place = {place.file, item.value->range}, .value = member});
  }
  out.push_back(std::move(candidate));
}

std::vector<Candidate> Places::replace_member(const Value& value, const std::string& name, const Value& text) {
  std::vector<Candidate> out = replace(value, text);
  if (out.empty()) give_by_name(name, text, out);
  replace_computed(value, text, out);
  return out;
}

/// The place nearest to the resource: those before it may serve others.
void Places::replace_computed(const Value& value, const Value& text, std::vector<Candidate>& out) {
  const std::vector<SourceRange> places = places_of(value);
  const bool is_secret_value =
      std::ranges::any_of(places, [&](const SourceRange& place) { return is_secret(documents_.find(place)); });
  if (is_secret_value || is_given_from_outside(value)) return;
  for (auto place = places.rbegin(); place != places.rend(); ++place) {
    if (!can_edit(*place) || place->file->name().ends_with(".tfvars")) continue;
    const Node node = documents_.find(*place);
    const bool is_default = !node.blocks.empty() && node.blocks.front()->type.text == "variable";
    if (node.kind != Node::Kind::kExpression || is_plain(*node.expression) || is_default) continue;
    if (!is_whole(node, place->bytes)) continue;
    Candidate candidate = at({.kind = Kind::kReplace, .place = *place, .value = text}, node);
    candidate.limit = Applicability::kReview;
    candidate.notes.push_back("The value at " + describe(*place) +
                              " was computed and is a constant now: look at what else it was computed for.");
    out.push_back(std::move(candidate));
    return;
  }
}

void Places::wrap(const Value& value, const std::string& function, const Value& more, std::vector<Candidate>& out) {
  for (const SourceRange& place : places_of(value)) {
    if (!can_edit(place) || place.file->name().ends_with(".tfvars")) continue;
    const Node node = documents_.find(place);
    const bool is_default = !node.blocks.empty() && node.blocks.front()->type.text == "variable";
    if (node.kind != Node::Kind::kExpression || is_plain(*node.expression) || is_default) continue;
    out.push_back(at({.kind = Kind::kWrap, .place = place, .value = more, .name = function}, node));
  }
}

void Places::give_by_name(const std::string& name, const Value& text, std::vector<Candidate>& out) {
  for (const Module* module = home_; module != nullptr && module->call != nullptr; module = module->parent) {
    const SourceRange call = module->call->range();
    if (module->is_local || module->source == nullptr || !module->parent->is_local || !can_edit(call)) continue;
    for (const auto& [variable, declaration] : module->source->variables) {
      if (without_underscores(variable) != without_underscores(name)) continue;
      const source::Argument* written = module->call->argument(variable);
      if (written != nullptr) {
        replace_at({written->file, written->attribute->value->range}, text, out);
      } else {
        out.push_back({.operations = {{.kind = Kind::kInsert, .place = call, .items = {{variable, text}}}}});
      }
    }
  }
}

}  // namespace plimsoll::fix
