// Shared by tests of the pipeline: policies and plans as text, findings as short lines.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plimsoll/analysis/analysis.h"

namespace plimsoll::analysis::testing {

inline SelectedPolicies load_policy(std::string_view text, PolicyRequest request = {}) {
  MemoryFileSystem files;
  files.files = {{"t.policy.hcl", std::string(text)}};
  request.builtin = false;
  request.paths = {"t.policy.hcl"};
  auto loaded = load_policies(request, files);
  if (!loaded.ok()) ADD_FAILURE() << render(loaded.errors());
  return loaded.ok() ? *std::move(loaded) : SelectedPolicies{};
}

/// A plan with these elements of resource_changes, this configuration and these further members.
inline std::string plan_text(std::string_view changes, std::string_view configuration = R"({"root_module":{}})",
                             std::string_view extra = "") {
  return fmt::format(R"({{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{{"root_module":{{}}}},)"
                     R"("resource_changes":[{}],"configuration":{}{}}})",
                     changes, configuration, extra);
}

/// A managed resource that is created, changed or left alone; `address` is in the root module and may hold an index.
inline std::string change_text(std::string_view address, std::string_view after, std::string_view unknown = "{}",
                               std::string_view actions = R"(["create"])", std::string_view before = "null") {
  const std::string_view type = address.substr(0, address.find('.'));
  const std::string_view rest = address.substr(type.size() + 1);
  const std::string_view name = rest.substr(0, rest.find('['));
  const std::string_view index = rest.size() == name.size() ? "" : rest.substr(name.size() + 1);
  std::string escaped(address);
  for (std::size_t at = 0; (at = escaped.find('"', at)) != std::string::npos; at += 2) escaped.insert(at, "\\");
  return fmt::format(
      R"({{"address":"{}","mode":"managed","type":"{}","name":"{}"{},)"
      R"("provider_name":"registry.terraform.io/hashicorp/aws","change":{{"actions":{},"before":{},"after":{},)"
      R"("after_unknown":{},"before_sensitive":false,"after_sensitive":false}}}})",
      escaped, type, name, index.empty() ? "" : fmt::format(R"(,"index":{})", index.substr(0, index.size() - 1)),
      actions, before, after, unknown);
}

inline Checked check_text(const SelectedPolicies& policies, const std::string& plan) {
  auto checked = check({.name = "plan.json", .bytes = plan}, policies);
  if (!checked.ok()) ADD_FAILURE() << render(checked.errors());
  return checked.ok() ? *std::move(checked) : Checked{};
}

/// "aws_x.a rule fail" for every finding, in the order of the report.
inline std::vector<std::string> lines(const Checked& checked) {
  std::vector<std::string> out;
  for (const Finding& f : checked.report.findings)
    out.push_back(fmt::format("{} {} {}", f.address, f.control, name(f.verdict)));
  return out;
}

inline std::vector<std::string> verdicts_of(std::string_view policy, const std::string& plan) {
  return lines(check_text(load_policy(policy), plan));
}

}  // namespace plimsoll::analysis::testing
