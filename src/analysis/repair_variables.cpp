#include "repair_variables.h"

#include "plimsoll/base/file_system.h"
#include "plimsoll/hcl/parser.h"
#include "plimsoll/lang/evaluate.h"
#include "plimsoll/lang/functions.h"

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

void adopt_variables(source::Known& known, const source::Configuration& configuration, const fix::FileEdits& edits,
                     const Texts& texts) {
  for (const auto& [name, edit] : edits) {
    const bool is_hcl = name.ends_with(".tf") || name.ends_with(".tofu") || name.ends_with(".tfvars");
    const auto text = texts.find(name);
    if (!is_hcl || text == texts.end()) continue;
    if (join_path(parent_path(name), ".") != join_path(configuration.directory, ".")) continue;
    const hcl::ParsedFile before = hcl::parse_file(edit.source);
    const hcl::ParsedFile after = hcl::parse_file(std::make_shared<const SourceFile>(name, *text->second));
    const auto old_values = values_in(before);
    for (const auto& [variable, attribute] : values_in(after)) {
      const auto old_value = old_values.find(variable);
      const bool changed =
          old_value == old_values.end() || text_of(before, *old_value->second) != text_of(after, *attribute);
      const auto planned = known.variables.find(variable);
      if (!changed || planned == known.variables.end()) continue;
      const lang::Scope nothing;
      const lang::FunctionTable functions;
      lang::Budget budget;
      const lang::Context context = {
          .source = after.source, .scope = &nothing, .functions = &functions, .budget = &budget};
      lang::Outcome value = lang::evaluate(*attribute->value, context);
      if (value.ok()) planned->second = value.value().with_sensitive(planned->second.is_sensitive());
    }
  }
}

}  // namespace plimsoll::analysis
