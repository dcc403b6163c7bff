// What the configuration section of a plan says of expressions, beside the expressions of the source.
#include <optional>
#include <set>

#include "literal.h"
#include "module_address.h"
#include "plimsoll/lang/evaluate.h"
#include "plimsoll/source/configuration.h"

namespace plimsoll::source {
namespace {

using Names = std::set<std::string>;

/// "aws_x.y" of "aws_x.y[0].arn": the plan lists longer and shorter forms of one reference.
std::string root_and_member(std::string_view reference) {
  std::size_t dot = reference.find('.');
  if (dot == std::string_view::npos) return std::string(reference);
  dot = reference.find_first_of(".[", dot + 1);
  return std::string(reference.substr(0, dot));
}

bool is_counted(std::string_view name) {
  return !name.starts_with("path.") && !name.starts_with("terraform.") && !name.starts_with("self.");
}

Names planned_names(const plan::ConfigExpression& expression) {
  Names names;
  for (const std::string& reference : expression.references) {
    std::string name = root_and_member(reference);
    if (is_counted(name) && name.find('.') != std::string::npos) names.insert(std::move(name));
  }
  return names;
}

/// Nullopt when the expression uses a name as a whole, which plans spell in several ways.
std::optional<Names> written_names(const hcl::Expression& expression) {
  Names names;
  for (const lang::Reference& reference : lang::references(expression)) {
    if (reference.member.empty()) return std::nullopt;
    std::string name = reference.root + "." + reference.member;
    if (is_counted(name)) names.insert(std::move(name));
  }
  return names;
}

/// Text of a literal, as far as it is plain.
std::optional<std::string> text_of(const hcl::Expression& expression) {
  if (const std::string* text = literal_string(expression)) return *text;
  const auto* literal = std::get_if<hcl::Literal>(&expression.node);
  if (literal == nullptr || literal->kind != hcl::LiteralKind::kBool) return std::nullopt;
  return literal->boolean ? "true" : "false";
}

/// Constants are shown as written or as the attribute's type has them. Numbers have many spellings and stay out.
std::optional<std::string> text_of(const Value& value) {
  if (value.is_string()) return value.as_string();
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  return std::nullopt;
}

bool differs(const plan::ConfigExpression& planned, const hcl::Expression& written) {
  const std::optional<Names> names = written_names(written);
  if (planned.has_constant) {
    if (names && !names->empty()) return true;
    const std::optional<std::string> ours = text_of(written);
    const std::optional<std::string> theirs = text_of(planned.constant);
    return ours && theirs && *ours != *theirs;
  }
  return names && *names != planned_names(planned);
}

using Expressions = std::map<std::string, plan::ConfigExpression, std::less<>>;

void compare(const Expressions& planned, const Declaration& declaration, const std::string& prefix,
             std::vector<std::string>& found) {
  for (const auto& [name, expression] : planned) {
    const Argument* written = declaration.argument(name);
    if (written == nullptr || written->file->name().ends_with(".json")) continue;  // there, templates are mere strings
    if (differs(expression, *written->attribute->value)) found.push_back(prefix + name);
  }
}

}  // namespace

std::vector<std::string> differences(const plan::Plan& plan, const plan::ResourceChange& change,
                                     const Configuration& configuration) {
  std::vector<std::string> found;
  const plan::ConfigModule* planned = &plan.configuration;
  const Module* module = configuration.root.get();
  for (const ModuleStep& step : module_steps(change.module_address)) {
    const auto call = planned->calls.find(step.name);
    const auto child = module->children.find(step.name);
    if (call == planned->calls.end() || child == module->children.end() || call->second.module == nullptr) return found;
    module = child->second.get();
    planned = call->second.module.get();
    if (module->call != nullptr) compare(call->second.expressions, *module->call, "module." + step.name + ".", found);
  }
  const plan::ConfigResource* resource = planned->find(change.mode, change.type, change.name);
  if (resource == nullptr || module->source == nullptr) return found;
  const auto declaration = module->source->resources.find(change.type + "." + change.name);
  if (declaration == module->source->resources.end()) return found;
  compare(resource->expressions.attributes, declaration->second, "", found);
  return found;
}

}  // namespace plimsoll::source
