// Everything that is handed in instead of a plan, each with what to do about it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/base/diagnostic.h"

namespace plimsoll::plan {

/// Recognises by its first bytes what is no JSON document at all: nothing, a zip archive, logs, the plan for humans.
std::optional<Diagnostic> find_foreign_text(std::string_view text);

/// What the keys of a document say. Keys are in document order and already unescaped.
struct TopLevel {
  std::vector<std::string> keys = {};
  bool only_outputs = true;  // every member is an object with sensitive, type and value

  bool has(std::string_view key) const;
};

/// Recognises a well-formed object that is neither plan, state nor task definition.
std::optional<Diagnostic> find_foreign_object(const TopLevel& top);

/// A document whose first key tells a log of `terraform plan -json`.
Diagnostic streaming_log();

/// A document that is no object: `null`, `[]`, a number.
Diagnostic not_an_object(std::string_view what);

}  // namespace plimsoll::plan
