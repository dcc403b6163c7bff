// `policy validate --portable`: what Terraform's own policy engine does not know.
#include <array>

#include "lint.h"

namespace plimsoll::policy {
namespace {

constexpr std::string_view kSummary = "Not portable";

constexpr std::array<std::string_view, 5> kEnforceAttributes = {"for_each", "subject", "path", "severity",
                                                                "unknown_message"};

void report(Checker& checker, const std::string& what, ByteRange range) {
  checker.warn(std::string(kSummary), what + " is plimsoll's own; Terraform's policy engine refuses it.", range);
}

void in_calls(Checker& checker, const hcl::Expression& expression, const lang::FunctionTable& functions) {
  for (const hcl::Call* call : lang::calls(expression)) {
    const lang::Function* function = functions.find(call->name);
    if (function == nullptr || function->portable) continue;
    const bool own = call->name.rfind("core::", 0) != 0;
    if (own) {
      report(checker, "The function " + call->name, call->name_range);
    } else {
      checker.warn(std::string(kSummary),
                   call->name +
                       " exists in Terraform's own language but is not documented for policies; Terraform's "
                       "policy engine may refuse it.",
                   call->name_range);
    }
  }
}

void in_block(Checker& checker, const hcl::Block& block) {
  const std::string& type = block.type.text;
  if (type == "plimsoll" || type == "control" || type == "fix" || type == "expect") {
    report(checker, "The block " + type, block.header_range);
  }
  if (type != "enforce") return;
  for (const std::string_view name : kEnforceAttributes) {
    const hcl::Attribute* attribute = block.body.attribute(name);
    if (attribute != nullptr) report(checker, "The attribute " + std::string(name), attribute->name.range);
  }
}

}  // namespace

void list_extensions(Checker& checker, const hcl::Body& body, const lang::FunctionTable& functions) {
  for (const hcl::Attribute& attribute : body.attributes) in_calls(checker, *attribute.value, functions);
  for (const hcl::Block& block : body.blocks) {
    in_block(checker, block);
    list_extensions(checker, block.body, functions);
  }
}

}  // namespace plimsoll::policy
