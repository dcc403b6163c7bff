// The top level of a document: which sections it has, and what they hold.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "foreign.h"
#include "input.h"
#include "plimsoll/plan/plan.h"

namespace plimsoll::plan {

struct Document {
  TopLevel top = {};
  Plan plan = {};
  std::vector<ResourceChange> state = {};  // resources of a state
  bool planned_resources = false;          // planned_values lists some
  bool is_log = false;                     // the rest was not read
};

/// Reads the one object that the text is, up to its end.
bool read_document(Input& input, json::Cursor& cursor, Document& document);

/// Reads members of that object up to its end; the cursor stands before one of them. `stop`, asked before each member
/// with the offset of what comes next, may end the reading early: then the result is true, too.
bool read_members(Input& input, json::Cursor& cursor, Document& document,
                  const std::function<bool(std::size_t offset)>& stop);

}  // namespace plimsoll::plan
