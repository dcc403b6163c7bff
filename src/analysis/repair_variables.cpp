#include "repair_variables.h"

#include "plimsoll/base/file_system.h"
#include "plimsoll/hcl/parser.h"
#include "plimsoll/lang/evaluate.h"
#include "plimsoll/lang/functions.h"
#include "plimsoll/value/json.h"

namespace plimsoll::analysis {
namespace {

/// Constant attributes by variable: those of a .tfvars file, or the defaults of variable blocks.
std::map<std::string, const hcl::Attribute*> values_in(const hcl::ParsedFile& file) {
  std::map<std::string, const hcl::Attribute*> values;
  if (file.source->name().ends_with(".tfvars")) {
    for (const hcl::Attribute& attribute : file.body.attributes) values[attribute.name.text] = &attribute;
    return values;
  }
  for (const hcl::Block* block : file.body.blocks_of("variable")) {
    const hcl::Attribute* fallback = block->body.attribute("default");
    if (fallback != nullptr && block->labels.size() == 1) values[block->labels.front().text] = fallback;
  }
  return values;
}

std::string_view text_of(const hcl::ParsedFile& file, const hcl::Attribute& attribute) {
  return file.source->slice(attribute.value->range);
}

}  // namespace

namespace {

/// A value that an edit gave to a variable; nullopt for what is no constant.
using Changed = std::map<std::string, std::optional<Value>>;

Changed changed_in_hcl(const hcl::ParsedFile& before, const hcl::ParsedFile& after) {
  Changed changed;
  const auto old_values = values_in(before);
  for (const auto& [variable, attribute] : values_in(after)) {
    const auto old_value = old_values.find(variable);
    const bool same =
        old_value != old_values.end() && text_of(before, *old_value->second) == text_of(after, *attribute);
    if (same) continue;
    const lang::Scope nothing;
    const lang::FunctionTable functions;
    lang::Budget budget;
    const lang::Context context = {
        .source = after.source, .scope = &nothing, .functions = &functions, .budget = &budget};
    lang::Outcome value = lang::evaluate(*attribute->value, context);
    changed.emplace(variable, value.ok() ? std::optional(value.value()) : std::nullopt);
  }
  return changed;
}

/// Values of a .tfvars.json file, or the defaults of a .tf.json file.
Members json_values(const std::string& name, std::string_view text) {
  Result<Value> decoded = json::decode(text);
  if (!decoded || !decoded->is_object()) return {};
  if (name.ends_with(".tfvars.json")) return decoded->members();
  Members values;
  const Value& variables = decoded->get("variable");
  if (!variables.is_object()) return {};
  for (const auto& [variable, declared] : variables.members()) {
    const Value* fallback = declared.find("default");
    if (fallback != nullptr) values.emplace_back(variable, *fallback);
  }
  return values;
}

Changed changed_in_json(const std::string& name, std::string_view before, std::string_view after) {
  Changed changed;
  const Value old_values = Value::object(json_values(name, before));
  for (auto& [variable, value] : json_values(name, after)) {
    const Value* old_value = old_values.find(variable);
    if (old_value == nullptr || !equal(*old_value, value)) changed.emplace(variable, std::move(value));
  }
  return changed;
}

Changed changed_in(const std::string& name, const SourcePtr& before, const std::string& after) {
  if (name.ends_with(".json")) return changed_in_json(name, before->text(), after);
  const bool is_hcl = name.ends_with(".tf") || name.ends_with(".tofu") || name.ends_with(".tfvars");
  if (!is_hcl) return {};
  return changed_in_hcl(hcl::parse_file(before), hcl::parse_file(std::make_shared<const SourceFile>(name, after)));
}

}  // namespace

void adopt_variables(source::Known& known, const source::Configuration& configuration, const fix::FileEdits& edits,
                     const Texts& texts) {
  for (const auto& [name, edit] : edits) {
    const auto text = texts.find(name);
    if (text == texts.end()) continue;
    if (join_path(parent_path(name), ".") != join_path(configuration.directory, ".")) continue;
    for (auto& [variable, value] : changed_in(name, edit.source, *text->second)) {
      const auto planned = known.variables.find(variable);
      if (!value || planned == known.variables.end()) continue;
      planned->second = std::move(value)->with_sensitive(planned->second.is_sensitive());
    }
  }
}

}  // namespace plimsoll::analysis
