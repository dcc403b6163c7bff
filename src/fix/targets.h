// Where in the evaluated source the path of an edit leads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plimsoll/finding/finding.h"
#include "plimsoll/policy/evaluate.h"
#include "plimsoll/value/value.h"
#include "steps.h"

namespace plimsoll::fix {

/// The member of this name, else the one that differs in case only: the provider reads keys so.
const Value* lookup(const Value& object, std::string_view name);

/// The only container or volume of this name; nullptr when there is none, or more than one.
const Value* named_element(const Value& list, std::string_view name);

/// What an edit's path starts from: a container, a volume or the resource; nullptr when it cannot be told.
const Value* base_of(const policy::FixEdit& edit, const std::optional<Subject>& subject, const Value& body,
                     const std::optional<Value>& containers);

/// How far a path leads.
struct Walk {
  std::vector<const Value*> way = {};  // the base, then what each step found
  std::size_t found = 0;               // steps that lead to something; a null counts as nothing
  const Value* null = nullptr;         // the null that ended the way, if one is written
  const Value* unknown = nullptr;      // what ended the way because nobody knows it
};
Walk walk(const Value& base, const std::vector<Step>& steps);

}  // namespace plimsoll::fix
