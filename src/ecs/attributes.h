// Reading single attributes of ECS resources: what they mean, unset told from unknown.
#pragma once

#include <string_view>

#include "plimsoll/value/value.h"
#include "relations.h"

namespace plimsoll::ecs {

/// Null and "" both mean that nothing was set.
bool is_unset(const Value& value);

/// The elements of a list that is known, or those that it has for sure; none of anything else.
Sequence sure_elements(const Value& list);

/// The one element of a block that occurs at most once: an object, unknown, or null.
Value only_block(const Value& blocks);

Value os_family(const Value& attrs);
Value launch_types(const Relations& relations, const Value& attrs);
Value setting(const Value& attrs, std::string_view name);
Value account_setting(const Relations& relations, std::string_view name);
Value effective_tags(const Value& attrs);
/// Adds what aws_ecs_tag resources put on change `subject`.
Value with_extra_tags(const Relations& relations, std::size_t subject, const Value& tags);

}  // namespace plimsoll::ecs
